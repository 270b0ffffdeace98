//! Writes a new name of a term as the old one was written at some place: in its case and number.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::tokens::words;
use crate::facts::Case;

/// How `new` is written where `written` stands for the term spelled `old`.
///
/// `new` is of the number of `old`, and spelled as the writer wants it: where `written` is `old` it stays as it is, but for
/// the capital that a title or the start of a line asks for.
#[must_use]
pub fn respell(written: &str, old: &str, new: &str) -> String {
    let number = number(written, old);
    let new = match number {
        Number::Same => Cow::Borrowed(new),
        Number::Plural => Cow::Owned(with_last_word(new, plural)),
        Number::Singular => Cow::Owned(with_last_word(new, singular)),
    };
    let has_capitals = |name: &str| words(name).any(|word| Case::of(word.span.of(name)) == Case::Title);
    // Where a title or the start of a line gave the old name its capital, it gives the new one its own.
    let is_spelled = !has_capitals(old) || new.chars().any(char::is_uppercase);
    if is_spelled && (written == old || starts_alike(written, old)) {
        return new.into_owned();
    }
    // The capitals of a name that is always written small are meant, those of a title are the title's.
    let plain = if has_capitals(old) { Cow::Owned(softened(&new)) } else { Cow::Borrowed(&*new) };
    match case_of(written) {
        Written::Lower => softened(&new),
        Written::Upper => new.to_uppercase(),
        Written::Sentence => capitalised(&plain),
        Written::Title => each_word(&plain, |at, word| {
            if 0 < at && SMALL.contains(&word) { word.to_owned() } else { capitalised(word) }
        }),
        Written::Other => plain.into_owned(),
    }
}

/// Words that stay small in a title.
pub(crate) const SMALL: [&str; 12] =
    ["a", "an", "and", "as", "by", "for", "in", "of", "on", "or", "the", "to"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Same,
    Plural,
    Singular,
}

/// The number of a spelling as compared with another of the same name.
fn number(written: &str, old: &str) -> Number {
    let last = |name: &str| words(name).last().map(|word| word.span.of(name).to_lowercase());
    let (Some(written), Some(old)) = (last(written), last(old)) else { return Number::Same };
    if written != old && plural(&old) == written {
        Number::Plural
    } else if written != old && plural(&written) == old {
        Number::Singular
    } else if written.ends_with('s') && !old.ends_with('s') {
        Number::Plural
    } else if old.ends_with('s') && !written.ends_with('s') {
        Number::Singular
    } else {
        Number::Same
    }
}

/// Whether a spelling is another but for the number of its last word.
fn starts_alike(written: &str, old: &str) -> bool {
    let same = with_last_word(old, plural) == written || with_last_word(written, plural) == old;
    let ending =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|end| matches!(end, "s" | "es"));
    same || ending(written, old) || ending(old, written)
}

enum Written {
    Lower,
    /// Every word starts with a capital, and there are several.
    Title,
    /// The first word starts with a capital.
    Sentence,
    Upper,
    Other,
}

fn case_of(written: &str) -> Written {
    let cases: Vec<Case> = words(written)
        .map(|word| word.span.of(written))
        .filter(|word| word.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase()))
        .map(Case::of)
        .collect();
    let rest = cases.get(1..).unwrap_or_default();
    let all = |wanted: Case| cases.iter().all(|case| *case == wanted);
    match cases.first() {
        None => Written::Other,
        Some(_) if all(Case::Lower) => Written::Lower,
        Some(_) if all(Case::Upper) => Written::Upper,
        Some(Case::Title) if rest.contains(&Case::Title) => Written::Title,
        Some(Case::Title) => Written::Sentence,
        Some(Case::Lower | Case::Upper | Case::Mixed) => Written::Other,
    }
}

/// A name with the capitals of its words taken away, but for those of `HTTP` and `GitHub`.
fn softened(name: &str) -> String {
    each_word(name, |_, word| match Case::of(word) {
        Case::Title => word.to_lowercase(),
        Case::Lower | Case::Upper | Case::Mixed => word.to_owned(),
    })
}

/// With a capital in front; a word with capitals of its own (`iPhone`) stays.
pub(crate) fn capitalised(name: &str) -> String {
    let first = words(name).next().map(|word| word.span.of(name)).unwrap_or_default();
    let mut letters = name.chars();
    match letters.next() {
        Some(letter) if Case::of(first) == Case::Lower => letter.to_uppercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

/// A name with each of its words changed; the function gets the place of the word among them.
pub(crate) fn each_word(name: &str, change: impl Fn(usize, &str) -> String) -> String {
    let mut changed = String::with_capacity(name.len());
    let mut end = 0;
    for (at, word) in words(name).enumerate() {
        let span = word.span.range();
        changed.push_str(name.get(end..span.start).unwrap_or_default());
        changed.push_str(&change(at, word.span.of(name)));
        end = span.end;
    }
    changed.push_str(name.get(end..).unwrap_or_default());
    changed
}

fn with_last_word(name: &str, change: impl Fn(&str) -> String) -> String {
    let Some(last) = words(name).last() else { return name.to_owned() };
    let range = last.span.range();
    let before = name.get(..range.start).unwrap_or_default();
    let behind = name.get(range.end..).unwrap_or_default();
    format!("{before}{}{behind}", change(last.span.of(name)))
}

/// Plurals that no rule gives, by their singular and the other way round.
struct Irregular {
    several: HashMap<&'static str, &'static str, FixedState>,
    one: HashMap<&'static str, &'static str, FixedState>,
}

static IRREGULAR: LazyLock<Irregular> = LazyLock::new(|| {
    let mut irregular = Irregular { several: HashMap::default(), one: HashMap::default() };
    let listed = super::words::lines(include_str!("words/plurals.txt"));
    // Nobody has brethren any more.
    for (several, one) in listed.filter_map(|line| line.split_once(' ')).filter(|(_, one)| *one != "brother")
    {
        irregular.several.entry(one).or_insert(several);
        irregular.one.insert(several, one);
    }
    irregular
});

/// The plural of an English word by the rules that most follow; other scripts have none.
pub(crate) fn plural(word: &str) -> String {
    let lower = word.to_lowercase();
    if !word.ends_with(|last: char| last.is_ascii_alphanumeric()) {
        return word.to_owned();
    }
    let before_last = lower.chars().rev().nth(1);
    let is_acronym = matches!(Case::of(word), Case::Upper | Case::Mixed);
    if !is_acronym && let Some(&several) = IRREGULAR.several.get(lower.as_str()) {
        return if Case::of(word) == Case::Title { capitalised(several) } else { several.to_owned() };
    }
    if !is_acronym && let Some(stem) = word.strip_suffix("sis").filter(|stem| 2 < stem.len()) {
        return format!("{stem}ses");
    }
    if !is_acronym
        && let Some(stem) = word.strip_suffix('y')
        && before_last.is_some_and(|letter| !"aeiou".contains(letter))
    {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|ending| lower.ends_with(ending));
    if hisses && !is_acronym { format!("{word}es") } else { format!("{word}s") }
}

/// The singular of an English word by the same rules.
fn singular(word: &str) -> String {
    if let Some(&one) = IRREGULAR.one.get(word.to_lowercase().as_str()) {
        return if Case::of(word) == Case::Title { capitalised(one) } else { one.to_owned() };
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| 1 < stem.len()) {
        return format!("{stem}y");
    }
    let hisses = ["sses", "xes", "zzes", "tches", "nches", "rches", "shes"];
    if hisses.iter().any(|ending| word.ends_with(ending)) {
        return word.strip_suffix("es").unwrap_or(word).to_owned();
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, cases: &[(&str, &str)]) {
        for (written, expected) in cases {
            assert_eq!(respell(written, old, new), *expected, "{written}");
        }
    }

    #[test]
    fn case_is_kept() {
        check(
            "circuit breaker",
            "fuse box",
            &[
                ("circuit breaker", "fuse box"),
                ("Circuit breaker", "Fuse box"),
                ("Circuit Breaker", "Fuse Box"),
                ("CIRCUIT BREAKER", "FUSE BOX"),
                ("circuit-breaker", "fuse box"),
            ],
        );
        check(
            "Circuit Breaker",
            "Fuse of Glass",
            &[("circuit breaker", "fuse of glass"), ("Circuit breaker", "Fuse of glass")],
        );
        check("circuit breaker", "fuse of glass", &[("Circuit Breaker", "Fuse of Glass")]);
    }

    #[test]
    fn number_is_kept() {
        check(
            "circuit breaker",
            "fuse box",
            &[("circuit breakers", "fuse boxes"), ("Circuit Breakers", "Fuse Boxes")],
        );
        check("mutex", "query", &[("mutexes", "queries"), ("Mutexes", "Queries"), ("MUTEXES", "QUERIES")]);
        check("query", "key", &[("queries", "keys")]);
        check("cookies", "tokens", &[("cookie", "token"), ("Cookies", "Tokens")]);
        check("queries", "boxes", &[("query", "box")]);
        check(
            "mitochondrion",
            "cell part",
            &[("mitochondria", "cell parts"), ("Mitochondria", "Cell parts")],
        );
        check("node", "vertex", &[("nodes", "vertices"), ("Nodes", "Vertices")]);
        check("indices", "axes", &[("index", "axis")]);
        check("study", "analysis", &[("studies", "analyses")]);
    }

    #[test]
    fn names_with_capitals_of_their_own_keep_them() {
        check("CDN", "edge cache", &[("CDN", "edge cache"), ("CDNs", "edge caches")]);
        check("edge cache", "CDN", &[("edge caches", "CDNs"), ("Edge cache", "CDN"), ("edge cache", "CDN")]);
        check("container", "iPhone box", &[("Container", "iPhone box")]);
        check("Token bucket", "fuse box", &[("Token bucket", "Fuse box"), ("token buckets", "fuse boxes")]);
        check("Docker", "GitHub", &[("docker", "GitHub")]);
    }

    #[test]
    fn other_scripts_and_odd_text_stay_as_typed() {
        check("数据库", "資料庫", &[("数据库", "資料庫")]);
        check("été", "hiver", &[("Été", "Hiver"), ("ÉTÉ", "HIVER")]);
        check("a", "!", &[("A", "!"), ("as", "!")]);
    }
}
