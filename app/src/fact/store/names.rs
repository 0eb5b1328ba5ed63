//! The dictionary of a project while a file is read in: names become numbers, new names are written down.

use std::collections::{HashMap, HashSet};

use super::{categories, versions};
use crate::{
    db::{Batch, Tx},
    error::Result,
    fact::{
        book::Version,
        category::{Category, Tree, steps},
        change::Change,
        model::{Dimension, GoalId, Keys, LabelId, folded},
        read::inspect::NewFact,
    },
    id::{CategoryId, ClientId, PersonId, ProjectId},
    time::Stamp,
};

/// How many names, and how many bytes of them, are remembered between two batches. Details can be as many as rows; the
/// database knows them all.
const REMEMBERED: usize = 100_000;
const REMEMBERED_BYTES: usize = 8 * 1024 * 1024;

/// The names that a file uses.
pub struct Names {
    project: ProjectId,
    client: ClientId,
    known: HashMap<(Dimension, String), LabelId>,
    known_bytes: usize,
    last: i64,
    tree: Tree,
    growth: Option<Growth>,
}

/// The version of the mapping that a file makes when it names categories that the tree has not.
struct Growth {
    version: Version,
    categories: u32,
    first: String,
}

impl Names {
    /// The dictionary of a project.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(tx: &mut Tx, project: ProjectId, client: ClientId) -> Result<Self> {
        let (last,): (i64,) =
            crate::one!(tx, (i64,), "select coalesce(max(id), 0) from label where project_id = $1", project)?;
        let tree = categories::tree(tx, client).await?;
        Ok(Self { project, client, known: HashMap::new(), known_bytes: 0, last, tree, growth: None })
    }

    /// The labels of some facts, new ones written down.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keys(&mut self, tx: &mut Tx, facts: &[NewFact]) -> Result<Vec<Keys>> {
        if self.known.len() > REMEMBERED || self.known_bytes > REMEMBERED_BYTES {
            self.known = HashMap::new();
            self.known_bytes = 0;
        }
        self.learn(tx, facts).await?;
        Ok(facts.iter().map(|fact| self.keys_of(fact)).collect())
    }

    fn keys_of(&self, fact: &NewFact) -> Keys {
        let mut keys = Keys::default();
        for (&dimension, name) in Dimension::ALL.iter().zip(&fact.names).filter(|(_, name)| !name.is_empty())
        {
            let known = self.known.get(&(dimension, folded(name)));
            keys.0[dimension as usize] = known.copied().unwrap_or_default();
        }
        keys
    }

    /// Finds out the numbers of all names that were not met yet.
    async fn learn(&mut self, tx: &mut Tx, facts: &[NewFact]) -> Result<()> {
        let mut met = HashSet::new();
        let mut unknown: Vec<(Dimension, String, &str)> = Vec::new();
        for fact in facts {
            for (&dimension, name) in
                Dimension::ALL.iter().zip(&fact.names).filter(|(_, name)| !name.is_empty())
            {
                let key = (dimension, folded(name));
                if !self.known.contains_key(&key) && met.insert(key.clone()) {
                    unknown.push((key.0, key.1, name));
                }
            }
        }
        if unknown.is_empty() {
            return Ok(());
        }
        self.look_up(tx, &unknown).await?;
        // A name that was here before grows nothing: whoever removed its category meant it.
        unknown.retain(|(dimension, folded, _)| !self.known.contains_key(&(*dimension, folded.clone())));
        for (_, _, path) in unknown.iter().filter(|(dimension, ..)| *dimension == Dimension::Category) {
            if self.tree.find(path).is_none() {
                self.grow(tx, path).await?;
            }
        }
        self.write_down(tx, &unknown).await
    }

    /// Grows what is missing on the way to a category.
    async fn grow(&mut self, tx: &mut Tx, path: &str) -> Result<()> {
        if self.growth.is_none() {
            let version = versions::next_version(tx, self.client).await?;
            // Whoever had the mapping until now may have grown the same.
            self.tree = categories::tree(tx, self.client).await?;
            self.growth = Some(Growth { version, categories: 0, first: path.to_owned() });
        }
        let mut parent: Option<CategoryId> = None;
        for name in steps(path) {
            if let Some(known) = self.tree.child(parent, name) {
                parent = Some(known);
                continue;
            }
            let node = Category::new(CategoryId::new(), parent, name);
            parent = Some(node.id);
            if let Some(growth) = &mut self.growth {
                categories::plant(tx, self.client, growth.version, &node).await?;
                growth.categories += 1;
            }
            self.tree.plant(node);
        }
        Ok(())
    }

    /// Writes down that the file has grown the tree, if it has.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn close(self, tx: &mut Tx, person: Option<PersonId>, now: Stamp) -> Result<()> {
        let Some(Growth { version, categories, first }) = self.growth else { return Ok(()) };
        let change = Change::Grown { categories, first };
        versions::write_version(tx, self.client, version, person, now, &change).await
    }

    /// The names are looked up one by one: a cross join keeps its order on SQLite, which would otherwise read the whole
    /// dictionary for every batch. PostgreSQL finds that way by itself.
    async fn look_up(&mut self, tx: &mut Tx, names: &[(Dimension, String, &str)]) -> Result<()> {
        let mut batch = Batch::default();
        for (dimension, folded, _) in names {
            batch.push((dimension.word(), folded));
        }
        let rows = crate::all!(
            tx,
            (i64, String, String),
            "select label.id, label.dimension, label.folded
             from (select value ->> 0 as dimension, value ->> 1 as folded from jsonb_each($2)) as given
             cross join label
             where label.project_id = $1 and label.dimension = given.dimension and label.folded = given.folded",
            self.project,
            batch
        )?;
        for (id, dimension, folded) in rows {
            if let Some(dimension) = Dimension::parse(&dimension) {
                self.remember(dimension, folded, LabelId(id));
            }
        }
        Ok(())
    }

    async fn write_down(&mut self, tx: &mut Tx, names: &[(Dimension, String, &str)]) -> Result<()> {
        let mut batch = Batch::default();
        for (dimension, folded, name) in names {
            self.last += 1;
            batch.push((self.last, dimension.word(), name, folded));
            self.remember(*dimension, folded.clone(), LabelId(self.last));
        }
        if !batch.is_empty() {
            crate::exec!(
                tx,
                "insert into label (project_id, id, dimension, name, folded)
                 select $1, cast(value ->> 0 as bigint), value ->> 1, value ->> 2, value ->> 3 from jsonb_each($2)",
                self.project,
                batch
            )?;
        }
        Ok(())
    }

    fn remember(&mut self, dimension: Dimension, folded: String, id: LabelId) {
        self.known_bytes += folded.len();
        self.known.insert((dimension, folded), id);
    }

    /// The numbers of goals by their names, new ones written down.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn goals(&self, tx: &mut Tx, names: &[String]) -> Result<Vec<GoalId>> {
        let mut ids = Vec::with_capacity(names.len());
        for name in names {
            crate::exec!(
                tx,
                "insert into goal (project_id, id, name, folded)
                 select $1, coalesce(max(id), 0) + 1, $2, $3 from goal where project_id = $1
                 on conflict (project_id, folded) do nothing",
                self.project,
                name,
                folded(name)
            )?;
            let (id,): (i64,) = crate::one!(
                tx,
                (i64,),
                "select id from goal where project_id = $1 and folded = $2",
                self.project,
                folded(name)
            )?;
            ids.push(GoalId(id));
        }
        Ok(ids)
    }
}
