//! The page's engine against SQL: random selections over generated facts give the same sums, to the cent.
//!
//! A few thousand facts here; `make scale` asks for a million facts and a thousand selections.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails right there")]

mod world;

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use app::{
    db::Tx,
    error::Result,
    fact::{
        import::{self, Delivery},
        model::Dimension as Named,
        plan::Plan,
        store as facts,
    },
    money::Currency,
    report::{cut, model::Dimension, opening::Opening, reader::Reader},
    time::Day,
};
use cube::{DayRange, Dim, Member, Selection};
use world::{Engine, World};

/// A dimension that selections choose from, with what its members are called.
const CHOSEN: [(Dimension, Named, u32); 4] = [
    (Dimension::Channel, Named::Channel, 8),
    (Dimension::Campaign, Named::Campaign, 500),
    (Dimension::Device, Named::Device, 4),
    (Dimension::Region, Named::Region, 80),
];

/// The days of the facts, from this one on.
const FIRST: i32 = 20_000;
const DAYS: i32 = 730;

fn wished(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// A small generator of numbers (splitmix64): every run asks the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from(((mixed >> 32) * u64::from(bound)) >> 32).unwrap()
    }
}

async fn import_facts(world: &World, rows: u32) {
    let path = world.uploads.join("scale.csv");
    let mut dice = Dice(1);
    let mut text =
        "date,category,channel,campaign,device,region,impressions,clicks,cost,leads,sales,revenue\n"
            .to_owned();
    for row in 0..rows {
        let day = Day(FIRST + i32::try_from(i64::from(row) * i64::from(DAYS) / i64::from(rows)).unwrap());
        let category = dice.below(200);
        write!(text, "{day},Group {} > Category {category}", category / 10).unwrap();
        for (dimension, _, members) in CHOSEN {
            write!(text, ",{} {}", dimension.word(), dice.below(members)).unwrap();
        }
        let cents = dice.below(10_000_000);
        let (clicks, leads) = (dice.below(500), dice.below(30));
        writeln!(
            text,
            ",{},{clicks},{}.{:02},{leads},{},{}.5",
            clicks * 20,
            cents / 100,
            cents % 100,
            leads / 3,
            cents / 7
        )
        .unwrap();
    }
    std::fs::write(&path, text).unwrap();
    let checked = import::check(path, Plan::default(), Currency::parse("RUB").unwrap()).await.unwrap();
    let (project, client) = (world.ours.project, world.ours.client);
    let delivery = Delivery { project, client, name: "scale.csv", person: None, now: world.clock.now() };
    let mut tx = world.db.write().await.unwrap();
    let (_, outcome) = import::deliver(&mut tx, Arc::new(checked), &delivery).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((outcome.inserted, outcome.refused), (u64::from(rows), 0));
}

/// A selection as the engine takes it and as SQL takes it: in each dimension one member, two, or all.
struct Asked {
    selection: Selection,
    days: DayRange,
    labels: [[Option<i64>; 2]; CHOSEN.len()],
}

fn asked(dice: &mut Dice, reader: &Reader, labels: &BTreeMap<(&'static str, String), i64>) -> Asked {
    let length = if dice.below(8) == 0 { DAYS } else { i32::try_from(dice.below(60)).unwrap() };
    let first = FIRST + i32::try_from(dice.below(DAYS.unsigned_abs())).unwrap();
    let days = DayRange::new(first, first + length);
    let mut asked = Asked { selection: Selection::of_period(days), days, labels: [[None; 2]; CHOSEN.len()] };
    for (at, (dimension, named, members)) in CHOSEN.into_iter().enumerate() {
        let many = dice.below(3);
        for place in 0..many.min(2) as usize {
            let name = format!("{} {}", dimension.word(), dice.below(members));
            let Some(&label) = labels.get(&(named.word(), name.clone())) else { continue };
            let member = reader.book().dictionary(dimension).find(&name).unwrap();
            if !asked.selection.is_chosen(dimension.dim(), member) {
                asked.selection.click(dimension.dim(), member, true);
            }
            asked.labels[at][place] = Some(label);
        }
        // One label stands in both places, so that "none" always means "all".
        let [first, second] = asked.labels[at];
        asked.labels[at] = [first.or(second), second.or(first)];
    }
    asked
}

async fn write_down(tx: &mut Tx, all: &[Asked]) -> Result<()> {
    app::exec!(
        tx,
        "create temporary table asked (id bigint, first integer, last integer, channel bigint, channel_too bigint,
             campaign bigint, campaign_too bigint, device bigint, device_too bigint, region bigint, region_too bigint)"
    )?;
    for (at, asked) in (0_i64..).zip(all) {
        let [channel, campaign, device, region] = asked.labels;
        app::exec!(
            tx,
            "insert into asked values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            at,
            asked.days.first,
            asked.days.last,
            channel[0],
            channel[1],
            campaign[0],
            campaign[1],
            device[0],
            device[1],
            region[0],
            region[1]
        )?;
    }
    Ok(())
}

/// Impressions, clicks, cost, leads, sales, revenue: as SQL sums them.
type Sums = (i64, i64, i64, i64, i64, i64);

fn sums(of: &[i64]) -> Sums {
    (of[0], of[1], of[2], of[4], of[5], of[6])
}

/// The total of every selection.
async fn totals(world: &World, tx: &mut Tx) -> Result<BTreeMap<i64, Sums>> {
    let rows = app::all!(
        tx,
        (i64, i64, i64, i64, i64, i64, i64),
        "select asked.id, cast(sum(impressions) as bigint), cast(sum(clicks) as bigint), cast(sum(cost) as bigint),
             cast(sum(leads) as bigint), cast(sum(sales) as bigint), cast(sum(revenue) as bigint)
         from asked join fact on fact.project_id = $1 and fact.day between first and last
             and (asked.channel is null or fact.channel in (asked.channel, channel_too))
             and (asked.campaign is null or fact.campaign in (asked.campaign, campaign_too))
             and (asked.device is null or fact.device in (asked.device, device_too))
             and (asked.region is null or fact.region in (asked.region, region_too))
         group by asked.id",
        world.ours.project
    )?;
    Ok(rows.into_iter().map(|(id, a, b, c, d, e, f)| (id, (a, b, c, d, e, f))).collect())
}

/// The channels of every selection, the chosen channels left out of account.
async fn by_channel(world: &World, tx: &mut Tx) -> Result<BTreeMap<(i64, i64), i64>> {
    let rows = app::all!(
        tx,
        (i64, i64, i64),
        "select asked.id, fact.channel, cast(sum(cost) as bigint)
         from asked join fact on fact.project_id = $1 and fact.day between first and last
             and (asked.campaign is null or fact.campaign in (asked.campaign, campaign_too))
             and (asked.device is null or fact.device in (asked.device, device_too))
             and (asked.region is null or fact.region in (asked.region, region_too))
         group by asked.id, fact.channel",
        world.ours.project
    )?;
    Ok(rows.into_iter().map(|(id, channel, cost)| ((id, channel), cost)).collect())
}

stories! {
    async fn the_engine_sums_what_sql_sums(world: &World) {
        let (rows, selections) = (wished("KABINET_SCALE_FACTS", 6_000), wished("KABINET_SCALE_SELECTIONS", 100));
        import_facts(world, rows).await;
        let mut tx = world.db.write().await.unwrap();
        let names = facts::dictionary(&mut tx, world.ours.project).await.unwrap();
        let labels = names.labels.iter().map(|label| ((label.dimension.word(), label.name.clone()), label.id.0)).collect();
        let cut = cut::make(&mut tx, world.ours.project).await.unwrap();
        let mut reader = Opening::all(&cut.bytes()).unwrap();
        let mut dice = Dice(2);
        let all: Vec<Asked> = (0..selections).map(|_| asked(&mut dice, &reader, &labels)).collect();
        write_down(&mut tx, &all).await.unwrap();
        let (totals, channels) = (totals(world, &mut tx).await.unwrap(), by_channel(world, &mut tx).await.unwrap());
        let channel = |member: Member| labels[&("channel", reader_name(&cut, member))];
        let mut compared = 0;
        for (at, asked) in (0_i64..).zip(&all) {
            let answer = reader.answer(&asked.selection);
            assert_eq!(sums(answer.total.sums()), totals.get(&at).copied().unwrap_or_default(), "{:?}", asked.selection);
            for (member, of) in answer.groups(Dim(Dimension::Channel as usize)).present() {
                assert_eq!(Some(&of[2]), channels.get(&(at, channel(member))), "{:?}", asked.selection);
                compared += 1;
            }
        }
        assert_eq!(compared, channels.len());
        println!("{selections} selections over {rows} facts agree with SQL, {compared} channels of them");
    }
}

fn reader_name(cut: &cut::Cut, member: Member) -> String {
    cut.head.book.dictionary(Dimension::Channel).name(member).to_owned()
}
