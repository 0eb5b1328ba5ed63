//! Trying an edit, and writing it down as a version.

use std::sync::Arc;

use super::{
    edit::Edit,
    ledger::{Ledger, Looks},
    model::VersionSeen,
    shelf,
};
use crate::{
    access::grant::Grant,
    db::Tx,
    error::{Error, Field, Result},
    fact::{
        book::{Book, Version},
        category::Test,
        change::Change,
        expression,
        model::folded,
        store::{self, StoredVersion},
    },
    id::{ClientId, PersonId},
    time::Stamp,
};

/// Who changes a mapping, and when; nobody when a program does it.
#[derive(Debug, Clone, Copy)]
pub struct By {
    /// Who.
    pub person: Option<PersonId>,
    /// When.
    pub now: Stamp,
}

/// An edit that was tried and not made.
pub struct Tried {
    /// The book as it is.
    pub before: Book,
    /// The book as it would be.
    pub after: Book,
    /// The sums that both are judged by.
    pub ledger: Arc<Ledger>,
}

/// Whether the expression of an edit, if it has one, can be asked for every name. This is found out before the
/// transaction that writes, which others wait for.
///
/// # Errors
/// As [`rehearse`].
pub async fn check(grant: &mut Grant, edit: &Edit) -> Result<()> {
    if edit.written().is_some_and(|rule| rule.test == Test::Matches) {
        rehearse(grant, edit).await?;
    }
    Ok(())
}

/// What an edit would make of the mapping. An expression is tried on the names that there are.
///
/// # Errors
/// Whatever [`Edit::apply`] refuses, and [`Error::Invalid`] for an expression that is none or is too slow.
pub async fn rehearse(grant: &mut Grant, edit: &Edit) -> Result<Tried> {
    let client = grant.client()?;
    let before = store::book(&mut grant.tx, client, None).await?;
    let past = past(&mut grant.tx, client, edit).await?;
    let pattern = edit.written().filter(|rule| rule.test == Test::Matches).map(|rule| rule.pattern.as_str());
    let expression = pattern.map(expression::compile).transpose().map_err(in_pattern)?;
    let (after, _) = edit.apply(&before, past)?;
    let looks = Looks::of(&[&before, &after], edit.field());
    let project = grant.project()?;
    let ledger = shelf::ledger(&mut grant.tx, project, looks).await?;
    if let Some(expression) = expression {
        let names: Vec<String> = ledger.names(edit.field()).map(|label| folded(&label.name)).collect();
        expression::try_on(&expression, names.iter().map(String::as_str)).map_err(in_pattern)?;
    }
    Ok(Tried { before, after, ledger })
}

fn in_pattern(rule: crate::text::TextRule) -> Error {
    Error::Invalid { field: Field::Pattern, rule }
}

/// Writes an edit down as the version after the one that somebody has seen. An edit that changes nothing makes none.
///
/// # Errors
/// [`Error::Conflict`] when there is a newer version, and whatever [`Edit::apply`] refuses.
pub async fn write(tx: &mut Tx, client: ClientId, base: Version, edit: &Edit, by: By) -> Result<Version> {
    if store::newest_version(tx, client).await? != base {
        return Err(Error::Conflict);
    }
    let before = store::book(tx, client, None).await?;
    let past = past(tx, client, edit).await?;
    let (after, change) = edit.apply(&before, past)?;
    if before.clone().sorted() == after.clone().sorted() {
        return Ok(base);
    }
    let version = store::next_version_after(tx, client, base).await?;
    write_book(tx, client, version, &after, by, &change).await?;
    Ok(version)
}

/// Writes the first tree and the first rules of a client down.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(tx: &mut Tx, client: ClientId, book: &Book, by: By) -> Result<Version> {
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let change = Change::Begun { categories: count(book.categories.len()), rules: count(book.rules.len()) };
    let version = store::next_version(tx, client).await?;
    write_book(tx, client, version, book, by, &change).await?;
    Ok(version)
}

async fn write_book(
    tx: &mut Tx,
    client: ClientId,
    version: Version,
    book: &Book,
    by: By,
    change: &Change,
) -> Result<()> {
    store::write_book(tx, client, version, book).await?;
    store::write_version(tx, client, version, by.person, by.now, change).await?;
    store::touch_client(tx, client).await
}

/// A version in the words of the page.
pub fn told(version: StoredVersion) -> VersionSeen {
    let change = version.change();
    VersionSeen { number: version.number, at: version.at, person: version.person, change }
}

/// The book of the version that an edit restores.
async fn past(tx: &mut Tx, client: ClientId, edit: &Edit) -> Result<Option<Book>> {
    match edit.restores() {
        Some(version) => at(tx, client, version).await.map(Some),
        None => Ok(None),
    }
}

/// The book of a version.
///
/// # Errors
/// [`Error::Missing`] when the client has no such version.
pub async fn at(tx: &mut Tx, client: ClientId, version: Version) -> Result<Book> {
    if version < Version(0) || version > store::newest_version(tx, client).await? {
        return Err(Error::Missing);
    }
    store::book(tx, client, Some(version)).await
}
