//! Names in other capitals than everywhere else: `Github`.
//!
//! The vault's own majority decides, and where it has none, a list of names. Words in small letters are left alone
//! (paths, labels and addresses are written so), and so are words in capitals alone (titles are shouted).

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

use super::super::Rule;
use super::super::report::{Report, quoted};
use crate::facts::slips::is_apart;
use crate::facts::{Case, LinkKind};
use crate::terms::fold::{Token, fold_token};
use crate::text::Span;

/// Fewest times that a vault writes a name in one way for that to be its own way.
const MAJORITY: i64 = 5;

/// Names with capitals that their first letter does not tell, by their small letters.
static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("names.txt").lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .map(|name| (name.to_lowercase(), name))
        .collect()
});

/// The tokens of [`NAMES`], in whatever capitals and number they are written.
static TOKENS: LazyLock<HashSet<Token>> = LazyLock::new(|| {
    let title = |lower: &str| {
        let mut letters = lower.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    };
    let written = NAMES.iter().flat_map(|(lower, name)| [(*name).to_owned(), lower.clone(), title(lower)]);
    written.flat_map(|name| [fold_token(&name), fold_token(&format!("{name}s"))]).collect()
});

pub(super) fn check(report: &mut Report<'_>) {
    if !report.is_on(Rule::Casing) {
        return;
    }
    let facts = report.facts;
    // Few words are names of either kind, and many notes have none.
    let is_name = |token: &Token| TOKENS.contains(token) || report.tables().has_capitals(*token);
    let names: Vec<Token> = facts.words.vocabulary().iter().copied().filter(is_name).collect();
    if names.is_empty() {
        return;
    }
    let mut found: Vec<(Span, String, String)> = Vec::new();
    let mut own: HashMap<Token, Own> = HashMap::default();
    for word in facts.words.iter() {
        let has_capitals = matches!(word.case, Case::Title | Case::Mixed);
        if word.code || !has_capitals || word.span.len() < 3 || names.binary_search(&word.token).is_err() {
            continue;
        }
        // Of short words the vault has many spellings that mean many things; those of the list mean one.
        let spelled = report.tables().spelled(word.token).filter(|_| 4 <= word.span.len());
        let written = word.span.of(report.text());
        let own = || *own.entry(word.token).or_insert_with(|| Own::of(report, word.token));
        let Some(expected) = expected(written, spelled, own) else { continue };
        let is_free = is_apart(report.text(), word.span) && !is_target(report, word.span);
        let opens = opens_small_name(written, &expected) && !word.joined;
        let is_other_case = opens || opens_small_name(&expected, written);
        if is_free && expected != written && !is_other_case {
            found.push((word.span, written.to_owned(), expected));
        }
    }
    for (span, written, expected) in found {
        let message = format!("{} is written {} elsewhere", quoted(&written), quoted(&expected));
        let problem = report.add(Rule::Casing, span, message);
        problem.map(|problem| {
            problem.target(expected.as_str()).safe_fix(format!("Write `{expected}`"), vec![(span, expected)])
        });
    }
}

/// Whether a name that starts small is written with a first capital, as at the start of a sentence: `MacOS`. The other
/// way round, `webSocket`, it is a name in code.
fn opens_small_name(written: &str, expected: &str) -> bool {
    let rest = |name: &str| name.chars().skip(1).collect::<String>();
    expected.starts_with(char::is_lowercase) && rest(written) == rest(expected)
}

/// How the note itself writes a word, at the beginnings of sentences and items as well, of which the vault keeps no
/// count.
#[derive(Clone, Copy)]
struct Own {
    /// How often with a first capital alone.
    titled: i64,
    /// Whether without capitals.
    is_small: bool,
}

impl Own {
    fn of(report: &Report<'_>, token: Token) -> Self {
        let alike = || report.facts.words.iter().filter(|word| word.token == token && !word.code);
        Self {
            titled: alike().filter(|word| word.case == Case::Title).count() as i64,
            is_small: alike().any(|word| word.case == Case::Lower && is_apart(report.text(), word.span)),
        }
    }
}

/// How a name is to be written; `None` where nobody knows.
fn expected(
    written: &str,
    spelled: Option<super::super::census::Spelled>,
    own: impl FnOnce() -> Own,
) -> Option<String> {
    let lower = written.to_lowercase();
    // A file's name, `Readme.md`, is as its folder has it.
    if let Some(spelled) = spelled.filter(|_| !lower.contains('.')) {
        let alike: Vec<&(Box<str>, i64)> =
            spelled.mixed.iter().filter(|(text, _)| text.to_lowercase() == lower).collect();
        let mixed: i64 = alike.iter().map(|(_, count)| count).sum();
        if let Some((text, count)) = alike.first()
            && MAJORITY <= *count
            && (mixed + spelled.titled) * 4 <= count * 5
        {
            let own = own();
            // A note that writes `regex` as well begins a sentence with `Regex`, and one that writes it often means it.
            let is_own_way = own.is_small || count * 5 < (mixed + spelled.titled.max(own.titled)) * 4;
            if !(is_own_way && Case::of(written) == Case::Title) {
                return Some(text.to_string());
            }
        }
        // A vault that mostly writes it in its own way knows why.
        if alike.iter().any(|(text, count)| &**text == written && MAJORITY <= *count) {
            return None;
        }
    }
    listed(&lower)
}

/// A name of the list by its small letters, in the singular or the plural.
fn listed(lower: &str) -> Option<String> {
    let own = NAMES.get(lower).map(|name| (*name).to_owned());
    let singular = || lower.strip_suffix('s').and_then(|singular| NAMES.get(singular));
    own.or_else(|| singular().map(|name| format!("{name}s")))
}

/// Whether a word is the target of a link, such as `[[Github]]`, where other capitals may mean another file.
fn is_target(report: &Report<'_>, span: Span) -> bool {
    let links = report.facts.links.iter();
    let mut around = links.filter(|link| link.span.covers(span));
    around.any(|link| matches!(link.kind, LinkKind::Tag) || link.target_span.covers(span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{check_codes, check_fixed};

    #[test]
    fn the_list_has_capitals_that_its_first_letters_do_not_tell() {
        assert!(250 <= NAMES.len(), "{}", NAMES.len());
        for name in NAMES.values() {
            assert!(name.chars().skip(1).any(char::is_uppercase), "{name}");
        }
    }

    #[test]
    fn names_of_the_list_are_told() {
        let note = "\n-- a.md\nWe use Github and GitHUB, gitHub.com and github.\n";
        check_codes(note, &["1 term/casing", "1 term/casing"]);
        check_fixed(note, "term/casing", "We use GitHub and GitHub, gitHub.com and github.\n");
    }

    #[test]
    fn names_that_start_small_may_open_a_sentence() {
        check_codes("\n-- a.md\nMacOS is a system. Macos is none.\n", &["1 term/casing"]);
    }

    #[test]
    fn the_vault_s_majority_decides() {
        let vault =
            format!("\n-- a.md\nA Zettelbox it is.\n-- b.md\n{}\n", "The ZettelBox is here. ".repeat(5));
        check_codes(&vault, &["1 term/casing"]);
        let few =
            format!("\n-- a.md\nA Zettelbox it is.\n-- b.md\n{}\n", "The ZettelBox is here. ".repeat(4));
        check_codes(&few, &[]);
        let small = format!(
            "\n-- a.md\nZettelbox it is, or zettelbox.\n-- b.md\n{}\n",
            "The ZettelBox is here. ".repeat(5)
        );
        check_codes(&small, &[]);
        let often = format!(
            "\n-- a.md\n{}\n-- b.md\n{}\n",
            "- Zettelbox\n".repeat(3),
            "The ZettelBox is here. ".repeat(5)
        );
        check_codes(&often, &[]);
        let files = format!("\n-- a.md\nSee Readme.md.\n-- b.md\n{}\n", "The README.md is here. ".repeat(5));
        check_codes(&files, &[]);
        let own = format!("\n-- a.md\nA Github it is.\n-- b.md\n{}\n", "The GIthub is here. ".repeat(20));
        check_codes(&own, &["1 term/casing"]);
    }

    #[test]
    fn code_paths_shouts_and_targets_are_left_alone() {
        check_codes(
            "\n-- a.md\n`Github` gitHub GITHUB https://Github.com/x @Github Github/x [[Github]] #Github\n-- Github.md\n# Github-Hosted\n",
            &[],
        );
    }
}
