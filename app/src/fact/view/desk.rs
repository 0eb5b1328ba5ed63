//! The desk of the import: the file, how far it has come, what was understood of it, and what somebody said about that.
//!
//! Every question to the server has a number, and only the answer to the last one counts: an earlier plan's answer that
//! comes late is dropped. The chosen file stays in the browser until another one is chosen, so whatever goes wrong, it
//! can be sent again as it is.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::I18nContext;

use super::trouble::{Trouble, Way, Why};
use crate::{
    error::{Error, Result},
    fact::{
        api::{import_file, preview_file},
        plan::{DateOrder, Field, Plan},
        preview::{Imported, MOST_MEBIBYTES, Outcome, Preview, Question},
    },
    i18n::{Locale, use_i18n},
    id::{FileId, ProjectId},
    project::model::Project,
    time::Day,
    ui::{
        Format, focus_soon,
        upload::{Answer, Parcel, Sending},
        use_format,
    },
};

/// The ids of what takes the focus when the page turns to something else.
pub(super) const ZONE: &str = "fact-zone";
pub(super) const FILE: &str = "fact-file";
pub(super) const DONE: &str = "fact-done";

/// What is quicker than this needs no word.
const QUICK: Duration = Duration::from_millis(200);

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The drop zone.
    Choosing,
    /// A file on its way.
    Sending,
    /// A file that has arrived, or did not.
    Looking,
    /// What reading it in has done.
    Done,
}

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// Nothing.
    Still,
    /// The server reads the file, since a moment ago.
    Asked,
    /// The server reads the file, and it takes its time.
    Reading,
    /// The server reads the file in.
    Importing,
}

/// The desk. It is copied into every part of the page.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub project: ProjectId,
    pub today: Day,
    pub i18n: I18nContext<Locale>,
    pub format: Format,
    pub stage: RwSignal<Stage>,
    pub work: RwSignal<Work>,
    pub parcel: RwSignal<Option<Parcel>>,
    pub sending: RwSignal<Option<Sending>>,
    pub plan: RwSignal<Plan>,
    /// What the server made of the file last.
    pub preview: RwSignal<Option<Preview>>,
    /// What it had to ask; it stays after the answer, so that one can answer otherwise.
    pub question: RwSignal<Option<Question>>,
    pub trouble: RwSignal<Option<Trouble>>,
    pub outcome: RwSignal<Outcome>,
    /// Counts what was read in, so that the list of earlier files follows.
    pub imports: RwSignal<u32>,
    upload: StoredValue<Option<FileId>>,
    turn: StoredValue<u32>,
}

impl Desk {
    pub(super) fn new(project: &Project) -> Self {
        let desk = Self {
            project: project.listed.id,
            today: project.listed.today,
            i18n: use_i18n(),
            format: use_format(),
            stage: RwSignal::new(Stage::Choosing),
            work: RwSignal::new(Work::Still),
            parcel: RwSignal::new(None),
            sending: RwSignal::new(None),
            plan: RwSignal::new(Plan::default()),
            preview: RwSignal::new(None),
            question: RwSignal::new(None),
            trouble: RwSignal::new(None),
            outcome: RwSignal::new(Outcome::default()),
            imports: RwSignal::new(0),
            upload: StoredValue::new(None),
            turn: StoredValue::new(0),
        };
        on_cleanup(move || desk.stop());
        desk
    }

    /// Looks something up in what was understood.
    pub(super) fn seen<T>(self, look: impl FnOnce(&Preview) -> T) -> Option<T> {
        self.preview.with(|preview| preview.as_ref().map(look))
    }

    /// A file was chosen. One that is on its way, or being read in, is not pushed aside.
    pub(super) fn take(self, parcel: Parcel) {
        if self.stage.get_untracked() == Stage::Sending || self.work.get_untracked() == Work::Importing {
            return;
        }
        self.clear();
        let too_large = parcel.size() > f64::from(MOST_MEBIBYTES) * 1_048_576.0;
        self.parcel.set(Some(parcel));
        if too_large {
            // The server would hang up long before the browser has heard why.
            self.stuck(Why::TooLarge, None);
        } else {
            self.send();
        }
        focus_soon(FILE);
    }

    /// Back to the drop zone.
    pub(super) fn another(self) {
        self.clear();
        self.stage.set(Stage::Choosing);
        focus_soon(ZONE);
    }

    fn clear(self) {
        self.stop();
        self.next_turn();
        self.upload.set_value(None);
        self.work.set(Work::Still);
        self.plan.set(Plan::default());
        self.preview.set(None);
        self.question.set(None);
        self.trouble.set(None);
    }

    fn stop(self) {
        if let Some(Some(sending)) = self.sending.try_update(Option::take) {
            sending.stop();
        }
    }

    fn next_turn(self) -> u32 {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.turn.get_value()
    }

    /// Whether an answer is still waited for; not after the page was left.
    fn is_due(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    fn stuck(self, why: Why, way: Option<Way>) {
        self.stage.set(Stage::Looking);
        self.trouble.set(Some(Trouble { why, way }));
    }

    /// Tries once more what did not work.
    pub(super) fn again(self, way: Way) {
        match way {
            Way::Send => self.send(),
            Way::Read => self.read(),
        }
    }

    /// Sends the file. What was said about it stays said.
    fn send(self) {
        let Some(parcel) = self.parcel.get_untracked() else { return };
        let turn = self.next_turn();
        self.trouble.set(None);
        self.stage.set(Stage::Sending);
        let name = String::from(js_sys::encode_uri_component(&parcel.name()));
        let address = format!("/api/upload/{}?name={name}", self.project);
        let done = move |answer: Answer| {
            if self.is_due(turn) {
                self.sent(answer);
            }
        };
        match parcel.send(&address, &[("content-type", "application/octet-stream")], done) {
            Some(sending) => self.sending.set(Some(sending)),
            None => self.stuck(Why::NotSent, Some(Way::Send)),
        }
    }

    fn sent(self, answer: Answer) {
        self.sending.set(None);
        let (status, body) = match answer {
            Answer::Stopped => return,
            Answer::Broken => return self.stuck(Why::NotSent, Some(Way::Send)),
            Answer::Answered { status, body } => (status, body),
        };
        match received(status, &body) {
            Ok(upload) => {
                self.upload.set_value(Some(upload));
                self.stage.set(Stage::Looking);
                self.read();
            }
            Err(error) => {
                let way = (status != 413).then_some(Way::Send);
                self.stuck(Why::of_sending(error), way);
            }
        }
    }

    /// Asks the server what it makes of the file under the present plan.
    fn read(self) {
        let Some(upload) = self.upload.get_value() else { return };
        let (turn, plan) = (self.next_turn(), self.plan.get_untracked());
        self.trouble.set(None);
        self.work.set(Work::Asked);
        set_timeout(
            move || {
                if self.is_due(turn) && self.work.get_untracked() == Work::Asked {
                    self.work.set(Work::Reading);
                }
            },
            QUICK,
        );
        spawn_local(async move {
            let answer = preview_file(self.project, upload, plan).await;
            if !self.is_due(turn) {
                return;
            }
            self.work.set(Work::Still);
            match answer {
                Ok(preview) => self.show(preview),
                Err(error) => {
                    let why = Why::of_file(error);
                    let way = if why == Why::Gone { Way::Send } else { Way::Read };
                    self.stuck(why, Some(way));
                }
            }
        });
    }

    fn show(self, preview: Preview) {
        if preview.question.is_some() {
            self.question.set(preview.question.clone());
        }
        self.preview.set(Some(preview));
    }

    /// Says what a column is.
    pub(super) fn pick(self, at: usize, field: Field) {
        let was = self.field(at);
        let is_day = field == Field::Day || was == Some(Field::Day);
        self.plan.update(|plan| {
            plan.pick(at, field);
            // Other dates raise another question.
            plan.dates = plan.dates.filter(|_| !is_day);
        });
        if is_day {
            self.question.set(None);
        }
        self.read();
    }

    /// What a column is: as somebody said, or as it was found out.
    pub(super) fn field(self, at: usize) -> Option<Field> {
        let said = self.plan.with(|plan| plan.said(at));
        said.or_else(|| {
            self.seen(|preview| preview.columns.get(at).and_then(|column| column.field)).flatten()
        })
    }

    /// Says which number of a date is the day.
    pub(super) fn answer(self, order: DateOrder) {
        self.plan.update(|plan| plan.dates = Some(order));
        self.read();
    }

    /// Whether the file can be read in as the page shows it.
    pub(super) fn may_import(self) -> bool {
        let settled =
            self.trouble.with(|trouble| trouble.as_ref().is_none_or(|trouble| trouble.way.is_none()));
        settled && self.work.get() == Work::Still
    }

    /// Reads the file in.
    pub(super) fn import(self, good_rows_only: bool) {
        let Some(upload) = self.upload.get_value().filter(|_| untrack(|| self.may_import())) else { return };
        let (turn, plan) = (self.next_turn(), self.plan.get_untracked());
        self.trouble.set(None);
        self.work.set(Work::Importing);
        spawn_local(async move {
            let answer = import_file(self.project, upload, plan, good_rows_only).await;
            if !self.is_due(turn) {
                return;
            }
            self.work.set(Work::Still);
            match answer {
                Ok(Imported::Done(outcome)) => self.done(outcome),
                Ok(Imported::Refused(preview)) => self.show(*preview),
                Err(error) => {
                    let why = Why::of_import(error);
                    let way = (why == Why::Gone).then_some(Way::Send);
                    self.stuck(why, way);
                }
            }
        });
    }

    fn done(self, outcome: Outcome) {
        self.upload.set_value(None);
        self.outcome.set(outcome);
        self.imports.update(|count| *count += 1);
        self.stage.set(Stage::Done);
        focus_soon(DONE);
    }
}

/// What the route of uploads says: the number of the file, or why it was not taken.
fn received(status: u16, body: &str) -> Result<FileId> {
    match status {
        200 => serde_json::from_str(body).map_err(|_| Error::Stale),
        // Whoever stands in front of the server may refuse in other words.
        _ => Err(serde_json::from_str(body).unwrap_or(match status {
            503 => Error::Busy,
            502 | 504 => Error::Offline,
            _ => Error::Internal,
        })),
    }
}
