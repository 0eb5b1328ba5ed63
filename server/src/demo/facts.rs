//! The results of the demonstration, stored the way an import stores them: a file for each system that figures come
//! from, every fact with its line.

use app::{
    db::Tx,
    error::{Error, Result},
    event::{self, Event},
    fact::{
        book::Book,
        category::{Rule, Test},
        model::{Dimension, Measures},
        preview::{Format, Outcome},
        read::inspect::NewFact,
        store::{self, Line, Names, NewFile},
    },
    id::{ClientId, ProjectId, RuleId},
    mapping::record::{self as mapping, By},
    text::hex,
    time::Stamp,
};
use sha2::{Digest, Sha256};

use super::{
    outline::{ClientOutline, ProjectOutline},
    plan::Plan,
    rows::{Figures, Row},
    texts::{AgencyTexts, ClientTexts, ProjectTexts},
};

/// How many rows are written by one statement.
const ROWS_AT_ONCE: usize = 2000;

/// Writes a client's tree down, and the rules that map campaigns to its leaves: a rule for the code in the names of
/// campaigns, and one for the query where campaigns are groups of queries.
///
/// # Errors
/// When the database does not answer.
pub async fn add_tree(
    tx: &mut Tx,
    client: ClientId,
    outline: &ClientOutline,
    words: &ClientTexts,
    now: Stamp,
) -> Result<()> {
    let mut book = Book::default();
    for group in outline.tree {
        for branch in group.branches {
            for leaf in branch.leaves {
                let names = [group.code, branch.code, leaf.code].map(|code| words.category(code));
                let path = names.into_iter().collect::<Result<Vec<_>>>()?.join(" › ");
                let category = book.grow(&path)?;
                let rule = |test, pattern: &str| Rule {
                    id: RuleId::new(),
                    field: Dimension::Campaign,
                    test,
                    pattern: pattern.to_owned(),
                    category,
                };
                book.rules.push(rule(Test::Contains, leaf.code));
                let queries = words.projects.values().filter_map(|project| project.clusters.get(leaf.code));
                book.rules.extend(queries.map(|query| rule(Test::Equals, query)));
            }
        }
    }
    mapping::begin(tx, client, &book, By { person: None, now }).await.map(|_| ())
}

/// A project whose results are to be stored.
pub struct Results<'a> {
    /// The project.
    pub project: ProjectId,
    /// Whose it is.
    pub client: ClientId,
    /// Its shape.
    pub outline: &'a ProjectOutline,
    /// What decides about its rows.
    pub plan: &'a Plan,
    /// The client's words.
    pub client_words: &'a ClientTexts,
    /// Its own words.
    pub words: &'a ProjectTexts,
    /// The agency's words.
    pub agency: &'a AgencyTexts,
}

impl Results<'_> {
    /// Stores all rows, a file for each source. Tells how many there are.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn store(&self, tx: &mut Tx, now: Stamp) -> Result<u64> {
        let mut sources: Vec<&str> = Vec::new();
        for channel in self.outline.channels {
            let source = self.words.channel(channel.code)?.source.as_str();
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let mut stored = 0;
        for source in sources {
            stored += self.store_file(tx, source, now).await?;
        }
        store::touch(tx, self.project).await?;
        Ok(stored)
    }

    async fn store_file(&self, tx: &mut Tx, source: &str, now: Stamp) -> Result<u64> {
        let (sha256, bytes) = self.fingerprint(source);
        let name = format!("{source} {} – {}.csv", self.plan.days.start(), self.plan.days.end());
        let file = NewFile { name: &name, sha256: &sha256, bytes, format: Format::Plain, person: None };
        let (id, number) = store::open_file(tx, self.project, &file, now).await?;
        let mut names = Names::of(tx, self.project, self.client).await?;
        let goals = names.goals(tx, &self.words.goals).await?;
        let mut outcome = Outcome::default();
        // The first line of a file is its header.
        let mut facts = (2..).zip(self.rows(source)).map(|(line, row)| self.fact(source, line, &row));
        loop {
            let portion = facts.by_ref().take(ROWS_AT_ONCE).collect::<Result<Vec<NewFact>>>()?;
            if portion.is_empty() {
                break;
            }
            let keys = names.keys(tx, &portion).await?;
            let lines = portion.into_iter().zip(keys).map(|(fact, keys)| Line {
                line: fact.line,
                day: fact.day,
                keys,
                nth: fact.nth,
                measures: fact.measures,
                goals: fact
                    .goals
                    .into_iter()
                    .filter_map(|(at, count)| Some((*goals.get(at)?, count)))
                    .collect(),
            });
            let lines: Vec<Line> = lines.collect();
            outcome.inserted += store::write(tx, self.project, number, &lines).await?.inserted;
        }
        names.close(tx, None, now).await?;
        store::close_file(tx, self.project, id, &outcome).await?;
        event::append(tx, self.project, None, now, &Event::FactsImported { file: id }).await?;
        Ok(outcome.inserted)
    }

    fn rows(&self, source: &str) -> impl Iterator<Item = Row> {
        self.plan.rows(move |campaign| {
            let channel = self.outline.channels.get(campaign.channel);
            channel
                .and_then(|channel| self.words.channels.get(channel.code))
                .is_some_and(|words| words.source == source)
        })
    }

    fn fact(&self, source: &str, line: u64, row: &Row) -> Result<NewFact> {
        let campaign = &self.plan.campaigns[row.campaign];
        let channel = self.words.channel(self.outline.channels[campaign.channel].code)?;
        let region = self.client_words.regions.get(row.region).ok_or(Error::Internal)?;
        let mut names: [String; Dimension::ALL.len()] = Default::default();
        let mut name = |dimension: Dimension, name: &str| name.clone_into(&mut names[dimension as usize]);
        name(Dimension::Source, source);
        name(Dimension::Channel, &channel.name);
        name(Dimension::Campaign, &self.campaign_name(campaign.leaf, campaign.name, &channel.prefix));
        // A fee is paid wherever the reader sits, on whatever they hold in their hands.
        if row.figures.impressions > 0 {
            name(Dimension::Device, &self.agency.devices[row.device]);
            name(Dimension::Region, region);
        }
        let goals = (0..).zip(row.figures.goals).filter(|(_, count)| *count > 0);
        Ok(NewFact {
            line,
            day: row.day,
            names,
            nth: 0,
            measures: measures(&row.figures),
            goals: goals.map(|(goal, count)| (goal, i64::from(count))).collect(),
        })
    }

    fn campaign_name(&self, leaf: Option<&str>, name: Option<&str>, prefix: &str) -> String {
        match (leaf, name) {
            (Some(leaf), _) => match self.words.clusters.get(leaf) {
                Some(query) => query.clone(),
                None => format!("{prefix}_{leaf}"),
            },
            (None, Some(name)) => self.words.campaigns.get(name).cloned().unwrap_or_else(|| name.to_owned()),
            (None, None) => prefix.to_owned(),
        }
    }

    /// The fingerprint and the length of the file that would hold the rows of a source: the same for the same rows.
    fn fingerprint(&self, source: &str) -> (String, u64) {
        let (mut hash, mut bytes) = (Sha256::new(), 0);
        for row in self.rows(source) {
            let Row { day, campaign, region, device, figures } = row;
            let Figures {
                impressions,
                clicks,
                cost,
                sessions,
                leads,
                sales,
                revenue,
                goals: [first, second],
            } = figures;
            let line = format!(
                "{day},{campaign},{region},{device},{impressions},{clicks},{cost},{sessions},{leads},{sales},{revenue},\
                 {first},{second}\n"
            );
            bytes += line.len() as u64;
            hash.update(line);
        }
        (hex(&hash.finalize()), bytes)
    }
}

fn measures(figures: &Figures) -> Measures {
    let Figures { impressions, clicks, cost, sessions, leads, sales, revenue, .. } = *figures;
    let count = i64::from;
    Measures([count(impressions), count(clicks), cost, count(sessions), count(leads), count(sales), revenue])
}
