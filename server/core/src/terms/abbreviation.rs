//! Short forms and what they stand for: "Global Interpreter Lock (GIL)", "DNS stands for …".

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::align::{self, Fit};
use super::bytes::{ByteSet, holds};
use super::lexicon::{self, Class};
use super::marks::{self, Fences};

/// A short form and its long form, where a text writes both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// The short form as written, with its plural s: "JWTs".
    pub short: Range<usize>,
    /// The long form, without article and marks.
    pub long: Range<usize>,
    /// How the text ties them.
    pub shape: Shape,
    /// Whether the letters fit only loosely ("television (TV)"): good as an alias where
    /// nothing contradicts it, no ground for a warning.
    pub weak: bool,
}

/// How a text ties a short form to its long form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// "deoxyribonucleic acid (DNA)".
    LongFirst,
    /// "DNA (deoxyribonucleic acid)".
    ShortFirst,
    /// "DNA stands for deoxyribonucleic acid", "DNA, short for …".
    StandsFor,
    /// "DNA, or deoxyribonucleic acid", "deoxyribonucleic acid, or DNA", "…, abbreviated DNA".
    Or,
    /// "DNA - deoxyribonucleic acid", "DNA: …", "DNA = …".
    Gloss,
}

/// Words before a name in brackets that only introduce it.
const INTRODUCTIONS: [&str; 13] = [
    "also known as ",
    "known as ",
    "also called ",
    "abbreviated as ",
    "abbreviated to ",
    "abbreviated ",
    "abbreviation: ",
    "abbr. ",
    "short for ",
    "short: ",
    "aka ",
    "a.k.a. ",
    "or ",
];

/// The other names that a bracket gives: "also known as X or Y", "aka X". None where nothing announces them.
///
/// ```
/// use glossator_core::terms::abbreviation::announced;
/// assert_eq!(announced("also called breastbone or chest bone"), ["breastbone", "chest bone"]);
/// assert!(announced("long and flat").is_empty());
/// ```
#[must_use]
pub fn announced(bracket: &str) -> Vec<&str> {
    let bracket = bracket.trim();
    let lower = bracket.to_ascii_lowercase();
    let opening = INTRODUCTIONS.iter().find(|opening| lower.starts_with(**opening));
    let names = opening.map_or("", |opening| &bracket[opening.len()..]);
    let parts = names.split([',', ';', '/']).flat_map(|part| part.split(" or "));
    parts.map(|name| without_article(name.trim())).filter(|name| !name.is_empty()).collect()
}

/// What stands between a short form and its long form.
const TIES: [(&str, Shape); 16] = [
    ("stands for", Shape::StandsFor),
    ("stand for", Shape::StandsFor),
    ("is short for", Shape::StandsFor),
    (", short for", Shape::StandsFor),
    ("is an acronym for", Shape::StandsFor),
    ("is an abbreviation for", Shape::StandsFor),
    ("is an abbreviation of", Shape::StandsFor),
    (", or ", Shape::Or),
    ("or ", Shape::Or),
    (":", Shape::Gloss),
    ("：", Shape::Gloss),
    ("=", Shape::Gloss),
    ("—", Shape::Gloss),
    ("–", Shape::Gloss),
    ("- ", Shape::Gloss),
    ("-- ", Shape::Gloss),
];

/// Bytes at which a pair may begin to show: capitals, brackets, code, and all beyond ASCII.
const SIGNS: ByteSet = ByteSet::of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ(`").and_beyond_ascii();

/// The abbreviations that a text explains, in the order of their places.
///
/// ```
/// use glossator_core::terms::abbreviation::abbreviations;
/// let text = "The gross domestic product (GDP) fell.";
/// let found = abbreviations(text);
/// assert_eq!((&text[found[0].short.clone()], &text[found[0].long.clone()]), ("GDP", "gross domestic product"));
/// ```
#[must_use]
pub fn abbreviations(text: &str) -> Vec<Abbreviation> {
    let mut found = Vec::new();
    let mut fences = Fences::default();
    let mut at = 0;
    while let Some(found_at) = SIGNS.find(text, at) {
        at = found_at;
        if let Some(end) = plain_word_end(text, at) {
            at = end;
            continue;
        }
        let Some(char) = text[at..].chars().next() else { break };
        let next = at + char.len_utf8();
        match char {
            '`' => at = fences.span(text, at).0,
            // The destination of a link is no text.
            '(' if text[..at].ends_with(']') && marks_link(text, at) => {
                at = closing(text, at).map_or(next, |end| end + 1);
            }
            '(' | '（' => {
                found.extend(in_brackets(text, at, next));
                at = next;
            }
            _ if char.is_uppercase() => {
                let word = word_around(text, at);
                let capitals = text[word.clone()].chars().filter(|char| char.is_uppercase()).take(2).count();
                if capitals == 2 {
                    found.extend(around(text, word.clone()));
                }
                at = word.end;
            }
            _ => at = next,
        }
    }
    found.sort_by_key(|pair| (pair.short.start.min(pair.long.start), pair.short.start));
    found.dedup_by(|later, earlier| later.short == earlier.short && later.long == earlier.long);
    found
}

/// Whether `short` abbreviates all of `long`, as in a title that gives both: "CDN" and "Content
/// Delivery Network", "ER model" and "Entity Relationship Model". Case does not matter.
#[must_use]
pub fn is_abbreviation_of(short: &str, long: &str) -> bool {
    let (short, long) = (without_article(short.trim()), without_article(long.trim()));
    let (short, long) = shared_head(short, long).unwrap_or((short, long));
    let core = singular(short);
    let spaced = core.contains(char::is_whitespace);
    if spaced || !(2..=10).contains(&core.chars().count()) || long.len() <= core.len() {
        return false;
    }
    let letters = core.chars().filter(|char| char.is_alphanumeric()).count();
    let capitals = core.chars().filter(|char| char.is_uppercase()).count();
    match align::whole(core, long) {
        Some(Fit::Initials) => 2 <= capitals || 3 <= letters,
        Some(Fit::Inside) => 2 <= capitals || shares_tail(core, long),
        Some(Fit::Weak) | None => is_numeronym(core, long) || shares_tail(core, long),
    }
}

/// The end of a word like "The" at `at`: one capital, at its beginning, and nothing that joins it
/// to more. Most capitals of a text are such.
fn plain_word_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let free = at
        .checked_sub(1)
        .and_then(|before| bytes.get(before))
        .is_none_or(|byte| matches!(byte, b' ' | b'\n'));
    let first = bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let small = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let end = at + 1 + small;
    let ends = bytes.get(end).is_none_or(|byte| matches!(byte, b' ' | b',' | b'\n'));
    (free && first && ends).then_some(end)
}

/// The token that the letter at `at` belongs to: letters, digits and what joins them.
fn word_around(text: &str, at: usize) -> Range<usize> {
    const FAR: usize = 12;
    let before = text[..at].char_indices().rev().take(FAR);
    let start = before.take_while(|(_, char)| char.is_alphanumeric() || joins(*char)).last();
    let start = start.map_or(at, |(start, _)| start);
    let opening = text[start..at].find(char::is_alphanumeric).map_or(at, |offset| start + offset);
    let mut end = at;
    let mut chars = text[at..].chars().peekable();
    while let Some(char) = chars.next() {
        let inside = joins(char) && chars.peek().is_some_and(|next| next.is_alphanumeric());
        if !(char.is_alphanumeric() || inside) {
            break;
        }
        end += char.len_utf8();
    }
    opening..end
}

/// Pairs with a bracket that opens at `open`; `inside` is the offset behind it.
fn in_brackets(text: &str, open: usize, inside: usize) -> Option<Abbreviation> {
    let close = closing(text, open)?;
    let mut content = marks::trimmed(text, inside..close);
    let shouts = |text: &str| text.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
    if !shouts(&text[content.clone()])
        && !shouts(last_characters(text, open))
        && !is_small_short(&text[content.clone()])
    {
        return None;
    }
    if let Some(introduction) = INTRODUCTIONS.iter().find(|opening| {
        text[content.clone()].get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
    }) {
        content.start += introduction.len();
    }
    if text[content.clone()].starts_with('[')
        && marks::link(text, content.start).is_some()
        && let Some(label) = text[content.clone()].find(']')
    {
        content = content.start + 1..content.start + label;
    }
    content = marks::unwrapped(text, content.start..clause_end(text, content.clone()));
    if content.is_empty() {
        return None;
    }
    long_first(text, open, content.clone()).or_else(|| short_first(text, open, content))
}

/// As many bytes before `end` as a short form and its marks may have.
fn last_characters(text: &str, end: usize) -> &str {
    let mut start = end.saturating_sub(14);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..end]
}

/// "central nervous system (CNS)".
fn long_first(text: &str, open: usize, content: Range<usize>) -> Option<Abbreviation> {
    let short = &text[content.clone()];
    let head = short.rsplit_once(' ').map_or(short, |(head, _)| head);
    if !is_short(head) && !is_small_short(head) {
        return None;
    }
    let region = region_before(text, open);
    let pair = |long: Range<usize>, weak| {
        Some(Abbreviation { short: content.clone(), long, shape: Shape::LongFirst, weak })
    };
    // "entity relationship model (ER model)": the last word of both is the same.
    if let Some((head, tail)) = short.rsplit_once(' ') {
        let before = &text[region.clone()];
        let last = before.trim_end().rsplit(char::is_whitespace).next()?;
        if !last.eq_ignore_ascii_case(tail) || !is_short(head) {
            return None;
        }
        let end = region.start + before.trim_end().len();
        let (long, fit) = align::before(text, region.start..end - last.len(), singular(head))?;
        return (fit == Fit::Initials).then(|| pair(long.start..end, false))?;
    }
    let core = singular(short);
    if is_short(short) {
        let (long, fit) = align::before(text, region, core)?;
        if !is_credible(text, &long, core, fit) {
            return None;
        }
        // "ISN_c": an index is no part of the name.
        let index = short.split_once('_').map_or(0, |(stem, _)| short.len() - stem.len());
        let short = content.start..content.end - index;
        return Some(Abbreviation { short, long, shape: Shape::LongFirst, weak: fit == Fit::Weak });
    }
    // "bits per second (bps)", "control groups (cgroups)".
    if lexicon::class(short) != Class::NONE {
        return None;
    }
    if 3 <= core.len() && core.len() <= 5 && !core.contains(['a', 'e', 'i', 'o', 'u', 'y']) {
        let (long, fit) = align::before(text, region.clone(), core)?;
        return (fit == Fit::Initials).then(|| pair(long, false))?;
    }
    let end = region.start + text[region.clone()].trim_end().len();
    let mut start = end;
    let mut found = None;
    for words in 1..=3 {
        let earlier = text[region.start..start].trim_end();
        if earlier.is_empty() {
            break;
        }
        let space = earlier.rfind(char::is_whitespace);
        start = region.start + space.map_or(0, |space| space + char_length(earlier, space));
        let long = &text[start..end];
        if shares_tail(core, long) || words == 1 && is_numeronym(core, long) {
            found = Some(start);
        }
    }
    pair(marks::unwrapped(text, found?..end), false)
}

/// "CNS (central nervous system)".
fn short_first(text: &str, open: usize, content: Range<usize>) -> Option<Abbreviation> {
    let before =
        text[..open].trim_end_matches(|char: char| char.is_whitespace() || matches!(char, '*' | '_' | '`'));
    let start = before
        .rfind(|char: char| !char.is_alphanumeric() && !joins(char))
        .map_or(0, |found| found + char_length(before, found));
    let short = before.get(start..)?;
    if !is_short(short) || text[content.clone()].len() <= short.len() {
        return None;
    }
    let article = text[content.clone()].len() - without_article(&text[content.clone()]).len();
    let content = content.start + article..content.end;
    let long = &text[content.clone()];
    let fit = align::whole(singular(short), long)?;
    let lower = long.contains(char::is_lowercase);
    lower.then(|| Abbreviation {
        short: start..before.len(),
        long: content,
        shape: Shape::ShortFirst,
        weak: fit == Fit::Weak,
    })
}

/// Pairs of the short form at `short` with what stands beside it outside brackets.
fn around(text: &str, short: Range<usize>) -> Option<Abbreviation> {
    let written = &text[short.clone()];
    if !is_short(written) {
        return None;
    }
    let core = singular(written);
    let letters = core.chars().filter(|char| char.is_alphanumeric()).count();
    let rest = text[short.end..].trim_start_matches(['*', '_', '`', '"', '”']);
    let joined = rest.trim_start();
    let spaced = joined.len() < rest.len();
    let tie = TIES.iter().find_map(|(tie, shape)| Some((joined.strip_prefix(tie)?, *shape)));
    let Some((behind, shape)) = tie.filter(|_| spaced || !joined.starts_with('-')) else {
        return before_short(text, short);
    };
    let from = text.len() - behind.len();
    let skipped = behind.len()
        - behind
            .trim_start_matches(|char: char| {
                char.is_whitespace() || matches!(char, '*' | '_' | '"' | '“' | '`')
            })
            .len();
    let from = from + skipped;
    let article = text[from..].len() - without_article(&text[from..]).len();
    let from = from + article;
    let region = from..clause_end(text, from..text.len());
    let Some((long, fit)) = align::behind(text, region, core) else { return before_short(text, short) };
    let sure = match shape {
        Shape::StandsFor => fit != Fit::Weak,
        Shape::Gloss if !opens_line(text, short.start) => fit == Fit::Initials && 3 <= letters,
        _ => fit == Fit::Initials || fit == Fit::Inside && 3 <= letters && opens_line(text, short.start),
    };
    let lower = text[long.clone()].contains(char::is_lowercase);
    (sure && lower).then_some(Abbreviation { short, long, shape, weak: false })
}

/// "central processing unit, or CPU," and "…, abbreviated CPU".
fn before_short(text: &str, short: Range<usize>) -> Option<Abbreviation> {
    const LINKS: [&str; 7] = [
        ", or",
        ", abbreviated",
        ", abbreviated as",
        ", abbreviated to",
        " abbreviated as",
        " abbreviated to",
        ", aka",
    ];
    let before = text[..short.start].trim_end_matches(['*', '_', '`', '"', '“', ' ']);
    let before = before.strip_suffix(" the").unwrap_or(before);
    let long_end = LINKS.iter().filter_map(|link| before.strip_suffix(link)).map(str::len).min()?;
    let region = region_before(text, long_end);
    let (long, fit) = align::before(text, region, singular(&text[short.clone()]))?;
    (fit == Fit::Initials).then_some(Abbreviation { short, long, shape: Shape::Or, weak: false })
}

/// Whether the long form before a bracket is more than a chance: it has small letters (or is a
/// shouted title), no verb, and no comma unless every letter is an initial.
fn is_credible(text: &str, long: &Range<usize>, short: &str, fit: Fit) -> bool {
    let written = &text[long.clone()];
    let letters = short.chars().filter(|char| char.is_alphanumeric()).count();
    if fit == Fit::Initials && 3 <= letters {
        return true;
    }
    let verb = Class::BE.or(Class::AUXILIARY).or(Class::VERB_S).or(Class::PRONOUN).or(Class::SUBORDINATE);
    let base = ["accept", "use", "send", "run", "get", "make", "take", "see", "call", "need", "want", "have"];
    let has_verb = || {
        written
            .split(|char: char| !char.is_alphanumeric())
            .any(|word| lexicon::class(word).is(verb) || base.contains(&word))
    };
    written.contains(char::is_lowercase) && !written.contains([',', ';', ':', '(', ')']) && !has_verb()
}

/// Whether a token looks like a short form: two to ten characters with mostly capitals, a
/// plural s aside. "DNA", "CDNs", "SSL/TLS", "mRNA", "IPv4", "S3".
fn is_short(token: &str) -> bool {
    let core = singular(token);
    let (mut capitals, mut letters, mut digits, mut count) = (0, 0, 0, 0);
    for char in core.chars() {
        count += 1;
        capitals += usize::from(char.is_uppercase());
        letters += usize::from(char.is_alphabetic());
        digits += usize::from(char.is_ascii_digit());
        if !char.is_alphanumeric() && !joins(char) {
            return false;
        }
    }
    let starts = core.starts_with(char::is_alphanumeric);
    let mostly = letters <= capitals * 2 || letters <= 5 && 2 <= capitals;
    let enough = 2 <= capitals
        || capitals == 1 && digits == 1 && letters == 1
        || capitals == 1 && letters <= 3 && !core.starts_with(char::is_uppercase);
    starts && (2..=10).contains(&count) && enough && mostly
}

/// Whether a token of small letters may be a short form, if its letters fit.
fn is_small_short(token: &str) -> bool {
    (2..=10).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The short form without plural s, possessive, stops or an index: "VM's", "CDNs", "U.S.".
fn singular(short: &str) -> &str {
    let core = short.trim_end_matches(['.', '*']);
    let core = core.strip_suffix("'s").or_else(|| core.strip_suffix("’s")).unwrap_or(core);
    let plural = core
        .strip_suffix('s')
        .filter(|stem| stem.ends_with(|char: char| char.is_uppercase()) && 2 <= stem.len());
    let core = plural.unwrap_or(core);
    core.split_once('_').map_or(core, |(stem, _)| stem)
}

/// "cgroups" for "control groups": initials, then the last word itself.
fn shares_tail(short: &str, long: &str) -> bool {
    let mut words = long.split(|char: char| char.is_whitespace() || char == '-').rev();
    let Some(last) = words.next().filter(|last| 3 <= last.len()) else { return false };
    let Some(cut) = short.len().checked_sub(last.len()).filter(|cut| short.is_char_boundary(*cut)) else {
        return false;
    };
    let (initials, tail) = short.split_at(cut);
    let mut expected = words.map(|word| word.chars().find(|char| char.is_alphanumeric()));
    let fits = initials
        .trim_end_matches('-')
        .chars()
        .rev()
        .all(|initial| expected.next().flatten().is_some_and(|char| char.eq_ignore_ascii_case(&initial)));
    !initials.is_empty() && tail.eq_ignore_ascii_case(last) && fits && expected.next().is_none()
}

/// "i18n" for "internationalization": the digits count the letters left out.
fn is_numeronym(short: &str, word: &str) -> bool {
    let digits = short.trim_matches(|char: char| char.is_ascii_alphabetic());
    let (Ok(count), Some(at)) = (digits.parse::<usize>(), short.find(digits)) else { return false };
    let (first, last) = (&short[..at], &short[at + digits.len()..]);
    let lower = word.to_lowercase();
    first.len() + count + last.len() == word.len()
        && lower.starts_with(&first.to_lowercase())
        && lower.ends_with(&last.to_lowercase())
}

/// "ER model" and "entity relationship model" without the word they share.
fn shared_head<'t>(short: &'t str, long: &'t str) -> Option<(&'t str, &'t str)> {
    let (first, tail) = short.rsplit_once(' ')?;
    let (rest, last) = long.rsplit_once(' ')?;
    tail.eq_ignore_ascii_case(last).then_some((first, rest))
}

fn without_article(text: &str) -> &str {
    ["the ", "a ", "an ", "The ", "A ", "An "]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text)
}

/// What may stand inside a short form.
fn joins(char: char) -> bool {
    matches!(char, '-' | '/' | '&' | '.' | '+' | '_' | '\'' | '’')
}

/// The words before `end` that a long form may take: back to the end of the clause. Commas do
/// not end it ("create, read, update, delete (CRUD)"); whether they may be inside is decided later.
fn region_before(text: &str, end: usize) -> Range<usize> {
    const FAR: usize = 200;
    let mut start = end.saturating_sub(FAR);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let region = &text[start..end];
    let stop = region.char_indices().rev().find(|(at, char)| match char {
        '(' | ')' | '（' | '）' | ';' | '!' | '?' | '。' | '，' | '|' | '"' | '“' | '—' | '–' => {
            true
        }
        ':' | '.' => region[at + 1..].starts_with(char::is_whitespace),
        '\n' => marks::breaks_block(text, start + at),
        _ => false,
    });
    let from = stop.map_or(start, |(at, char)| start + at + char.len_utf8());
    from..end
}

/// Where the clause that begins at `range.start` ends; at the latest after some twenty words.
fn clause_end(text: &str, range: Range<usize>) -> usize {
    const FAR: usize = 200;
    let clause = &text[range.clone()];
    let end = clause.char_indices().find(|(at, char)| match char {
        ',' | ';' | '(' | ')' | '!' | '?' | '。' | '，' | '；' | '（' | '）' | '—' | '|' | '\n' => {
            true
        }
        '.' | ':' => clause[at + 1..].chars().next().is_none_or(char::is_whitespace),
        '-' => clause[at + 1..].starts_with(' '),
        _ => FAR < *at,
    });
    range.start + end.map_or(clause.len(), |(at, _)| at)
}

/// The bracket that closes the one at `open`, if it is near.
fn closing(text: &str, open: usize) -> Option<usize> {
    const FAR: usize = 160;
    let mut depth = 0_usize;
    for (offset, char) in text[open..].char_indices().take_while(|(offset, _)| *offset < FAR) {
        match char {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(open + offset);
        }
    }
    None
}

/// Whether the bracket at `open`, right behind a `]`, holds the destination of a link.
fn marks_link(text: &str, open: usize) -> bool {
    closing(text, open)
        .is_some_and(|close| !text[open..close].contains(' ') || holds(&text[open..close], "://"))
}

/// Whether nothing but marks and a bullet stands before `at` in its line.
fn opens_line(text: &str, at: usize) -> bool {
    text[..at].chars().rev().take_while(|char| *char != '\n').all(|char| !char.is_alphabetic())
}

fn char_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}
