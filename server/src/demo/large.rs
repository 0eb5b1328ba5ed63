//! A project with as many facts as one likes, to see how Kabinet bears them. They are written into a CSV file and read in
//! by the ordinary import, so what is tried here is what an agency would do.

use std::{
    io::{self, BufWriter, Write},
    sync::Arc,
};

use app::{
    access::grant::Console,
    error::{Error, Result},
    fact::{
        import::{self, Delivery},
        plan::Plan,
        preview::Outcome,
    },
    id::{ClientId, ProjectId},
    money::Currency,
    project::{
        model::Service,
        store::{self as projects, NewProject},
    },
    text::{Name, Slug},
    time::Day,
};

use super::chance::{Chance, minor};

/// What the project is called in addresses.
pub const SLUG: &str = "large";

const NAME: &str = "Large store";

/// How many days the facts reach back from yesterday.
const DAYS: i32 = 730;

const GROUPS: u32 = 20;
const CATEGORIES: u32 = 10;
const PRODUCTS: u32 = 10;
const CAMPAIGNS: u32 = 500;
const REGIONS: u32 = 80;
const CHANNELS: [&str; 8] = [
    "Google Ads",
    "Yandex.Direct",
    "VK Ads",
    "Meta Ads",
    "Telegram Ads",
    "Microsoft Ads",
    "Marketplaces",
    "E-mail",
];
const DEVICES: [&str; 4] = ["phone", "desktop", "tablet", "television"];

/// How the facts are made.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// How many.
    pub facts: u32,
    /// The day after the last one.
    pub today: Day,
    /// The same seed gives the same facts.
    pub seed: u64,
}

/// Adds the project and reads its facts in; `None` when it is there already.
///
/// # Errors
/// When the database does not answer, or the disk refuses the file.
pub async fn add(console: &Console, wish: Wish) -> Result<Option<Outcome>> {
    let slug = Slug::parse(SLUG).map_err(|_| Error::Internal)?;
    let mut tx = console.write().await?;
    if projects::by_slug(&mut tx, &slug).await?.is_some() {
        return Ok(None);
    }
    let currency = Currency::parse("RUB").map_err(|_| Error::Internal)?;
    let name = Name::parse(NAME).map_err(|_| Error::Internal)?;
    let client = projects::client(&mut tx, &name, console.now()).await?;
    let new = NewProject {
        client,
        slug: &slug,
        name: &name,
        service: Service::Ppc,
        currency,
        timezone: "Europe/Kyiv",
        start: wish.today.plus(1 - DAYS),
    };
    let project = projects::add_project(&mut tx, &new, console.now()).await?;
    app::board::store::add_columns(&mut tx, project).await?;
    tx.commit().await?;
    read_in(console, (project, client), currency, wish).await.map(Some)
}

async fn read_in(
    console: &Console,
    (project, client): (ProjectId, ClientId),
    currency: Currency,
    wish: Wish,
) -> Result<Outcome> {
    let file =
        tokio::task::spawn_blocking(move || write_file(wish)).await.map_err(io::Error::other).flatten();
    let file = file.map_err(import::unreadable)?;
    let checked =
        import::check(file.path().to_owned(), Plan::default(), currency).await.map_err(import::unreadable)?;
    let delivery = Delivery { project, client, name: "large.csv", person: None, now: console.now() };
    let mut tx = console.write().await?;
    let (_, outcome) = import::deliver(&mut tx, Arc::new(checked), &delivery).await?;
    tx.commit().await?;
    Ok(outcome)
}

fn write_file(wish: Wish) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new()?;
    let mut out = BufWriter::new(file.as_file_mut());
    write(wish, &mut out)?;
    out.flush()?;
    drop(out);
    Ok(file)
}

/// Writes the facts as CSV.
///
/// # Errors
/// When they cannot be written.
pub fn write(wish: Wish, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "Day,Category,Channel,Campaign,Device,Region,Impressions,Clicks,Cost,Leads,Sales,Revenue")?;
    for row in 0..wish.facts {
        // Rows are spread evenly over the days, in their order.
        let day = i64::from(row) * i64::from(DAYS) / i64::from(wish.facts.max(1));
        let day = wish.today.plus(i32::try_from(day).unwrap_or(0) - DAYS);
        line(&mut Chance::of(wish.seed, &[9, row.into()]), wish.seed, day, out)?;
    }
    Ok(())
}

fn line(luck: &mut Chance, seed: u64, day: Day, out: &mut impl Write) -> io::Result<()> {
    // A few of many sell most: the cube of an even draw.
    let product = few(luck, GROUPS * CATEGORIES * PRODUCTS, 3);
    let (group, category) = (product / (CATEGORIES * PRODUCTS) + 1, product / PRODUCTS % CATEGORIES + 1);
    let campaign = few(luck, CAMPAIGNS, 2);
    let channel = few(&mut Chance::of(seed, &[8, campaign.into()]), 8, 1) as usize;
    let (device, region) = (few(luck, 4, 2), few(luck, REGIONS, 2) + 1);
    let impressions = luck.count(90.0 * luck.clone().around(1.1));
    let clicks = luck.successes(impressions, 0.04);
    let cost = minor(f64::from(clicks) * 3_500.0 * luck.around(0.4));
    let leads = luck.successes(clicks, 0.06);
    let sales = luck.successes(leads, 0.2);
    let revenue = minor(f64::from(sales) * 500_000.0 * luck.around(0.5));
    writeln!(
        out,
        "{day},Group {group:02} > Category {group:02}-{category:02} > Product {:04},{},campaign_{:03},{},Region {region:02},\
         {impressions},{clicks},{},{leads},{sales},{}",
        product + 1,
        CHANNELS[channel],
        campaign + 1,
        DEVICES[device as usize],
        Amount(cost),
        Amount(revenue),
    )
}

/// One of so many, the first ones far more often.
fn few(luck: &mut Chance, of: u32, power: i32) -> u32 {
    let drawn = f64::from(of) * luck.unit().powi(power);
    super::chance::whole(drawn.floor()).min(of - 1)
}

/// Minor units as a decimal number.
struct Amount(i64);

impl std::fmt::Display for Amount {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(facts: u32, seed: u64) -> String {
        let mut out = Vec::new();
        write(Wish { facts, today: Day::parse("2026-11-22").unwrap(), seed }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_facts_over_two_years() {
        let facts = text(1_000, 7);
        assert_eq!(facts, text(1_000, 7));
        assert_ne!(facts, text(1_000, 8));
        let lines: Vec<&str> = facts.lines().collect();
        assert_eq!(lines.len(), 1_001);
        assert!(lines[1].starts_with("2024-11-22,"), "{}", lines[1]);
        assert!(lines[1_000].starts_with("2026-11-21,"), "{}", lines[1_000]);
        assert!(lines.iter().all(|line| line.split(',').count() == 12));
    }
}
