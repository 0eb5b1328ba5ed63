//! The versions: who changed what and when, and the way to look at one and to restore it.

use leptos::{prelude::*, task::spawn_local};

use super::{
    desk::{Desk, Sheet},
    parts::Failed,
    words,
};
use crate::{
    error::Result,
    fact::book::Version,
    i18n::{t_string, use_i18n},
    mapping::{
        api::list_versions,
        model::{VERSIONS, VersionSeen},
    },
    ui::{Button, Kind, Late, Size, Skeleton, say},
};

/// The versions that were read so far.
#[derive(Clone, Copy)]
struct Past {
    desk: Desk,
    versions: RwSignal<Option<Result<Vec<VersionSeen>>>>,
    /// Whether there are earlier ones.
    more: RwSignal<bool>,
}

impl Past {
    fn load(self, before: Version) {
        spawn_local(async move {
            let answer = list_versions(self.desk.project, before).await;
            self.more.try_set(answer.as_ref().is_ok_and(|versions| versions.len() == VERSIONS));
            self.versions.try_update(|known| match (known, answer) {
                (Some(Ok(known)), Ok(mut earlier)) if before != newest() => known.append(&mut earlier),
                (known, answer) => *known = Some(answer),
            });
        });
    }

    fn list(self) -> Vec<VersionSeen> {
        self.versions
            .with(|known| known.as_ref().and_then(|known| known.as_ref().ok()).cloned())
            .unwrap_or_default()
    }
}

/// Behind every version.
fn newest() -> Version {
    Version(i64::MAX)
}

/// The tab.
#[component]
pub fn History(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let past = Past { desk, versions: RwSignal::new(None), more: RwSignal::new(false) };
    Effect::new(move || {
        desk.versions.track();
        past.load(newest());
    });
    let is_coming = Memo::new(move |_| past.versions.with(Option::is_none));
    let fault = Memo::new(move |_| {
        past.versions.with(|known| known.as_ref().and_then(|known| known.as_ref().err().cloned()))
    });
    let list = Memo::new(move |_| past.list());
    let earlier = Callback::new(move |()| {
        if let Some(last) = list.with_untracked(|list| list.last().map(|version| version.number)) {
            past.load(last);
        }
    });
    view! {
        <Show when=move || is_coming.get()>
            <Late>{|| view! { <div class="panel-body" aria-busy="true"><Skeleton /><Skeleton /></div> }}</Late>
        </Show>
        {move || fault.get().map(|error| view! { <Failed error on_retry=Callback::new(move |()| past.load(newest())) /> })}
        <Show when=move || !is_coming.get() && fault.with(Option::is_none) && list.with(Vec::is_empty)>
            <p class="mapping-nothing">{say(move || t_string!(i18n, mapping.history_empty))}</p>
        </Show>
        <div class="mapping-scroll">
            <ol class="mapping-versions" reversed="">
                <For each=move || list.get() key=|version| version.number let:version><Line desk version /></For>
            </ol>
            <Show when=move || past.more.get()>
                <Button kind=Kind::Quiet on_press=earlier>{say(move || t_string!(i18n, mapping.show_earlier))}</Button>
            </Show>
        </div>
    }
}

#[component]
fn Line(desk: Desk, version: VersionSeen) -> impl IntoView {
    let i18n = use_i18n();
    let VersionSeen { number, at, person, change } = version;
    let is_newest = Memo::new(move |_| desk.known(|mapped| mapped.version) == Some(number));
    let person = person.map(|person| person.to_string());
    let who = move || person.clone().unwrap_or_else(|| t_string!(i18n, mapping.by_program).to_owned());
    let text = move || words::change(i18n, change.as_ref());
    let look = Callback::new(move |()| desk.sheet.set(Some(Sheet::Version(number))));
    view! {
        <li class="mapping-version">
            <span class="mapping-number">{number.0}</span>
            <div class="mapping-grow">
                <p class="mapping-change">{say(text)}</p>
                <p class="mapping-when">
                    {say(move || format!("{} · {}", who(), desk.format.moment(at)))}
                    {move || is_newest.get().then(|| view! { <span class="tag" data-tone="accent">{t_string!(i18n, mapping.current)}</span> })}
                </p>
            </div>
            <Button kind=Kind::Quiet size=Size::Small on_press=look>
                {say(move || t_string!(i18n, mapping.look))}
                <span class="unseen">{say(move || t_string!(i18n, mapping.version, number = number.0).to_string())}</span>
            </Button>
        </li>
    }
}
