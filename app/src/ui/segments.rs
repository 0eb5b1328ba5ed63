//! Segmented control: two to four choices side by side, one of them on. Arrows move, as in any group of radio buttons.

use leptos::{ev::KeyboardEvent, prelude::*};

/// One choice.
#[derive(Clone)]
pub struct Segment {
    /// What the callback gets.
    pub value: &'static str,
    /// What is read.
    pub text: TextProp,
}

/// The control.
#[component]
pub fn Segments(
    #[prop(into)] label: TextProp,
    segments: Vec<Segment>,
    #[prop(into)] value: Signal<&'static str>,
    #[prop(into)] on_choose: Callback<(&'static str,)>,
) -> impl IntoView {
    let values: StoredValue<Vec<&'static str>> =
        StoredValue::new(segments.iter().map(|segment| segment.value).collect());
    let step = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1,
            "ArrowLeft" | "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = values.with_value(|values| neighbour(values, value.get_untracked(), by)) {
            on_choose.run((next,));
            super::focus::sibling(&event, by);
        }
    };
    view! {
        <div class="segments" role="radiogroup" aria-label=move || label.get() on:keydown=step>
            {segments
                .into_iter()
                .map(|Segment { value: own, text }| {
                    view! {
                        <button
                            class="segment"
                            type="button"
                            role="radio"
                            aria-checked=move || (value.get() == own).to_string()
                            tabindex=move || if value.get() == own { "0" } else { "-1" }
                            on:click=move |_| on_choose.run((own,))
                        >
                            {move || text.get()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// The value one step further, around the end.
pub(super) fn neighbour<T: Copy + PartialEq>(values: &[T], current: T, by: isize) -> Option<T> {
    let at = values.iter().position(|value| *value == current)?;
    let next = at.checked_add_signed(by).unwrap_or(values.len() - 1);
    values.get(next).or_else(|| values.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::neighbour;

    #[test]
    fn arrows_go_around_the_end() {
        assert_eq!(neighbour(&[1, 2, 3], 3, 1), Some(1));
        assert_eq!(neighbour(&[1, 2, 3], 1, -1), Some(3));
        assert_eq!(neighbour(&[1, 2, 3], 2, 1), Some(3));
        assert_eq!(neighbour(&[1, 2, 3], 9, 1), None);
    }
}
