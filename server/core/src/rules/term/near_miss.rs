//! Names one letter away from a name that the vault uses much more often.

use super::super::report::{Report, quoted};
use super::super::{Related, Rule};
use super::note_of;
use crate::index::{FileId, Index, NameKey, Named};
use crate::terms::fold::{Key, Token, is_common_word};
use crate::text::Span;

/// How many times as often the other name has to be used.
const TIMES: usize = 3;

/// The same where three words or more are alike but for the letter: no two things are called so by chance.
const TIMES_IF_LONG: usize = 2;

/// How often a slip is made: who writes a name more often means it.
const SLIPS: usize = 2;

/// Endings by which words of one stem are told apart: `nitrate` and `nitrite`, `propane` and `propene`.
const ENDINGS: [&str; 44] = [
    "al", "an", "ane", "ano", "asa", "ase", "asi", "at", "ate", "ato", "en", "ene", "eno", "ic", "id", "ide",
    "ido", "in", "ine", "ino", "it", "ite", "ito", "ol", "one", "osa", "ose", "osi", "ous", "uro", "yl",
    "yne", "аза", "ал", "ан", "ат", "ен", "ид", "ил", "ин", "ит", "оза", "ол", "он",
];

/// Openings by which words are told apart that are alike otherwise: `absorption` and `adsorption`.
const OPENINGS: [&str; 30] = [
    "ab", "ad", "com", "con", "de", "di", "dis", "dys", "hemo", "homo", "im", "in", "macro", "mega", "meta",
    "micro", "per", "pre", "pro", "re", "sub", "sup", "ком", "кон", "мега", "мета", "под", "пре", "при",
    "про",
];

/// Words that are one letter from others and mistaken for them by no writer, in pairs.
const PAIRS: [(&str, &str); 40] = [
    ("calvary", "cavalry"),
    ("capital", "capitol"),
    ("casual", "causal"),
    ("collision", "collusion"),
    ("complement", "compliment"),
    ("content", "context"),
    ("contest", "context"),
    ("contract", "contrast"),
    ("convection", "convention"),
    ("country", "county"),
    ("currant", "current"),
    ("deflection", "defection"),
    ("desert", "dessert"),
    ("deviation", "derivation"),
    ("discreet", "discrete"),
    ("faction", "fraction"),
    ("fiction", "friction"),
    ("genius", "genus"),
    ("infection", "injection"),
    ("infection", "inflection"),
    ("intention", "invention"),
    ("interment", "internment"),
    ("lightening", "lightning"),
    ("marital", "martial"),
    ("mediation", "meditation"),
    ("message", "massage"),
    ("morality", "mortality"),
    ("ordinance", "ordnance"),
    ("patent", "patient"),
    ("perspective", "prospective"),
    ("principal", "principle"),
    ("processor", "professor"),
    ("prostate", "prostrate"),
    ("recession", "regression"),
    ("sanction", "section"),
    ("stationary", "stationery"),
    ("statue", "statute"),
    ("topical", "tropical"),
    ("tortuous", "torturous"),
    ("vehicle", "vesicle"),
];

/// Most notes that a name is counted in.
const NOTES: usize = 20;

/// Most names that one is a slip of: with more it is one of a row, such as `step one`, `step two`.
const ALIKE: usize = 3;

pub(super) fn check(report: &mut Report<'_>) {
    if !report.is_on(Rule::NearMiss) {
        return;
    }
    let mut told: Vec<Span> = Vec::new();
    let found = report.tables().near_names(report.note);
    for near in &found {
        if ALIKE < found.iter().filter(|other| other.named == near.named).count() {
            continue;
        }
        let Some(span) = place(report, near.named) else { continue };
        if told.contains(&span) || is_common_word(&near.name) || are_two_words(&near.name, &near.other) {
            continue;
        }
        let index = &report.snapshot.index;
        let Some(other_key) = NameKey::of(&near.other) else { continue };
        // Two names of one term are its spellings, and two terms of one note are told apart by it.
        // What does not hold here is not what was meant.
        let mut others = index.names().named(other_key);
        others.retain(|other| index.holds_in(note_of(*other), report.note));
        if others.is_empty() {
            continue;
        }
        if others.iter().any(|other| note_of(*other) == report.note) || others.contains(&near.named) {
            continue;
        }
        let own_uses = uses(index, &near.name);
        let times = if 2 <= near.other.matches([' ', '-']).count() { TIMES_IF_LONG } else { TIMES };
        if SLIPS < own_uses || uses(index, &near.other) < own_uses.max(1) * times {
            continue;
        }
        told.push(span);
        let related: Vec<Related> = others
            .iter()
            .take(1)
            .filter_map(|other| {
                let message = format!("{} is used here", quoted(&spelled(report, *other, &near.other)));
                Some(Related { file: note_of(*other), span: place(report, *other)?, message })
            })
            .collect();
        let other = spelled(report, others[0], &near.other);
        let message = format!(
            "{} is one letter from {}, which is used more often",
            quoted(&spelled(report, near.named, &near.name)),
            quoted(&other)
        );
        let found = report.add(Rule::NearMiss, span, message);
        found.map(|found| found.target(other).related(related));
    }
}

/// A name in the capitals that a place gives it.
fn spelled(report: &Report<'_>, named: Named, lower: &str) -> String {
    let spelled = report.snapshot.facts(note_of(named)).and_then(|facts| match named {
        Named::Definition(id) => {
            let names = &facts.definitions.get(id.at as usize)?.names;
            names.iter().find(|name| name.to_lowercase() == lower).map(ToString::to_string)
        }
        Named::Topic(id) => {
            let names = &facts.topics.get(id.at as usize)?.names;
            names.iter().find(|name| name.text.to_lowercase() == lower).map(|name| name.text.to_string())
        }
    });
    spelled.unwrap_or_else(|| lower.to_owned())
}

/// Whether the words by which two names differ are both words, for all that a list of endings, openings and pairs tells.
fn are_two_words(one: &str, other: &str) -> bool {
    let split = |name: &'_ str| name.split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (split(one), split(other));
    let Some((one, other)) = one.iter().zip(&other).find(|(one, other)| one != other) else { return false };
    let rest_behind = |word: &str, openings: &[&str]| -> Vec<String> {
        openings.iter().filter_map(|opening| word.strip_prefix(opening)).map(str::to_owned).collect()
    };
    let stems = |word: &str| -> Vec<String> {
        let singular = word.strip_suffix('s').unwrap_or(word);
        ENDINGS.iter().filter_map(|ending| singular.strip_suffix(ending)).map(str::to_owned).collect()
    };
    let share =
        |ones: &[String], others: &[String]| ones.iter().any(|one| 2 <= one.len() && others.contains(one));
    let is_pair = |(a, b): &(&str, &str)| (a == one && b == other) || (b == one && a == other);
    share(&stems(one), &stems(other))
        || share(&rest_behind(one, &OPENINGS), &rest_behind(other, &OPENINGS))
        || PAIRS.iter().any(is_pair)
}

/// Where a name stands that is used so.
fn place(report: &Report<'_>, named: Named) -> Option<Span> {
    let facts = report.snapshot.facts(note_of(named))?;
    match named {
        Named::Definition(id) => facts.definitions.get(id.at as usize).map(|definition| definition.name),
        Named::Topic(id) => facts.topics.get(id.at as usize).map(|topic| topic.name),
    }
}

/// How often the words of a name stand one after the other in the notes that define it or have it for a title. To count
/// it in all notes would cost a reading of the vault for each name.
fn uses(index: &Index, name: &str) -> usize {
    let tokens: Vec<Token> = Key::new(name).tokens().collect();
    let mut notes: Vec<FileId> =
        NameKey::of(name).map(|key| index.names().named(key)).into_iter().flatten().map(note_of).collect();
    notes.dedup();
    let facts = notes.into_iter().take(NOTES).filter_map(|note| index.facts(note));
    let counts = facts.map(|facts| {
        let words: Vec<Token> = facts.words.iter().map(|word| word.token).collect();
        words.windows(tokens.len().max(1)).filter(|window| *window == tokens).count()
    });
    counts.sum()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check_codes;

    #[test]
    fn a_rare_name_near_a_common_one_is_told() {
        let other = "-- b.md\n# Mitochondrion\n\nA mitochondrion is small. The mitochondrion works. A mitochondrion lives.\n";
        check_codes(&format!("\n-- a.md\n# Mitochodrion\n\nSmall.\n{other}"), &["1 term/near-miss"]);
    }

    #[test]
    fn a_name_that_does_not_hold_here_is_not_meant() {
        let scoped = |scope: &str| {
            format!(
                "\n-- a.md\n# Mitochodrion\n\nSmall.\n-- b.md\n---\nglossator: {{scope: {scope}}}\n---\n# Mitochondrion\n\nA mitochondrion is small. The mitochondrion works. A mitochondrion lives.\n"
            )
        };
        check_codes(&scoped("bio"), &[]);
        check_codes(&scoped("./"), &["1 term/near-miss"]);
    }

    #[test]
    fn words_that_differ_by_a_letter_on_purpose_are_two() {
        for (one, other) in [
            ("nitrite", "nitrate"),
            ("lactase test", "lactose test"),
            ("propenes", "propanes"),
            ("adsorption", "absorption"),
            ("microeconomics", "macroeconomics"),
            ("causal chain", "casual chain"),
            ("nitrato", "nitrito"),
            ("лактаза", "лактоза"),
        ] {
            assert!(super::are_two_words(one, other) && super::are_two_words(other, one), "{one}");
        }
        for (one, other) in
            [("mitochodrion", "mitochondrion"), ("adsorbtion", "adsorption"), ("kuberntes", "kubernetes")]
        {
            assert!(!super::are_two_words(one, other), "{one}");
        }
    }

    #[test]
    fn a_slip_in_a_long_name_is_told_of_sooner() {
        let other =
            "-- b.md\n# Liskov substitution principle\n\nThe Liskov substitution principle is a rule.\n";
        let own = "\n-- a.md\n# Liscov substitution principle\n\nText.\n";
        check_codes(&format!("{own}{other}"), &["1 term/near-miss"]);
        check_codes(
            &format!("{}{}", own.replace("itution", ""), other.replace("itution", "")),
            &["1 term/near-miss"],
        );
        let short = "-- b.md\n# Liskov rule\n\nThe Liskov rule is one.\n";
        check_codes(&format!("\n-- a.md\n# Liscov rule\n\nText.\n{short}"), &[]);
    }

    #[test]
    fn two_names_that_are_both_used_are_two() {
        let other = "-- b.md\n# Mitochondrion\n\nText.\n";
        check_codes(&format!("\n-- a.md\n# Mitochodrion\n\nSmall.\n{other}"), &[]);
    }
}
