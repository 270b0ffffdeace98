//! A title as an outline prints it.

use super::{class::Class, grammar::grammar, ordinal, shout, source::Source};
use crate::terms::{fold::fold_token, tokens::words};

/// The title without markup, bullets, plain numbers and the colon behind it; shouted titles are lowered.
///
/// `2. **Main Parts**:` is `Main Parts`, `PROXY SERVER:` is `Proxy Server`. Chapters, steps and letters
/// stay, since they say where in the text one is.
#[must_use]
pub fn outline_title(title: &str) -> String {
    if LONGEST < title.len() {
        // A paragraph that happens to be a heading is shown as it is.
        return title.trim().trim_start_matches('#').trim_start().to_owned();
    }
    let grammar = grammar();
    let mut text = Source::new(title).text;
    text.drain(..ordinal::plain(&text));
    let text = shout::capitalised(text.trim(), grammar).unwrap_or(text);
    let mut text = unquoted(text.trim()).trim_end_matches([':', '：', ' ']).to_owned();
    for (odd, even) in [(" ?", "?"), (" !", "!"), ("( ", "("), (" )", ")"), (" ,", ",")] {
        if text.contains(odd) {
            text = text.replace(odd, even);
        }
    }
    space_before_brackets(&mut text);
    if text.ends_with('?')
        && text.starts_with(|sign: char| sign.is_ascii_lowercase())
        && opens_question(&text)
    {
        text[..1].make_ascii_uppercase();
    }
    text
}

/// Whether the first word is one that asks, so that a capital does it no harm.
fn opens_question(text: &str) -> bool {
    let asks = Class::ASKING.and(Class::AUXILIARY).and(Class::MODAL);
    let first = words(text).next().map(|word| fold_token(word.span.of(text)));
    first
        .and_then(|first| grammar().classes(first))
        .is_some_and(|classes| classes.iter().any(|class| class.has(asks)))
}

/// The longest title whose markup is taken off, in bytes.
const LONGEST: usize = 1000;

/// Without the quotation marks around all of it, or a single one at either end.
fn unquoted(text: &str) -> &str {
    const QUOTES: [char; 7] = ['"', '“', '”', '„', '«', '»', '\''];
    let inner = text.strip_prefix(QUOTES).unwrap_or(text);
    let inner = inner.strip_suffix(QUOTES).unwrap_or(inner);
    let even = inner.matches(QUOTES).count().is_multiple_of(2);
    if even { inner.trim() } else { text }
}

/// `Differences(A vs B)` is `Differences (A vs B)`; calls and formulas stay closed.
fn space_before_brackets(text: &mut String) {
    let Some(open) = text.find('(') else { return };
    let word = text[..open].rsplit(' ').next().unwrap_or_default();
    let inner = &text[open + 1..];
    let inner = &inner[..inner.find(')').unwrap_or(inner.len())];
    let plain =
        3 < word.len() && word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
    if plain && inner.contains(' ') {
        text.insert(open, ' ');
    }
}
