//! The names of labels: which can be those of terms, and what else a name holds.

use crate::terms::bytes::{holds, holds_any, parted};
use crate::terms::foreign;
use crate::terms::spelling::{is_among, spaced};

use super::super::running;
use super::super::subject::is_letter;
use super::super::words::List;
use super::Piece;

/// Words that stand in sentences and in no name: "UDP just keeps sending".
const SENTENCE: [&str; 10] =
    ["just", "also", "always", "never", "still", "only", "even", "already", "often", "really"];

/// First words of labels that say how much of a quality there is: "Very fast". "Eventually consistent" is a name.
const DEGREES: [&str; 12] = [
    "very",
    "more",
    "less",
    "highly",
    "fully",
    "really",
    "extremely",
    "incredibly",
    "totally",
    "truly",
    "fairly",
    "quite",
];

/// First words of labels that praise: "Better error messages", "No setup", "Uses less memory".
const PRAISES: &[&str] = &[
    "more",
    "better",
    "faster",
    "less",
    "easier",
    "new",
    "no",
    "improved",
    "enhanced",
    "fewer",
    "lower",
    "higher",
    "reduced",
    "increased",
    "easy",
    "great",
    "good",
    "bad",
    "simpler",
    "cleaner",
    "uses",
    "supports",
    "provides",
    "allows",
    "enables",
    "has",
    "adds",
    "makes",
    "gives",
];

/// Whether the name may be that of a term: two joined by "and" are two, a version or a path is none.
pub(super) fn is_label_name(piece: &Piece<'_, '_>) -> bool {
    let name = piece.shown.as_str();
    let version = || name.starts_with(|char: char| char.is_ascii_digit()) && name.contains('.');
    let joined = || !piece.bold && spaced(name).skip(1).any(|word| ["and", "&", "/"].contains(&word));
    let path = || holds(name, "::") || holds(name, "//") || 1 < name.len() && name.ends_with('/');
    // "TODO Anna -> …"
    let planned = || ["TODO ", "Todo ", "FIXME ", "To do "].iter().any(|start| name.starts_with(start));
    let signs = || piece.code && !name.is_empty() && (name.chars().count() <= 3 || name.ends_with('>'));
    let sentence = || spaced(name).skip(1).any(|word| SENTENCE.contains(&word));
    let counted = || !piece.bold && spaced(name).last().is_some_and(|last| last.parse::<u8>().is_ok());
    let letter = || is_letter(name) && piece.bold && !spells(piece);
    let named = || name.contains(char::is_alphabetic) && running::is_name(name);
    !sentence()
        && !joined()
        && !counted()
        && !is_praise(piece)
        && !version()
        && !path()
        && !planned()
        && (named() || signs() || letter())
}

/// "Fast", "Very fast", "Easy to learn", "Better error messages": a quality of something else.
fn is_praise(piece: &Piece<'_, '_>) -> bool {
    let name = piece.shown.as_str();
    let adjective = |word: &str| List::Adjective.has(&word.to_lowercase());
    let mut words = spaced(name);
    let (first, second, more) = (words.next().unwrap_or_default(), words.next(), words.next().is_some());
    let valued = || match second {
        None => adjective(first),
        Some(second) if !more && is_among(first, &DEGREES) => adjective(second),
        Some("to" | "and" | "but" | "for" | "&") => adjective(first),
        Some(_) => false,
    };
    !piece.code && valued()
        || second.is_some() && !(piece.bold && first.eq_ignore_ascii_case("no")) && is_among(first, PRAISES)
}

/// "parsec (pc)", "mole (mol)": a few small letters of the name in their order.
pub(super) fn is_unit(name: &str, symbol: &str) -> bool {
    let mut letters = name.chars();
    let plain = (2..=4).contains(&symbol.len()) && symbol.bytes().all(|letter| letter.is_ascii_lowercase());
    plain && name.starts_with(&symbol[..1]) && symbol.chars().all(|own| letters.any(|letter| letter == own))
}

/// "互斥锁 (Mutex)", "racemic mixture (racemate)": the name in another language, or a word of the same stem.
pub(super) fn is_other_form(name: &str, other: &str) -> bool {
    const STEM: usize = 4;
    let translated = foreign::is_unspaced(name) != foreign::is_unspaced(other) && running::is_name(other);
    let stem = other.get(..STEM).filter(|_| STEM + 1 < other.len() && !other.contains([' ', ',', '.', ';']));
    let stem = stem.filter(|stem| stem.bytes().all(|byte| byte.is_ascii_lowercase()));
    let akin = stem.is_some_and(|stem| {
        let word = name.get(..STEM).is_some_and(|opening| opening.eq_ignore_ascii_case(stem));
        word && !name.eq_ignore_ascii_case(other)
    });
    translated || akin
}

/// "**Thermosphere** or **ionosphere**": two names of one thing, each set off.
pub(super) fn two_names(written: &str) -> Option<(&str, &str)> {
    const OR: [&str; 9] = ["or", "oder", "ou", "o", "of", "или", "eller", "lub", "oppure"];
    if !holds_any(written, &["* ", "_ "]) {
        return None;
    }
    let mut spaces = written.match_indices(' ').map(|(at, _)| at);
    spaces.find_map(|at| {
        let (before, behind) = (&written[..at], &written[at + 1..]);
        let (joint, other) = behind.split_once(' ')?;
        let apart = before.ends_with(['*', '_']) && other.starts_with(['*', '_']) && OR.contains(&joint);
        apart.then_some((before, other))
    })
}

/// "Tuple or row", "Prona ou Decúbito Ventral": two names in one label; "positive or negative feedback" are two things.
pub(super) fn alternatives(written: &str) -> Option<(&str, &str)> {
    const OR: [&str; 4] = [" or ", " ou ", " oder ", " или "];
    const LONGEST: usize = 3;
    let (first, second) = OR.iter().find_map(|or| parted(written, or))?;
    let words = |name: &str| spaced(name).count();
    let capital = |name: &str| name.starts_with(char::is_uppercase);
    let names =
        |name: &str| words(name) <= LONGEST && running::is_name(name) && !name.contains(['/', ',', '(']);
    let apart = words(second) <= words(first) || capital(first) && capital(second);
    let opposed = ["true", "yes", "heads", "more", "one"].iter().any(|word| first.eq_ignore_ascii_case(word));
    (names(first) && names(second) && apart && !opposed).then_some((first, second))
}

/// "**Air pressure and winds**: Air pressure falls …": what is said is said of one part of what the label heads.
pub(super) fn heads_parts(piece: &Piece<'_, '_>) -> bool {
    const NEAR: usize = 40;
    let name = piece.shown.as_str();
    // A word, a joint and a word have two spaces.
    if name.bytes().filter(|byte| *byte == b' ').count() < 2 {
        return false;
    }
    let Some((first, second)) =
        [" and ", " & ", " und ", " et ", " y ", " e ", " и "].iter().find_map(|joint| parted(name, joint))
    else {
        return false;
    };
    let body = piece.of.text[piece.body.clone()].to_lowercase();
    let opening = body.char_indices().nth(NEAR).map_or(body.as_str(), |(end, _)| &body[..end]);
    let opens = |part: &str| 3 < part.len() && opening.contains(&part.to_lowercase());
    opens(first) != opens(second)
}

/// "**A** – Atomicity": the letter stands for a word that begins with it.
fn spells(piece: &Piece<'_, '_>) -> bool {
    let body = piece.of.text[piece.body.clone()].trim_start_matches(['*', '_', '(', '"', ' ']);
    body.is_empty() || body.starts_with(&piece.shown)
}

/// Whether letters number what stands behind them, as those of choices and questions do: "**A**: …", "**B**: …".
pub(super) fn are_lettered(pieces: &[Piece<'_, '_>]) -> bool {
    const NUMBERING: [&str; 4] = ["A", "B", "a", "Q"];
    const MOST: usize = 5;
    let letters = || pieces.iter().map(|piece| piece.shown.as_str()).filter(|name| name.chars().count() == 1);
    MOST < letters().count() || letters().any(|letter| NUMBERING.contains(&letter))
}

/// "DATA LINK LAYER": more capitals than a short form has.
pub(super) fn is_shouted(name: &str) -> bool {
    const FEWEST: usize = 8;
    FEWEST <= name.len()
        && !name.bytes().any(|byte| byte.is_ascii_lowercase())
        && name.chars().all(|char| !char.is_lowercase())
        && FEWEST <= name.chars().filter(|char| char.is_uppercase()).count()
}

/// `- [ ] Ana: draft of the poster`: something to do, unless its name is set off.
pub(super) fn is_task(piece: &Piece<'_, '_>) -> bool {
    !piece.bold && !piece.code && piece.of.is_boxed()
}
