//! The mapping as people write it: the client's tree and its rules, in one book with numbered versions.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::category::{Category, Rule, Tree, steps};
use crate::{error::Error, id::CategoryId};

/// The number of a version of a client's mapping. Each change makes the next one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Version(pub i64);

impl Version {
    /// The one before.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

/// A client's mapping.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// The nodes of the tree, in no particular order.
    pub categories: Vec<Category>,
    /// The rules, in the order in which they are tried.
    pub rules: Vec<Rule>,
}

impl Book {
    /// The tree.
    pub fn tree(&self) -> Tree {
        Tree::new(self.categories.iter().cloned())
    }

    /// A category.
    pub fn category(&self, id: CategoryId) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// A category by its path, with whatever is missing on the way grown.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a path without a name in it.
    pub fn grow(&mut self, path: &str) -> Result<CategoryId, Error> {
        let mut tree = self.tree();
        let mut parent = None;
        for name in steps(path) {
            let id = tree.child(parent, name).unwrap_or_else(|| {
                let node = Category::new(CategoryId::new(), parent, name);
                self.categories.push(node.clone());
                tree.plant(node.clone());
                node.id
            });
            parent = Some(id);
        }
        parent.ok_or(Error::Malformed)
    }

    /// A category with everything that stands under it.
    pub fn below(&self, root: CategoryId) -> HashSet<CategoryId> {
        let mut children: HashMap<CategoryId, Vec<CategoryId>> = HashMap::new();
        for category in &self.categories {
            if let Some(parent) = category.parent {
                children.entry(parent).or_default().push(category.id);
            }
        }
        let (mut below, mut next) = (HashSet::new(), vec![root]);
        while let Some(id) = next.pop() {
            if below.insert(id) {
                next.extend(children.remove(&id).unwrap_or_default());
            }
        }
        below
    }

    /// The same book in the same order whoever wrote it down: for comparing.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.categories.sort_by_key(|category| category.id);
        self
    }
}
