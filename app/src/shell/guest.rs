//! The gate and the slim frame for whoever has a link: no account, no project switcher, one page. The secret stays behind
//! the `#` of the address, where no server and no other page reads it, and goes to the house in bodies of calls alone.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::{
    access::{language, model::Language},
    error::{Error, Rule},
    i18n::{t_string, use_i18n},
    report::{
        api::open_shared,
        link::Guest,
        view::{GuestReport, Secret},
    },
    ui::{
        Empty, Entry, ErrorState, Glyph, Icon, Item, Kind, Late, Mark, Menu, Shape, Skeleton, error_text,
        provide_actions,
        theme::{Theme, use_theme},
        use_format,
    },
};

/// Opens what the link shares, or says that it opens nothing any more.
#[component]
pub fn GuestGate() -> impl IntoView {
    let i18n = use_i18n();
    let location = use_location();
    let (search, hash) = (location.search, location.hash);
    let secret = Memo::new(move |_| hash.get().trim_start_matches('#').to_owned());
    let opened = LocalResource::new(move || open_shared(secret.get()));
    let navigate = StoredValue::new_local(use_navigate());
    // Who comes by the bare link begins with the question that was shared; a reload keeps what was chosen since.
    let begin = move |guest: &Guest| {
        if search.with_untracked(String::is_empty) {
            let address = format!("/s?{}#{}", guest.question.as_str(), secret.get_untracked());
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&address, options));
        }
    };
    move || match opened.get() {
        None => view! { <Late>{|| view! { <Skeleton shape=Shape::Block /> }}</Late> }.into_any(),
        Some(Ok(guest)) => {
            begin(&guest);
            view! { <GuestFrame guest secret=secret.get_untracked() /> }.into_any()
        }
        Some(Err(Error::Refused(Rule::Link))) => view! { <Closed /> }.into_any(),
        Some(Err(error)) => {
            let retry = move |()| opened.refetch();
            view! { <main class="access"><section class="access-card"><ErrorState text=move || error_text(i18n, &error) on_retry=retry /></section></main> }
                .into_any()
        }
    }
}

/// Agency, project, the page's name, and what everybody may choose: language and theme.
#[component]
fn GuestFrame(guest: Guest, secret: String) -> impl IntoView {
    let (i18n, format) = (use_i18n(), use_format());
    let actions = provide_actions();
    let house = guest.agency.as_ref().map_or_else(|| "Kabinet".to_owned(), ToString::to_string);
    let (name, project, expires) = (guest.name.to_string(), guest.project.to_string(), guest.expires_at);
    let title = format!("{name} · {project} · {house}");
    let from = format!("{house} · {project}");
    let until = move || {
        let until = t_string!(i18n, shell.shared_until, moment = format.moment(expires)).to_string();
        format!("{from}. {until}")
    };
    // A page that is called like its project says so once.
    let aside = (project != name).then(|| view! { <span class="shell-shared">{project.clone()}</span> });
    provide_context(guest);
    provide_context(Secret(secret));
    view! {
        <Title text=title />
        <div class="shell" data-slim="true">
            <div class="shell-body">
                <header class="shell-head">
                    <span class="shell-brand"><Mark /><span class="clip">{house}</span></span>
                    <h1 class="shell-title">{name}</h1>
                    {aside}
                    <div class="shell-actions">
                        {move || actions.view()}
                        <Looks />
                    </div>
                </header>
                <main class="shell-main" id="main" tabindex="-1">
                    <GuestReport />
                    <p class="shell-until">{until}</p>
                </main>
            </div>
        </div>
    }
}

/// Language and theme.
#[component]
fn Looks() -> impl IntoView {
    let (i18n, themes) = (use_i18n(), use_theme());
    let entries = move |()| {
        let language = |&one: &Language| {
            let choose = move || language::choose(i18n, one);
            Item::new(language::name(one), choose).checked(language::current(i18n) == one).into()
        };
        let mut lines: Vec<Entry> = Language::ALL.iter().map(language).collect();
        lines.push(Entry::Line);
        let themed = [
            (Theme::System, t_string!(i18n, ui.theme_system)),
            (Theme::Light, t_string!(i18n, ui.theme_light)),
            (Theme::Dark, t_string!(i18n, ui.theme_dark)),
        ];
        lines.extend(themed.map(|(theme, word)| {
            Item::new(word, move || themes.choose(theme)).checked(themes.chosen() == theme).into()
        }));
        lines
    };
    view! {
        <Menu entries kind=Kind::Quiet square=true label=move || t_string!(i18n, shell.looks)>
            <Icon glyph=Glyph::Globe />
        </Menu>
    }
}

/// A link that opens nothing: closed, over, or mistyped. Which of them is nobody's business.
#[component]
fn Closed() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Title text="Kabinet" />
        <main class="access">
            <section class="access-card">
                <h1 class="access-brand"><Mark /> "Kabinet"</h1>
                <Empty
                    glyph=Glyph::Lock
                    title=move || t_string!(i18n, shell.shared_closed)
                    text=move || t_string!(i18n, shell.shared_closed_text)
                >
                    <Looks />
                </Empty>
            </section>
        </main>
    }
}
