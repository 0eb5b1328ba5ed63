//! What a project's results are made of: campaigns, the cells they show in, and the figures that each is expected to
//! have. A plan is numbers only; names come from the texts of a language.

use std::ops::RangeInclusive;

use app::time::Day;

use super::{
    chance::Chance,
    outline::{Channel, ClientOutline, Extra, Leaf, ProjectOutline},
    season::{STEADY, Season},
};

/// How long facts reach back: fourteen months.
pub const DAYS: i32 = 426;

/// Amounts in the tables are for roubles; another currency has other prices and another cost of a click.
#[derive(Debug, Clone, Copy)]
pub struct Prices {
    /// Minor units of cost for a rouble of cost in the tables.
    pub cost: f64,
    /// Minor units of revenue for a rouble of revenue in the tables.
    pub check: f64,
}

/// A campaign, and what a click of it is worth.
#[derive(Debug, Clone)]
pub struct Campaign {
    /// The place of its channel among the project's.
    pub channel: usize,
    /// The code of the leaf that it advertises; a campaign without one is mapped by no rule.
    pub leaf: Option<&'static str>,
    /// What an unmapped one is called.
    pub name: Option<&'static str>,
    /// Clicks on an ordinary day, over all cells.
    pub clicks: f64,
    /// Clicks by impressions.
    pub ctr: f64,
    /// Minor units for a click.
    pub cpc: f64,
    /// Minor units a day that no click explains.
    pub fee: f64,
    /// Sessions by clicks.
    pub arrival: f64,
    /// Leads by sessions.
    pub conversion: f64,
    /// Sales by leads.
    pub closing: f64,
    /// Minor units that a sale brings.
    pub check: f64,
    /// When in the year it is asked for.
    pub season: Season,
    /// Below this demand it pauses.
    pub rests_below: f64,
    /// When it runs at all.
    pub runs: RangeInclusive<Day>,
}

/// Where a campaign shows: a part of its clicks that keeps together.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// The place of its campaign in the plan.
    pub campaign: usize,
    /// The place of the region among the client's.
    pub region: usize,
    /// 0 for smartphones, 1 for computers, 2 for tablets.
    pub device: usize,
    /// Its part of the campaign's clicks.
    pub share: f64,
}

/// Everything that decides about a project's rows.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Chance of this project.
    pub seed: u64,
    /// The days with results, the last is yesterday.
    pub days: RangeInclusive<Day>,
    /// When the agency began: results get better from then on.
    pub start: Day,
    /// The days on which the order form was broken.
    pub bad_days: Option<RangeInclusive<Day>>,
    /// Demand by weekday, Monday first.
    pub week: [f64; 7],
    /// Whether goods are sold: then Black Friday counts.
    pub sells_goods: bool,
    /// The rates of the project's two goals: by session, and by lead.
    pub goals: [f64; 2],
    /// The campaigns.
    pub campaigns: Vec<Campaign>,
    /// Where they show.
    pub cells: Vec<Cell>,
}

impl Plan {
    /// The plan of a project as of a day.
    pub fn of(
        client: &ClientOutline,
        project: &ProjectOutline,
        prices: Prices,
        today: Day,
        seed: u64,
    ) -> Self {
        let days = today.plus(-DAYS)..=today.plus(-1);
        let mut plan = Self {
            seed: Chance::of(seed, &project.slug.bytes().map(u64::from).collect::<Vec<_>>()).bits(),
            start: today.plus(-project.age),
            bad_days: project.breaks.map(|(from, until)| today.plus(from)..=today.plus(until)),
            week: client.week,
            sells_goods: client.sells_goods,
            goals: project.goals,
            campaigns: Vec::new(),
            cells: Vec::new(),
            days,
        };
        for (nth, channel) in project.channels.iter().enumerate() {
            plan.add_channel(client, project, (nth, channel), prices);
        }
        for extra in project.extras {
            plan.add_extra(project, extra, prices, today);
        }
        for nth in 0..plan.campaigns.len() {
            plan.add_cells(nth, client.regions, project);
        }
        plan
    }

    /// A channel advertises the leaves that are asked for most, as many as it reaches.
    fn add_channel(
        &mut self,
        client: &ClientOutline,
        project: &ProjectOutline,
        (nth, channel): (usize, &Channel),
        prices: Prices,
    ) {
        let mut leaves: Vec<(&Leaf, Season)> = client.leaves().collect();
        leaves.sort_by(|(left, _), (right, _)| right.weight.total_cmp(&left.weight));
        leaves.truncate(channel.reach);
        let whole: f64 = leaves.iter().map(|(leaf, _)| leaf.weight).sum();
        for (leaf, season) in leaves {
            let mut luck = Chance::of(self.seed, &[1, nth as u64, self.campaigns.len() as u64]);
            let clicks = project.clicks * channel.share * leaf.weight / whole;
            // What costs more is looked at longer: dearer clicks, fewer leads.
            let dear = (leaf.check / client.usual_check).powf(0.22);
            self.campaigns.push(Campaign {
                channel: nth,
                leaf: Some(leaf.code),
                name: None,
                clicks: clicks * luck.around(0.15),
                ctr: channel.ctr * luck.around(0.12),
                cpc: channel.cpc * prices.cost * dear * luck.around(0.10),
                fee: 0.0,
                arrival: channel.arrival,
                conversion: channel.conversion / dear * luck.around(0.12),
                closing: channel.closing * luck.around(0.08),
                check: leaf.check * prices.check,
                season,
                rests_below: channel.rests_below,
                runs: self.days.clone(),
            });
        }
    }

    fn add_extra(&mut self, project: &ProjectOutline, extra: &'static Extra, prices: Prices, today: Day) {
        let channel = &project.channels[extra.channel];
        let (from, until) = extra.runs;
        self.campaigns.push(Campaign {
            channel: extra.channel,
            leaf: None,
            name: Some(extra.name),
            clicks: project.clicks * extra.share,
            ctr: channel.ctr * extra.pull,
            cpc: channel.cpc * prices.cost / extra.pull,
            fee: extra.fee * prices.cost,
            arrival: channel.arrival,
            conversion: channel.conversion * extra.pull,
            closing: channel.closing,
            check: extra.check * prices.check,
            season: STEADY,
            rests_below: 0.0,
            runs: today.plus(from.max(-DAYS))..=today.plus(until),
        });
    }

    /// A campaign shows in a few regions, more likely in large ones; every device takes part of each.
    fn add_cells(&mut self, campaign: usize, regions: &[f64], project: &ProjectOutline) {
        let mut ranked: Vec<(usize, f64)> = regions
            .iter()
            .enumerate()
            .map(|(region, weight)| {
                let mut luck = Chance::of(self.seed, &[2, campaign as u64, region as u64]);
                // Flatter than the regions are, or the largest two would have every campaign.
                (region, weight.sqrt() * luck.around(0.7))
            })
            .collect();
        ranked.sort_by(|(_, left), (_, right)| right.total_cmp(left));
        let only_fee = self.campaigns[campaign].clicks <= 0.0;
        ranked.truncate(if only_fee { 1 } else { project.regions_each });
        let whole: f64 = ranked.iter().map(|(_, weight)| weight).sum();
        for (region, weight) in ranked {
            for (device, part) in DEVICES.iter().map(|device| device.share).enumerate() {
                let share = weight / whole * part;
                let clicked = self.campaigns[campaign].clicks * share;
                // A fee comes once a day, not once a device; what is hardly clicked is no cell of its own.
                if if only_fee { device == 1 } else { clicked >= project.grain } {
                    self.cells.push(Cell { campaign, region, device, share });
                }
            }
        }
    }
}

/// How people with a device behave.
#[derive(Debug, Clone, Copy)]
pub struct Device {
    /// Its part of all clicks.
    pub share: f64,
    /// What it does to the click rate.
    pub ctr: f64,
    /// What it does to conversion.
    pub conversion: f64,
    /// What it does to the cost of a click.
    pub cpc: f64,
}

/// Smartphones, computers, tablets.
pub const DEVICES: [Device; 3] = [
    Device { share: 0.66, ctr: 1.08, conversion: 0.86, cpc: 0.92 },
    Device { share: 0.29, ctr: 0.88, conversion: 1.34, cpc: 1.17 },
    Device { share: 0.05, ctr: 0.95, conversion: 0.91, cpc: 1.0 },
];
