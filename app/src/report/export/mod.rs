//! What is seen, as a file: a workbook of the whole page, or one of its tables as CSV.
//!
//! A file is made by the engine that answers the page, from the same cut, so both say the same by construction. `told` puts
//! the page into tables of typed cells; `xlsx` and `csv` write them down. Deliberately absent: a formula, and any text that
//! a spreadsheet would take for one.

mod csv;
mod name;
mod told;
mod xlsx;

use self::told::{Told, tell};
pub use self::{csv::plain, name::attachment};
use super::{
    model::By,
    query::Query,
    shelf::{Both, Shelf, in_turn},
};
use crate::{
    access::{
        grant::{Visit, grant_in},
        model::Act,
    },
    error::Result,
    i18n::Locale,
    id::ProjectId,
    project::store as projects,
    text::{Name, Slug},
    time::{Day, Stamp, Zone},
};

/// How a file is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// A workbook with a sheet for the question and one for each table.
    #[default]
    Xlsx,
    /// One table, for whatever reads tables.
    Csv,
}

impl Format {
    /// Finds one by its word in an address, which is the ending of its files, too.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Xlsx, Self::Csv].into_iter().find(|format| format.word() == word)
    }

    /// The word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// What a reader wants to take along.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// How it is written.
    pub format: Format,
    /// Which table, where a file holds one only.
    pub by: By,
    /// The question that the page answers.
    pub query: Query,
}

/// A file, ready to be sent.
#[derive(Debug, Clone)]
pub struct File {
    /// What it is called, in the reader's language.
    pub name: String,
    /// What it is called where only plain letters are understood.
    pub plain_name: String,
    /// Its media type.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Everything about an order beside the facts.
pub(super) struct Order {
    wanted: Wanted,
    locale: Locale,
    project: Name,
    client: Name,
    slug: Slug,
    start: Day,
    today: Day,
    zone: Zone,
    now: Stamp,
}

/// Makes the file that a reader wants, in their language. Open to everybody who reads the report.
///
/// # Errors
/// [`crate::error::Error::Missing`] for strangers, [`crate::error::Error::Busy`] when too many others want files at the same moment.
pub async fn export(shelf: &Shelf, visit: &Visit, project: ProjectId, wanted: Wanted) -> Result<File> {
    let order = take(visit, project, wanted).await?;
    let cut = shelf.cut(&visit.db, project).await?;
    in_turn(move || order.file(&cut)).await
}

async fn take(visit: &Visit, project: ProjectId, wanted: Wanted) -> Result<Order> {
    let mut grant = grant_in(visit, Act::SeeReport, Some(project)).await?;
    let locale = grant.me().await?.language.locale();
    let row = projects::project(&mut grant.tx, project).await?;
    let listed = row.listed(grant.now)?;
    Ok(Order {
        wanted,
        locale,
        project: listed.name,
        client: listed.client,
        slug: listed.slug,
        start: row.start(),
        today: listed.today,
        zone: row.zone()?,
        now: grant.now,
    })
}

impl Order {
    /// Reads the cut and writes the file: computing, so not where others wait.
    fn file(&self, cut: &Both) -> Result<File> {
        let told = tell(cut.read()?, self);
        let Wanted { format, by, .. } = self.wanted;
        let bytes = match format {
            Format::Xlsx => xlsx::workbook(&told, self.locale, self.now)?,
            Format::Csv => csv::table(&told, by, self.locale)?,
        };
        Ok(File {
            name: self.name(&told),
            plain_name: format!("{}-report.{}", self.slug, format.word()),
            kind: format.kind(),
            bytes,
        })
    }

    fn name(&self, told: &Told) -> String {
        let Wanted { format, by, .. } = self.wanted;
        let table = (format == Format::Csv).then(|| by.many(self.locale));
        let days = told.days.map(|days| name::days(self.locale, days));
        let parts = [Some(self.client.as_str()), Some(self.project.as_str()), table, days.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        name::file_name(&parts.join(" – "), format.word())
    }
}
