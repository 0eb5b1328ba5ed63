//! The client: mounts the shell into the page.

fn main() {
    app::ui::cover_when_broken();
    leptos::mount::mount_to_body(app::shell::App);
}
