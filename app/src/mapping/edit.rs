//! One change of the mapping, and what the book says after it. The same arithmetic tries an edit and makes it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Field, Result, Rule as HouseRule},
    fact::{
        book::{Book, Version},
        category::{Alias, Category, DEEPEST, Rule, Test, Tree, steps},
        change::{Change, RuleWords},
        model::{Dimension, folded},
    },
    id::{CategoryId, RuleId},
    text::{Name, Pattern, TextRule},
};

/// How many rules and categories a book may have, how many of its rules may be expressions, and how many names one edit
/// may put into a category.
pub const MOST_RULES: usize = 5_000;
/// See [`MOST_RULES`].
pub const MOST_EXPRESSIONS: usize = 50;
/// See [`MOST_RULES`].
pub const MOST_CATEGORIES: usize = 20_000;
/// See [`MOST_RULES`].
pub const MOST_NAMES: usize = 1_000;

/// How many earlier names of a category are remembered.
const MOST_ALIASES: usize = 40;

/// The category that something shall lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// One that is there.
    Known(CategoryId),
    /// One by its path, grown where it is not there yet.
    Path(String),
}

/// A rule as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRule {
    /// What it looks at.
    pub field: Dimension,
    /// How it compares.
    pub test: Test,
    /// What it looks for.
    pub pattern: Pattern,
    /// Where it leads.
    pub to: Target,
}

/// One change of the mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Puts names into a category: a rule for each, before all others, in place of the one that it had.
    Assign {
        /// What they are names of.
        field: Dimension,
        /// The names.
        names: Vec<Pattern>,
        /// The category.
        to: Target,
    },
    /// Adds a rule behind the others.
    AddRule {
        /// The rule.
        rule: NewRule,
    },
    /// Writes a rule anew, in its place.
    EditRule {
        /// Which.
        rule: RuleId,
        /// How it shall be.
        to: NewRule,
    },
    /// Puts a rule before another one, or behind all.
    MoveRule {
        /// Which.
        rule: RuleId,
        /// Before which.
        before: Option<RuleId>,
    },
    /// Removes a rule.
    RemoveRule {
        /// Which.
        rule: RuleId,
    },
    /// Adds a category.
    AddCategory {
        /// Under which; `None` is the top.
        parent: Option<CategoryId>,
        /// What it is called.
        name: Name,
    },
    /// Calls a category otherwise. Files that use the earlier name go on finding it.
    RenameCategory {
        /// Which.
        category: CategoryId,
        /// What it is called.
        name: Name,
    },
    /// Puts a category, with what is under it, under another one. Files go on finding it.
    MoveCategory {
        /// Which.
        category: CategoryId,
        /// Under which; `None` is the top.
        parent: Option<CategoryId>,
    },
    /// Removes a category with what is under it, and the rules that lead there.
    RemoveCategory {
        /// Which.
        category: CategoryId,
    },
    /// Makes an earlier version the present one.
    Restore {
        /// Which.
        version: Version,
    },
}

impl Edit {
    /// The rule that is being written, when one is.
    pub fn written(&self) -> Option<&NewRule> {
        match self {
            Self::AddRule { rule } | Self::EditRule { to: rule, .. } => Some(rule),
            _ => None,
        }
    }

    /// Whose names an effect is told in.
    pub fn field(&self) -> Dimension {
        match self {
            Self::Assign { field, .. } => *field,
            _ => self.written().map_or(Dimension::Campaign, |rule| rule.field),
        }
    }

    /// The version that is asked for, when one is.
    pub fn restores(&self) -> Option<Version> {
        match self {
            Self::Restore { version } => Some(*version),
            _ => None,
        }
    }

    /// The book after this edit, and what has changed. `past` is the book of the version that is to be restored.
    ///
    /// # Errors
    /// [`Error::Missing`] for a rule or a category that is not in the book, [`Error::Refused`] for a name that is taken
    /// or a book that is full, [`Error::Invalid`] for a path or a name that no category can have.
    pub fn apply(&self, book: &Book, past: Option<Book>) -> Result<(Book, Change)> {
        let mut desk = Desk { book: book.clone(), tree: book.tree() };
        let change = match self {
            Self::Assign { field, names, to } => desk.assign(*field, names, to)?,
            Self::AddRule { rule } => desk.add_rule(rule)?,
            Self::EditRule { rule, to } => desk.edit_rule(*rule, to)?,
            Self::MoveRule { rule, before } => desk.move_rule(*rule, *before)?,
            Self::RemoveRule { rule } => desk.remove_rule(*rule)?,
            Self::AddCategory { parent, name } => desk.add_category(*parent, name)?,
            Self::RenameCategory { category, name } => desk.rename(*category, name)?,
            Self::MoveCategory { category, parent } => desk.move_category(*category, *parent)?,
            Self::RemoveCategory { category } => desk.remove_category(*category)?,
            Self::Restore { version } => {
                desk.book = past.ok_or(Error::Missing)?;
                Change::Restored { version: *version }
            }
        };
        desk.check_size()?;
        Ok((desk.book, change))
    }
}

/// A book that is being changed, with its tree as it was.
struct Desk {
    book: Book,
    tree: Tree,
}

fn invalid(field: Field, rule: TextRule) -> Error {
    Error::Invalid { field, rule }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

impl Desk {
    fn path(&self, category: CategoryId) -> String {
        self.tree.path(category).join(" › ")
    }

    fn words(&self, rule: &Rule) -> RuleWords {
        let category = self.book.tree().path(rule.category).join(" › ");
        RuleWords { field: rule.field, test: rule.test, pattern: rule.pattern.clone(), category }
    }

    fn place(&self, rule: RuleId) -> Result<usize> {
        self.book.rules.iter().position(|one| one.id == rule).ok_or(Error::Missing)
    }

    fn target(&mut self, to: &Target) -> Result<CategoryId> {
        match to {
            Target::Known(id) => self.tree.node(*id).map(|node| node.id).ok_or(Error::Missing),
            Target::Path(path) => {
                check_path(path).map_err(|rule| invalid(Field::Category, rule))?;
                self.book.grow(path)
            }
        }
    }

    fn assign(&mut self, field: Dimension, names: &[Pattern], to: &Target) -> Result<Change> {
        let first = names.first().filter(|_| names.len() <= MOST_NAMES).ok_or(Error::Malformed)?;
        let category = self.target(to)?;
        let wanted: HashSet<String> = names.iter().map(|name| folded(name.as_str())).collect();
        let is_replaced = |rule: &Rule| {
            rule.field == field && rule.test == Test::Equals && wanted.contains(&folded(&rule.pattern))
        };
        self.book.rules.retain(|rule| !is_replaced(rule));
        let rules = names.iter().map(|name| Rule {
            id: RuleId::new(),
            field,
            test: Test::Equals,
            pattern: name.to_string(),
            category,
        });
        self.book.rules.splice(..0, rules);
        let category = self.book.tree().path(category).join(" › ");
        Ok(Change::Assigned { field, names: count(names.len()), first: first.to_string(), category })
    }

    fn rule(&mut self, id: RuleId, new: &NewRule) -> Result<Rule> {
        let category = self.target(&new.to)?;
        Ok(Rule { id, field: new.field, test: new.test, pattern: new.pattern.to_string(), category })
    }

    fn add_rule(&mut self, new: &NewRule) -> Result<Change> {
        let rule = self.rule(RuleId::new(), new)?;
        self.book.rules.push(rule.clone());
        Ok(Change::RuleAdded { rule: self.words(&rule) })
    }

    fn edit_rule(&mut self, id: RuleId, to: &NewRule) -> Result<Change> {
        let at = self.place(id)?;
        let before = self.words(&self.book.rules[at]);
        let rule = self.rule(id, to)?;
        self.book.rules[at] = rule.clone();
        Ok(Change::RuleEdited { before, rule: self.words(&rule) })
    }

    fn move_rule(&mut self, id: RuleId, before: Option<RuleId>) -> Result<Change> {
        let from = self.place(id)?;
        let rule = self.book.rules.remove(from);
        let to = match before {
            Some(before) if before == id => from,
            Some(before) => self.place(before)?,
            None => self.book.rules.len(),
        };
        let words = self.words(&rule);
        self.book.rules.insert(to, rule);
        Ok(Change::RuleMoved { rule: words, from: count(from + 1), to: count(to + 1) })
    }

    fn remove_rule(&mut self, id: RuleId) -> Result<Change> {
        let at = self.place(id)?;
        let rule = self.book.rules.remove(at);
        Ok(Change::RuleRemoved { rule: self.words(&rule) })
    }

    fn add_category(&mut self, parent: Option<CategoryId>, name: &Name) -> Result<Change> {
        self.check_place(None, parent, name.as_str())?;
        let node = Category::new(CategoryId::new(), parent, name.as_str());
        let above = parent.map(|parent| format!("{} › ", self.path(parent))).unwrap_or_default();
        self.book.categories.push(node);
        Ok(Change::CategoryAdded { path: format!("{above}{name}") })
    }

    fn rename(&mut self, id: CategoryId, name: &Name) -> Result<Change> {
        let path = self.path(id);
        let node = self.book.category(id).ok_or(Error::Missing)?;
        self.check_place(Some(id), node.parent, name.as_str())?;
        let node = self.node(id)?;
        let earlier = (node.parent, std::mem::replace(&mut node.name, name.to_string()));
        remember(node, earlier);
        Ok(Change::CategoryRenamed { path, name: name.to_string() })
    }

    fn move_category(&mut self, id: CategoryId, parent: Option<CategoryId>) -> Result<Change> {
        let from = self.path(id);
        let name = self.book.category(id).ok_or(Error::Missing)?.name.clone();
        let below = self.book.below(id);
        if parent.is_some_and(|parent| below.contains(&parent)) {
            return Err(Error::Malformed);
        }
        self.check_place(Some(id), parent, &name)?;
        let node = self.node(id)?;
        let earlier = (std::mem::replace(&mut node.parent, parent), name);
        remember(node, earlier);
        let tree = self.book.tree();
        if below.iter().any(|id| tree.path(*id).len() > DEEPEST) {
            return Err(invalid(Field::Category, TextRule::Form));
        }
        Ok(Change::CategoryMoved { from, to: tree.path(id).join(" › ") })
    }

    fn remove_category(&mut self, id: CategoryId) -> Result<Change> {
        self.book.category(id).ok_or(Error::Missing)?;
        let (below, rules) = (self.book.below(id), self.book.rules.len());
        self.book.categories.retain(|category| !below.contains(&category.id));
        self.book.rules.retain(|rule| !below.contains(&rule.category));
        let rules = count(rules - self.book.rules.len());
        Ok(Change::CategoryRemoved { path: self.path(id), categories: count(below.len()), rules })
    }

    fn node(&mut self, id: CategoryId) -> Result<&mut Category> {
        self.book.categories.iter_mut().find(|category| category.id == id).ok_or(Error::Missing)
    }

    /// Whether a category may stand under a parent with a name.
    fn check_place(&self, own: Option<CategoryId>, parent: Option<CategoryId>, name: &str) -> Result<()> {
        if let Some(parent) = parent {
            self.tree.node(parent).ok_or(Error::Missing)?;
            if self.tree.path(parent).len() >= DEEPEST {
                return Err(invalid(Field::Category, TextRule::Form));
            }
        }
        // A name with the sign that parts a path would be two names.
        if steps(name).ne([name]) {
            return Err(invalid(Field::Category, TextRule::Form));
        }
        let wanted = folded(name);
        let is_twin = |other: &Category| {
            other.parent == parent && Some(other.id) != own && folded(&other.name) == wanted
        };
        if self.book.categories.iter().any(is_twin) {
            return Err(Error::Refused(HouseRule::Taken));
        }
        Ok(())
    }

    fn check_size(&self) -> Result<()> {
        let expressions = self.book.rules.iter().filter(|rule| rule.test == Test::Matches).count();
        for (many, most) in [
            (self.book.rules.len(), MOST_RULES),
            (expressions, MOST_EXPRESSIONS),
            (self.book.categories.len(), MOST_CATEGORIES),
        ] {
            if many > most {
                return Err(Error::Refused(HouseRule::Full { most: count(most) }));
            }
        }
        Ok(())
    }
}

/// Keeps an earlier place of a category; what is its place again is none of the earlier ones.
fn remember(node: &mut Category, earlier: Alias) {
    let place = |(parent, name): &Alias| (*parent, folded(name));
    let now = (node.parent, folded(&node.name));
    let earlier_place = place(&earlier);
    node.known_as.retain(|alias| place(alias) != now && place(alias) != earlier_place);
    if earlier_place != now {
        node.known_as.push(earlier);
    }
    let surplus = node.known_as.len().saturating_sub(MOST_ALIASES);
    node.known_as.drain(..surplus);
}

fn check_path(path: &str) -> Result<(), TextRule> {
    let names = steps(path).map(Name::parse).collect::<Result<Vec<_>, _>>()?;
    match names.len() {
        0 => Err(TextRule::Empty),
        depth if depth > DEEPEST => Err(TextRule::Form),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
