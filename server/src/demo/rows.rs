//! The rows of a project's results: a pure function of the plan, a day and a cell, walked through lazily, so that any
//! number of rows takes the memory of one.

use app::time::Day;

use super::{
    chance::{Chance, minor, whole},
    plan::{Campaign, Cell, DEVICES, Plan},
    season::{drift, feast},
};

/// A row of results.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// The day it happened.
    pub day: Day,
    /// The place of its campaign in the plan.
    pub campaign: usize,
    /// The place of its region among the client's.
    pub region: usize,
    /// 0 for smartphones, 1 for computers, 2 for tablets.
    pub device: usize,
    /// The figures.
    pub figures: Figures,
}

/// What was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// How often it was shown.
    pub impressions: u32,
    /// How often it was clicked.
    pub clicks: u32,
    /// What it cost, in minor units.
    pub cost: i64,
    /// Visits.
    pub sessions: u32,
    /// Requests, calls, forms.
    pub leads: u32,
    /// Sales.
    pub sales: u32,
    /// What the sales brought, in minor units.
    pub revenue: i64,
    /// The project's two goals.
    pub goals: [u32; 2],
}

/// How much of its leads a site with a broken form still gets: people call.
const WITHOUT_FORM: f64 = 0.31;

/// Days until the work of the agency has come to full effect.
const TO_EFFECT: f64 = 240.0;

impl Plan {
    /// All rows of the campaigns that are chosen by their place, day by day.
    pub fn rows(&self, chosen: impl Fn(&Campaign) -> bool) -> impl Iterator<Item = Row> {
        let cells: Vec<Cell> =
            self.cells.iter().filter(|cell| chosen(&self.campaigns[cell.campaign])).copied().collect();
        let days = self.days.start().0..=self.days.end().0;
        days.flat_map(move |day| {
            let mood = Mood::of(self, Day(day));
            let rows: Vec<Row> = cells.iter().filter_map(|cell| self.row(&mood, *cell)).collect();
            rows
        })
    }

    /// What a cell did on a day; nothing when its campaign did not run or nobody saw it.
    fn row(&self, mood: &Mood, cell: Cell) -> Option<Row> {
        let campaign = &self.campaigns[cell.campaign];
        let demand = campaign.season.at(mood.day);
        if !campaign.runs.contains(&mood.day) || demand < campaign.rests_below {
            return None;
        }
        let place = [
            cell.campaign as u64,
            cell.region as u64,
            cell.device as u64,
            u64::from(mood.day.0.unsigned_abs()),
        ];
        let mut chance = Chance::of(self.seed, &place);
        let figures = self.figures(mood, campaign, cell, demand, &mut chance);
        let seen = figures.impressions > 0 || figures.cost > 0;
        let Cell { campaign, region, device, .. } = cell;
        seen.then_some(Row { day: mood.day, campaign, region, device, figures })
    }

    fn figures(
        &self,
        mood: &Mood,
        campaign: &Campaign,
        cell: Cell,
        demand: f64,
        chance: &mut Chance,
    ) -> Figures {
        let device = DEVICES[cell.device];
        let drift = |what: u64, strength| drift(self.seed, &[what, cell.campaign as u64], mood.day, strength);
        let ctr = (campaign.ctr * device.ctr * drift(11, 0.16)).min(0.9);
        let expected =
            campaign.clicks * cell.share * demand * mood.demand * drift(12, 0.22) * chance.around(0.16);
        let impressions = chance.count(expected / ctr);
        let clicks = chance.successes(impressions, ctr);
        let cpc = campaign.cpc * device.cpc * mood.cpc * drift(13, 0.12) * chance.around(0.07);
        let sessions = chance.successes(clicks, campaign.arrival);
        let conversion = campaign.conversion * device.conversion * mood.conversion * drift(14, 0.18);
        let leads = chance.successes(sessions, conversion.min(0.6));
        let sales = chance.successes(leads, (campaign.closing * drift(15, 0.14)).min(0.95));
        let revenue = (0..sales).map(|_| price(campaign.check, chance)).sum();
        Figures {
            impressions,
            clicks,
            cost: minor(f64::from(clicks) * cpc + campaign.fee),
            sessions,
            leads,
            sales,
            revenue,
            goals: [
                chance.successes(sessions, (self.goals[0] * mood.interest * drift(16, 0.14)).min(0.9)),
                chance.successes(leads, self.goals[1]),
            ],
        }
    }
}

/// What one customer pays: whole units of the currency, more often a little below the usual check than above it.
fn price(check: f64, chance: &mut Chance) -> i64 {
    i64::from(whole(check / 100.0 * chance.around(0.34) * 0.95).max(1)) * 100
}

/// What a day does to all campaigns of a project alike.
struct Mood {
    day: Day,
    demand: f64,
    cpc: f64,
    conversion: f64,
    interest: f64,
}

impl Mood {
    fn of(plan: &Plan, day: Day) -> Self {
        let mut chance = Chance::of(plan.seed, &[3, u64::from(day.0.unsigned_abs())]);
        let effect = (f64::from(day.since(plan.start)) / TO_EFFECT).clamp(0.0, 1.0);
        let feast = feast(day, plan.sells_goods);
        let broken = plan.bad_days.as_ref().is_some_and(|days| days.contains(&day));
        Self {
            day,
            demand: plan.week[day.weekday() as usize] * feast * (0.86 + 0.24 * effect) * chance.around(0.045),
            cpc: (1.10 - 0.17 * effect) * feast.max(0.9).sqrt(),
            conversion: (0.84 + 0.27 * effect)
                * if broken { WITHOUT_FORM } else { 1.0 }
                * chance.around(0.03),
            interest: if broken { 0.7 } else { 1.0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::demo::{
        outline::CLIENTS,
        plan::{DAYS, Prices},
    };

    const PRICES: Prices = Prices { cost: 100.0, check: 100.0 };

    fn plans(today: Day, seed: u64) -> Vec<Plan> {
        let projects = CLIENTS.iter().flat_map(|client| client.projects.iter().map(move |one| (client, one)));
        projects.map(|(client, project)| Plan::of(client, project, PRICES, today, seed)).collect()
    }

    static TODAY: LazyLock<Day> = LazyLock::new(|| Day::of(2026, 11, 22).unwrap());
    static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| plans(*TODAY, 1));
    static LARGEST: LazyLock<Vec<Row>> = LazyLock::new(|| PLANS[0].rows(|_| true).collect());

    fn sum(what: impl Fn(&Figures) -> f64, when: impl Fn(Day) -> bool) -> f64 {
        LARGEST.iter().filter(|row| when(row.day)).map(|row| what(&row.figures)).sum()
    }

    fn ratio(of: fn(&Figures) -> f64, by: fn(&Figures) -> f64, when: impl Fn(Day) -> bool + Copy) -> f64 {
        sum(of, when) / sum(by, when)
    }

    const LEADS: fn(&Figures) -> f64 = |figures| f64::from(figures.leads);
    const SESSIONS: fn(&Figures) -> f64 = |figures| f64::from(figures.sessions);
    const CLICKS: fn(&Figures) -> f64 = |figures| f64::from(figures.clicks);
    #[expect(clippy::cast_precision_loss, reason = "amounts of a demonstration are far below 2^53")]
    const COST: fn(&Figures) -> f64 = |figures| figures.cost as f64;

    #[test]
    fn the_same_seed_and_day_give_the_same_rows_and_another_seed_does_not() {
        let again: Vec<Row> = plans(*TODAY, 1)[0].rows(|_| true).collect();
        assert!(again == *LARGEST);
        let other: Vec<Row> = plans(*TODAY, 2)[0].rows(|_| true).collect();
        assert!(other != *LARGEST);
    }

    #[test]
    fn a_part_of_the_campaigns_has_the_rows_that_it_has_in_the_whole() {
        let part: Vec<Row> = PLANS[0].rows(|campaign| campaign.channel == 3).collect();
        let of_whole = LARGEST.iter().filter(|row| PLANS[0].campaigns[row.campaign].channel == 3);
        assert!(part.iter().eq(of_whole));
    }

    #[test]
    fn the_projects_have_the_sizes_that_were_promised() {
        let sizes: Vec<usize> = PLANS.iter().map(|plan| plan.rows(|_| true).count()).collect();
        assert!((110_000..130_000).contains(&sizes[0]), "{sizes:?}");
        assert!((230_000..290_000).contains(&sizes.iter().sum::<usize>()), "{sizes:?}");
        assert!(sizes.iter().all(|size| *size > 10_000 && *size <= sizes[0]), "{sizes:?}");
    }

    #[test]
    fn every_day_of_fourteen_months_has_rows_and_today_has_none() {
        for plan in PLANS.iter() {
            let mut days: Vec<i32> = plan.rows(|_| true).map(|row| row.day.0).collect();
            assert!(days.is_sorted());
            days.dedup();
            assert_eq!(days, (TODAY.0 - DAYS..TODAY.0).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_counted_that_did_not_come_from_the_step_before() {
        for row in PLANS.iter().flat_map(|plan| plan.rows(|_| true)) {
            let Figures { impressions, clicks, cost, sessions, leads, sales, revenue, goals } = row.figures;
            assert!(
                clicks <= impressions && sessions <= clicks && leads <= sessions && sales <= leads,
                "{row:?}"
            );
            assert!(goals[0] <= sessions && goals[1] <= leads, "{row:?}");
            assert!((sales == 0) == (revenue == 0) && cost >= 0 && revenue >= 0, "{row:?}");
        }
    }

    #[test]
    fn ratios_are_those_of_the_trade() {
        let ever = |_| true;
        assert!((0.05..0.08).contains(&ratio(LEADS, SESSIONS, ever)));
        assert!((0.85..0.97).contains(&ratio(SESSIONS, CLICKS, ever)));
        let (cpc, lead) = (ratio(COST, CLICKS, ever) / 100.0, ratio(COST, LEADS, ever) / 100.0);
        assert!((15.0..30.0).contains(&cpc), "{cpc}");
        assert!((300.0..600.0).contains(&lead), "{lead}");
    }

    #[test]
    fn a_part_that_is_neither_nothing_nor_much_is_mapped_by_no_rule() {
        for plan in PLANS.iter() {
            let rows = plan.rows(|_| true).count();
            let unmapped = plan.rows(|campaign| campaign.leaf.is_none()).count();
            assert!(unmapped * 100 > rows && unmapped * 8 < rows, "{unmapped} of {rows}");
        }
    }

    #[test]
    fn weekends_are_quieter() {
        let is_weekend = |day: Day| day.weekday() >= 5;
        let per_day = |when: fn(Day) -> bool| {
            let days = (TODAY.0 - DAYS..TODAY.0).filter(|day| when(Day(*day))).count();
            sum(CLICKS, when) / f64::from(u32::try_from(days).unwrap())
        };
        let (weekend, week) = (per_day(|day| day.weekday() >= 5), per_day(|day| day.weekday() < 5));
        assert!(weekend < week * 0.9 && weekend > week * 0.7, "{weekend} {week}");
        assert!(sum(LEADS, is_weekend) > 0.0);
    }

    #[test]
    fn in_the_bad_week_the_form_is_broken_while_the_clicks_go_on() {
        let bad = PLANS[0].bad_days.clone().unwrap();
        let around = bad.start().plus(-14)..=bad.end().plus(10);
        let near = |day: Day| around.contains(&day) && !bad.contains(&day);
        let in_it = |day: Day| bad.contains(&day);
        assert!(ratio(LEADS, SESSIONS, in_it) < ratio(LEADS, SESSIONS, near) * 0.45);
        assert!(sum(CLICKS, in_it) / 7.0 > sum(CLICKS, near) / 18.0 * 0.75);
    }

    #[test]
    fn a_lead_costs_less_after_the_agency_came() {
        let start = PLANS[0].start;
        let before = ratio(COST, LEADS, |day| day < start);
        let lately = ratio(COST, LEADS, |day| day >= start.plus(150) && day < start.plus(200));
        assert!(lately < before * 0.85, "{lately} {before}");
    }

    #[test]
    fn garden_heat_sells_in_spring_and_fireplaces_in_autumn() {
        let clicks = |code: &str, month: u32| -> f64 {
            let rows = LARGEST.iter().filter(|row| row.day.civil().1 == month);
            let of_code = rows.filter(|row| PLANS[0].campaigns[row.campaign].leaf == Some(code));
            of_code.map(|row| CLICKS(&row.figures)).sum()
        };
        assert!(clicks("gr_charcoal", 5) > clicks("gr_charcoal", 1) * 3.0);
        assert!(clicks("el_portal", 12) > clicks("el_portal", 6) * 2.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

        #[test]
        fn any_seed_and_any_day_make_a_sound_project(seed: u64, today in 8_000_i32..40_000) {
            let plan = plans(Day(today), seed).swap_remove(3);
            for row in plan.rows(|_| true) {
                let Figures { impressions, clicks, sessions, leads, sales, .. } = row.figures;
                prop_assert!(clicks <= impressions && sessions <= clicks && leads <= sessions && sales <= leads);
                prop_assert!(row.day < Day(today) && row.day >= Day(today - DAYS));
            }
        }
    }
}
