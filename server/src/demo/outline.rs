//! The shape of the demonstration world in numbers: trees, channels and rates, the same in every language. Amounts are in
//! roubles; [`super::plan::Prices`] turns them into the client's currency.

mod campus;
mod dentavia;
mod kaminhaus;

use app::project::model::Service;

use super::season::Season;

/// A client of the demonstration agency.
#[derive(Debug)]
pub struct ClientOutline {
    /// The name of its texts.
    pub key: &'static str,
    /// Whether it sells goods rather than appointments or courses.
    pub sells_goods: bool,
    /// Demand by weekday, Monday first.
    pub week: [f64; 7],
    /// How its customers are spread over regions, largest first.
    pub regions: &'static [f64],
    /// What an ordinary sale brings.
    pub usual_check: f64,
    /// Its tree of goods or services.
    pub tree: &'static [Group],
    /// What the agency does for it.
    pub projects: &'static [ProjectOutline],
}

impl ClientOutline {
    /// The leaves of the tree, with the season of their group.
    pub fn leaves(&self) -> impl Iterator<Item = (&'static Leaf, Season)> {
        self.tree.iter().flat_map(|group| {
            let leaves = group.branches.iter().flat_map(|branch| branch.leaves);
            leaves.map(|leaf| (leaf, group.season))
        })
    }
}

/// The first level of a tree.
#[derive(Debug)]
pub struct Group {
    /// The name of its text.
    pub code: &'static str,
    /// When in the year it is asked for.
    pub season: Season,
    /// What stands under it.
    pub branches: &'static [Branch],
}

/// The second level of a tree.
#[derive(Debug)]
pub struct Branch {
    /// The name of its text.
    pub code: &'static str,
    /// What stands under it.
    pub leaves: &'static [Leaf],
}

/// The third level of a tree: what is advertised.
#[derive(Debug)]
pub struct Leaf {
    /// The name of its text, and the part of a campaign's name by which rules know it.
    pub code: &'static str,
    /// How much it is asked for.
    pub weight: f64,
    /// What a sale brings.
    pub check: f64,
}

const fn leaf(code: &'static str, weight: f64, check: f64) -> Leaf {
    Leaf { code, weight, check }
}

/// One service for a client.
#[derive(Debug)]
pub struct ProjectOutline {
    /// Its name in addresses.
    pub slug: &'static str,
    /// What is done in it.
    pub service: Service,
    /// How many days ago it began.
    pub age: i32,
    /// Clicks on an ordinary day.
    pub clicks: f64,
    /// In how many regions each campaign shows.
    pub regions_each: usize,
    /// The fewest clicks a day that make a cell of region and device.
    pub grain: f64,
    /// The days, counted from today, on which the order form was broken.
    pub breaks: Option<(i32, i32)>,
    /// The rates of its two goals: by session, and by lead.
    pub goals: [f64; 2],
    /// Where the clicks come from.
    pub channels: &'static [Channel],
    /// Campaigns that no rule maps.
    pub extras: &'static [Extra],
}

/// Where clicks come from.
#[derive(Debug)]
pub struct Channel {
    /// The name of its text.
    pub code: &'static str,
    /// How many leaves it advertises, the most asked for first.
    pub reach: usize,
    /// Its part of the project's clicks.
    pub share: f64,
    /// Clicks by impressions.
    pub ctr: f64,
    /// What a click costs.
    pub cpc: f64,
    /// Sessions by clicks.
    pub arrival: f64,
    /// Leads by sessions.
    pub conversion: f64,
    /// Sales by leads.
    pub closing: f64,
    /// Below this demand its campaigns pause.
    pub rests_below: f64,
}

/// A campaign that no rule maps.
#[derive(Debug)]
pub struct Extra {
    /// Its name, or the name of its text where it has one.
    pub name: &'static str,
    /// The place of its channel.
    pub channel: usize,
    /// Its clicks as a part of the project's.
    pub share: f64,
    /// How much better than the channel it draws and converts.
    pub pull: f64,
    /// What a sale brings.
    pub check: f64,
    /// What it costs a day without any click.
    pub fee: f64,
    /// The days, counted from today, on which it runs.
    pub runs: (i32, i32),
}

/// The whole world.
pub const CLIENTS: [&ClientOutline; 3] = [&kaminhaus::CLIENT, &dentavia::CLIENT, &campus::CLIENT];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_a_part_of_another_so_that_rules_cannot_meet() {
        for client in CLIENTS {
            let codes: Vec<_> = client.leaves().map(|(leaf, _)| leaf.code).collect();
            for (nth, code) in codes.iter().enumerate() {
                let others = codes.iter().enumerate().filter(|(other, _)| *other != nth);
                assert!(others.clone().all(|(_, other)| !other.contains(code)), "{code}");
                let extras = client.projects.iter().flat_map(|project| project.extras);
                assert!(extras.clone().all(|extra| !extra.name.contains(code)), "{code}");
            }
        }
    }

    #[test]
    fn the_channels_of_a_project_share_its_clicks() {
        for project in CLIENTS.iter().flat_map(|client| client.projects) {
            let shares: f64 = project.channels.iter().map(|channel| channel.share).sum();
            assert!((shares - 1.0).abs() < 1e-9, "{}: {shares}", project.slug);
            assert!(project.extras.iter().all(|extra| extra.channel < project.channels.len()));
        }
    }

    #[test]
    fn the_first_project_is_in_the_twentieth_day_of_its_eighth_iteration() {
        let largest = &CLIENTS[0].projects[0];
        assert_eq!(largest.age, 7 * app::iteration::model::LENGTH + 20);
    }
}
