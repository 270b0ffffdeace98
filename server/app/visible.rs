//! Text from notes and paths as people may see it: nothing in it can steer a terminal or turn the reading order.

/// Text in which control characters and those that turn the reading order are visible escapes, and line ends and tabs
/// are spaces.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => shown.push(' '),
            // The characters of Unicode's property Bidi_Control, and its own line and paragraph ends.
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                shown.extend(character.escape_unicode());
            }
            _ if character.is_control() => shown.extend(character.escape_unicode()),
            _ => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(visible("a\x1b]0;x\x07b\u{202e}c\u{9b}"), "a\\u{1b}]0;x\\u{7}b\\u{202e}c\\u{9b}");
        assert_eq!(
            visible("\u{61c}\u{200f}\u{2028}\u{2069}\x7f"),
            "\\u{61c}\\u{200f}\\u{2028}\\u{2069}\\u{7f}"
        );
        assert_eq!(visible("日本 é 😀\n\tx"), "日本 é 😀  x");
    }

    #[test]
    fn what_is_visible_stays_so() {
        let once = visible("\x1b[2J\u{202e}");
        assert_eq!(visible(&once), once);
    }
}
