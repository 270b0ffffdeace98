//! Shortens a gist to what a hover line holds, without breaking what it says or its marks.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::lexicon::{self, Class};
use super::marks;
use super::sentence::sentences;

/// How many characters the gist of a definition may have.
pub const GIST_LENGTH: usize = 280;

/// How many characters behind the limit are read to see where marks close.
const FAR: usize = 800;

/// The text with at most `limit` characters.
///
/// A text that fits stays as it is, and so do whole sentences at its beginning that fill at
/// least half of the room. Otherwise it is cut, best at a clause mark, else between words, and
/// an ellipsis is added. The cut never falls into a code span, link, tag, emphasis or grapheme
/// cluster; where no other place is left, the text without its marks is cut instead.
#[must_use]
pub fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    let Some(edge) = offset_of_char(text, limit) else { return Cow::Borrowed(text) };
    // Marks that close later than this are read as text; the rest of a long text does not matter.
    let near = offset_of_char(text, limit + FAR).unwrap_or(text.len());
    let shortened = near < text.len();
    let text = &text[..near];
    let whole = sentences(text).map(|sentence| sentence.end).take_while(|end| *end <= edge).last();
    let blocked = marks::unbreakable(text);
    if let Some(end) = whole
        && edge / 2 <= end
        && is_free(&blocked, end)
    {
        return Cow::Borrowed(&text[..end]);
    }
    let room = offset_of_char(text, limit.saturating_sub(1)).unwrap_or(edge);
    if let Some(at) = place(text, room, &blocked) {
        return Cow::Owned(with_ellipsis(&text[..at]));
    }
    let plain = marks::plain(text);
    let Some(room) = offset_of_char(&plain, limit.saturating_sub(1)) else {
        return Cow::Owned(if shortened { with_ellipsis(&plain) } else { plain.into_owned() });
    };
    let at = place(&plain, room, &[]).unwrap_or_else(|| last_boundary(&plain, room));
    Cow::Owned(with_ellipsis(&plain[..at]))
}

/// The offset behind the first `count` characters, if there are more.
fn offset_of_char(text: &str, count: usize) -> Option<usize> {
    if text.len() <= count {
        return None;
    }
    text.char_indices().nth(count).map(|(offset, _)| offset)
}

/// The best place to cut at or before `room`, outside what is blocked; `None` when all are in
/// the first third, where too little would be left.
fn place(text: &str, room: usize, blocked: &[Range<usize>]) -> Option<usize> {
    let brackets = marks::shields(text);
    let (least_clause, least) = (room / 5 * 3, room / 3);
    let (mut clause, mut word, mut boundary) = (None, None, None);
    for (at, char) in text.char_indices().take_while(|(at, _)| *at <= room) {
        if at < least || !is_free(blocked, at) {
            continue;
        }
        if is_grapheme_boundary(text, at) {
            boundary = Some(at);
        }
        if !is_free(&brackets, at) {
            continue;
        }
        if char.is_whitespace() {
            word = Some(at);
        }
        if least_clause <= at && is_clause_mark(text, at, char) {
            clause = Some(at);
        }
    }
    clause.or(word.map(|at| before_small_words(text, at))).or(boundary)
}

/// Whether a clause ends right before the character at `at`.
fn is_clause_mark(text: &str, at: usize, char: char) -> bool {
    let rest = &text[at + char.len_utf8()..];
    match char {
        ',' | ';' | ':' => rest.starts_with(char::is_whitespace),
        '，' | '；' | '：' | '、' | '—' | '–' | '(' | '（' => true,
        ' ' => rest.starts_with("- ") || rest.starts_with('('),
        _ => false,
    }
}

/// Back over words that cannot stand last: "…, which turns the" says less than "…, which turns".
fn before_small_words(text: &str, mut at: usize) -> usize {
    let small = Class::ARTICLE.or(Class::PREPOSITION).or(Class::CONJUNCTION).or(Class::DETERMINER);
    for _ in 0..3 {
        let before = text[..at].trim_end();
        let start = before.rfind(char::is_whitespace).map_or(0, |found| found + 1);
        let Some(word) = before.get(start..) else { return at };
        if start == 0 || !lexicon::class(word).is(small) {
            break;
        }
        at = text[..start].trim_end().len();
    }
    at
}

fn with_ellipsis(text: &str) -> String {
    let text = text.trim_end_matches(|char: char| {
        char.is_whitespace()
            || matches!(char, ',' | ';' | ':' | '-' | '—' | '–' | '(' | '，' | '；' | '：' | '、' | '.')
    });
    format!("{text}…")
}

/// Whether `at` lies inside none of the ranges; their ends are outside.
fn is_free(ranges: &[Range<usize>], at: usize) -> bool {
    let following = ranges.partition_point(|range| range.end <= at);
    ranges.get(following).is_none_or(|range| at <= range.start)
}

/// The last grapheme boundary at or before `at`, a character boundary.
fn last_boundary(text: &str, at: usize) -> usize {
    text[..at]
        .char_indices()
        .rev()
        .map(|(offset, char)| offset + char.len_utf8())
        .find(|at| is_grapheme_boundary(text, *at))
        .unwrap_or(0)
}

/// Whether a reader sees two characters meet at `at`: the rules of UAX 29 that matter for
/// prose (marks, joiners, flags, skin tones, Hangul syllables), without its tables.
fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else {
        return true;
    };
    let extends = is_combining_mark(after)
        || matches!(after, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
        || matches!(after, '\u{1160}'..='\u{11ff}');
    if extends || before == '\u{200d}' || before == '\r' && after == '\n' {
        return false;
    }
    let is_flag_half = |char: char| matches!(char, '\u{1f1e6}'..='\u{1f1ff}');
    if is_flag_half(before) && is_flag_half(after) {
        let halves = text[..at].chars().rev().take_while(|char| is_flag_half(*char)).count();
        return halves % 2 == 0;
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, limit: usize, expected: &str) {
        assert_eq!(cut(text, limit), expected);
    }

    #[test]
    fn what_fits_stays() {
        check("A fugue is a piece for several voices.", 280, "A fugue is a piece for several voices.");
        check("éééé", 4, "éééé");
        check("", 0, "");
    }

    #[test]
    fn whole_sentences_stay_without_an_ellipsis() {
        check(
            "Mitosis splits a nucleus in two. It takes an hour or so in most cells.",
            40,
            "Mitosis splits a nucleus in two.",
        );
    }

    #[test]
    fn the_cut_falls_on_a_clause_mark() {
        check(
            "A tort is a civil wrong, which makes somebody liable to pay damages",
            40,
            "A tort is a civil wrong…",
        );
        check(
            "A tort is a civil wrong (not a crime) that makes somebody liable",
            30,
            "A tort is a civil wrong…",
        );
        check("The tower weighs 10,100 tons in all", 24, "The tower weighs 10,100…");
        check("赋格是一种复调音乐，由一个主题在各声部轮流出现而成", 16, "赋格是一种复调音乐…");
    }

    #[test]
    fn between_words_no_small_word_stays_last() {
        check("Osmosis moves water through the wall of a cell without any pump", 36, "Osmosis moves water…");
    }

    #[test]
    fn marks_stay_whole() {
        check("Sorting with `sort --numeric-sort --reverse file` prints it", 30, "Sorting…");
        check("A branch under **separation of powers** rules alone", 34, "A branch…");
    }

    #[test]
    fn where_marks_cover_all_the_text_is_cut_without_them() {
        check(
            "**A habeas corpus writ brings a prisoner before a judge at once**",
            30,
            "A habeas corpus writ brings…",
        );
        check("[Gothic vault](https://example.org/a/very/long/address/of/a/page.html)", 20, "Gothic vault");
    }

    #[test]
    fn graphemes_stay_whole() {
        check("e\u{301}e\u{301}e\u{301}", 4, "e\u{301}…");
        check("👩‍🔬👩‍🔬", 4, "👩‍🔬…");
        check("🇫🇷🇩🇪🇮🇹", 4, "🇫🇷…");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_result_is_never_too_long(text in "([a-z ,;.()*`\\[\\]_é。👩\u{200d}\u{301}]){0,60}", limit in 1_usize..40) {
            prop_assert!(cut(&text, limit).chars().count() <= limit);
        }
    }
}
