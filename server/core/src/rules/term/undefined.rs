//! Names that nothing explains; off by default, since every vault has many and most need no explanation.

use foldhash::{HashMap, HashMapExt};

use super::super::Rule;
use super::super::report::{Report, quoted};
use crate::facts::slips::is_apart;
use crate::facts::{Case, Target};
use crate::index::{NameKey, is_acronym};
use crate::resolve::{Broken, Resolution, fold_name};
use crate::terms::fold::Token;
use crate::text::Span;

/// How often a note has to use an acronym for it to be asked what it means.
const USES: u32 = 3;

/// How many notes have to link to a term for it to be missed.
const NOTES: usize = 3;

/// Acronyms that everybody reads without being told.
const HOUSEHOLD: [&str; 62] = [
    "AC", "AD", "AI", "AM", "API", "ASCII", "BC", "CD", "CEO", "CPU", "CSS", "CSV", "DIY", "DNA", "DVD",
    "EU", "FAQ", "FM", "GB", "GIF", "GPS", "GPU", "HTML", "HTTP", "HTTPS", "ID", "IDE", "IP", "ISBN", "ISO",
    "IT", "JPEG", "JSON", "KB", "LED", "MB", "NASA", "OK", "OS", "PC", "PDF", "PHP", "PIN", "PM", "PNG",
    "PS", "RAM", "ROM", "SMS", "SQL", "SSD", "SVG", "TB", "TODO", "TV", "UI", "UK", "UN", "URL", "US", "USA",
    "USB",
];

pub(super) fn check(report: &mut Report<'_>) {
    if report.is_on(Rule::UndefinedAcronym) {
        acronyms(report);
    }
    if report.is_on(Rule::UndefinedTerm) {
        linked_terms(report);
    }
}

fn acronyms(report: &mut Report<'_>) {
    let facts = report.facts;
    let mut uses: HashMap<Token, (u32, Span)> = HashMap::new();
    for word in
        facts.words.iter().filter(|word| word.case == Case::Upper && !word.code && word.span.len() <= 7)
    {
        uses.entry(word.token).or_insert((0, word.span)).0 += 1;
    }
    let mut found: Vec<Span> =
        uses.values().filter(|(count, _)| USES <= *count).map(|(_, span)| *span).collect();
    found.sort_unstable();
    for span in found {
        let written = span.of(report.text());
        let is_known = HOUSEHOLD.binary_search(&written).is_ok()
            || HOUSEHOLD.binary_search(&written.trim_end_matches('S')).is_ok();
        if !is_acronym(written) || is_known || !is_apart(report.text(), span) {
            continue;
        }
        let is_explained =
            NameKey::of(written).is_some_and(|key| !report.snapshot.index.names().named(key).is_empty());
        if !is_explained {
            let message = format!("nothing tells what {} stands for", quoted(written));
            report.add(Rule::UndefinedAcronym, span, message);
        }
    }
}

/// Wiki links to notes that are not there, where several notes want them.
fn linked_terms(report: &mut Report<'_>) {
    let facts = report.facts;
    let mut told: Vec<String> = Vec::new();
    for link in &facts.links {
        let Target::Name { path, .. } = &link.target else { continue };
        if path.is_empty() {
            continue;
        }
        let Resolution::Broken(Broken::Note { name, .. }) = report.snapshot.resolve(report.note, link) else {
            continue;
        };
        let folded = fold_name(&name);
        let index = &report.snapshot.index;
        let wanting = index.linking_by_name(&folded).len();
        let is_defined = NameKey::of(&name).is_some_and(|key| !index.names().named(key).is_empty());
        if wanting < NOTES || is_defined || told.contains(&folded) {
            continue;
        }
        told.push(folded);
        let message = format!("{wanting} notes link to {}, and none defines it", quoted(&name));
        report.add(Rule::UndefinedTerm, link.target_span, message).map(|found| found.target(name.as_ref()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{check_codes, check_codes_with};

    #[test]
    fn the_list_is_sorted() {
        assert!(HOUSEHOLD.is_sorted());
    }

    #[test]
    fn acronyms_that_nothing_spells_out_are_told_to_who_asks() {
        let note = "\n-- a.md\nThe PQX is here. The PQX works. A PQX and HTML, HTML, HTML.\n";
        check_codes(note, &[]);
        check_codes_with(note, &["term/undefined-acronym"], &["1 term/undefined-acronym"]);
        let explained = format!("{note}-- b.md\nA pequex (PQX) is a thing.\n");
        check_codes_with(&explained, &["term/undefined-acronym"], &[]);
    }

    #[test]
    fn terms_that_several_notes_link_to_are_told_to_who_asks() {
        let vault = "\n-- a.md\n[[cell wall]]\n-- b.md\n[[cell wall]]\n-- c.md\n[[cell wall]]\n";
        check_codes_with(vault, &["term/undefined"], &["1 link/missing-note", "1 term/undefined"]);
    }
}
