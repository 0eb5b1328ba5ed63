//! Avatar: a person's initials in a colour that is always theirs.

use leptos::prelude::*;

/// The face of a person; the whole name is read aloud and shown on hover.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    /// 28 px instead of 20.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let (letters, face) = (initials(&name), face(&name));
    view! {
        <span
            class="avatar"
            role="img"
            data-face=face.to_string()
            data-size=large.then_some("large")
            title=name.clone()
            aria-label=name
        >
            {letters}
        </span>
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// One of the six colours of `tokens.css`, by the letters of the name.
fn face(name: &str) -> u32 {
    let sum = name.chars().fold(7_u32, |sum, letter| sum.wrapping_mul(31).wrapping_add(letter.into()));
    sum % 6 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_first_and_the_last_word() {
        assert_eq!(initials("Ольга Левченко"), "ОЛ");
        assert_eq!(initials("anna maria smirnova"), "AS");
        assert_eq!(initials("Cher"), "C");
        assert_eq!(initials(" (бот) "), "Б");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_face_is_always_the_same_and_always_exists() {
        for name in ["", "Ольга Левченко", "Pavel Kim", "🦊"] {
            assert!((1..=6).contains(&face(name)));
            assert_eq!(face(name), face(name));
        }
    }
}
