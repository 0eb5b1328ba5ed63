//! How a part of the page's address is escaped: so that a person can read what is not English, too.

/// Letters of every script stay as they are, so that an address can be read; what means something in it is escaped.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' ' => out.push('+'),
            '-' | '_' | '.' | '~' | ':' | '/' | ',' | '>' | '(' | ')' | '!' | '*' => out.push(letter),
            letter if letter.is_alphanumeric() => out.push(letter),
            letter => {
                let mut bytes = [0; 4];
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    out.push('%');
                    out.extend(
                        [byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])),
                    );
                }
            }
        }
    }
    out
}

/// What an escaped text stands for; what is escaped wrongly stays as it is.
pub fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, tail) {
            (b'+', _) => out.push(b' '),
            (b'%', &[high, low, ref after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.push(digit(high) << 4 | digit(low));
                rest = after;
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The value of a hexadecimal digit.
fn digit(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}
