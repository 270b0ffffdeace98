//! Names that nothing explains; off by default, since every vault has many and most need no explanation.

use foldhash::{HashMap, HashMapExt};

use super::super::Rule;
use super::super::census::bold_names;
use super::super::report::{Report, quoted};
use super::note_of;
use crate::facts::slips::is_apart;
use crate::facts::{Case, Facts, Target};
use crate::index::{NameKey, is_acronym};
use crate::resolve::{Broken, Resolution, fold_name};
use crate::terms::everyday::Nature;
use crate::terms::fold::{Key, Token, is_common_word};
use crate::text::Span;

/// How often a note has to use an acronym for it to be asked what it means.
const USES: u32 = 3;

/// How many notes have to link to a term for it to be missed.
const NOTES: usize = 3;

/// Acronyms that everybody reads without being told.
const HOUSEHOLD: [&str; 232] = [
    "AC", "AD", "AI", "AIDS", "AKA", "AM", "AMD", "ANSI", "AP", "API", "APP", "ARM", "ASAP", "ASCII", "ATM",
    "AWS", "BA", "BBC", "BC", "BCE", "BIOS", "BMI", "BSD", "CAD", "CD", "CDROM", "CE", "CEO", "CFO", "CGI",
    "CIA", "CLI", "CMS", "CNN", "COVID", "CPU", "CRT", "CSS", "CSV", "CTO", "CV", "DC", "DIY", "DJ", "DNA",
    "DNS", "DOM", "DOS", "DVD", "DVI", "EC", "EC2", "ECG", "EEG", "EKG", "ESPN", "EST", "EU", "EUR", "FAQ",
    "FBI", "FIFA", "FM", "FTP", "GB", "GBP", "GDP", "GDPR", "GHZ", "GIF", "GIT", "GMT", "GNU", "GPS", "GPT",
    "GPU", "GUI", "HD", "HDD", "HDMI", "HIV", "HP", "HR", "HTML", "HTTP", "HTTPS", "IBM", "ICU", "ID", "IDE",
    "IEEE", "IKEA", "IMF", "INT", "IO", "IOS", "IP", "IPO", "IQ", "IRC", "IRS", "ISBN", "ISO", "ISP", "IT",
    "JAR", "JPEG", "JPG", "JS", "JSON", "JSX", "KB", "KG", "KM", "LA", "LAN", "LCD", "LED", "LGBT", "LLM",
    "LTD", "MAC", "MB", "MBA", "MIDI", "MIT", "MP", "MP3", "MP4", "MRI", "MS", "MTV", "NAS", "NASA", "NATO",
    "NBA", "NBC", "NFL", "NGO", "NPM", "NSA", "NYC", "OECD", "OK", "OS", "PC", "PDF", "PH", "PHD", "PHP",
    "PIN", "PLC", "PM", "PNG", "POP", "PR", "PS", "PT", "QA", "QR", "RAM", "REM", "RFC", "RGB", "RNA", "ROI",
    "ROM", "RPG", "RSS", "SAT", "SD", "SDK", "SIM", "SLA", "SMS", "SMTP", "SOS", "SQL", "SSD", "SSH", "STEM",
    "SUV", "SVG", "TA", "TB", "TBA", "TBD", "TCP", "TIFF", "TLDR", "TODO", "TSV", "TSX", "TV", "TXT", "UDP",
    "UFO", "UI", "UK", "UML", "UN", "UNESCO", "UNICEF", "UNIX", "URI", "URL", "US", "USA", "USB", "USD",
    "UTC", "UTF", "UUID", "UV", "UX", "VAT", "VGA", "VIP", "VM", "VPN", "VR", "WC", "WHO", "WIFI", "WTO",
    "WWI", "WWII", "WWW", "XLS", "XML", "YAML", "ZIP",
];

pub(super) fn check(report: &mut Report<'_>) {
    if report.is_on(Rule::UndefinedAcronym) {
        acronyms(report);
    }
    if report.is_on(Rule::UndefinedTerm) {
        linked_terms(report);
        bold_terms(report);
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
        // Small words in capitals are shouted, or keywords of a language.
        let is_shouted = is_common_word(&written.to_lowercase());
        if !is_acronym(written) || is_known || is_shouted || !is_apart(report.text(), span) {
            continue;
        }
        if !is_in_a_name(facts, written) && !is_known_here(report, written) {
            let message = format!("nothing tells what {} stands for", quoted(written));
            report.add(Rule::UndefinedAcronym, span, message);
        }
    }
}

/// Whether something that holds in the note has a name.
fn is_known_here(report: &Report<'_>, name: &str) -> bool {
    let index = &report.snapshot.index;
    let named = NameKey::of(name).map(|key| index.names().named(key)).unwrap_or_default();
    named.iter().any(|named| index.holds_in(note_of(*named), report.note))
}

/// Whether an acronym is a word of a longer name that its note explains: `CAP` in `CAP theorem`.
fn is_in_a_name(facts: &Facts, acronym: &str) -> bool {
    let holds = |name: &str| name.split(|c: char| !c.is_alphanumeric()).any(|word| word == acronym);
    let mut definitions = facts.definitions.iter().filter(|definition| !definition.excerpt);
    definitions.any(|definition| definition.names.iter().any(|name| holds(name)))
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
        if wanting < NOTES || is_known_here(report, &name) || told.contains(&folded) {
            continue;
        }
        told.push(folded);
        let message = format!("{wanting} notes link to {}, and none defines it", quoted(&name));
        report.add(Rule::UndefinedTerm, link.target_span, message).map(|found| found.target(name.as_ref()));
    }
}

/// Names that several notes set in bold; everyday words are only stressed.
fn bold_terms(report: &mut Report<'_>) {
    let mut told: Vec<NameKey> = Vec::new();
    for (key, span) in bold_names(report.facts) {
        if told.contains(&key) {
            continue;
        }
        told.push(key);
        let notes = report.tables().in_bold(key);
        if notes < NOTES {
            continue;
        }
        let name = span.of(report.text()).to_owned();
        if is_stressed(&name) || is_known_here(report, &name) {
            continue;
        }
        let message = format!("{notes} notes set {} in bold, and none defines it", quoted(&name));
        report.add(Rule::UndefinedTerm, span, message).map(|found| found.target(name));
    }
}

/// Whether words in bold are stressed and name nothing: an everyday word, or several with one that can be no name.
fn is_stressed(name: &str) -> bool {
    let nature = |name: &str| Nature::of(name, &Key::new(name));
    let is_alone = !name.contains(' ');
    (is_alone && nature(name) != Nature::Telling)
        || name.split(' ').any(|word| nature(word) == Nature::Nothing)
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
    fn what_does_not_hold_here_explains_nothing_here() {
        let vault = |scope: &str| {
            format!(
                "\n-- a.md\nThe PQX is here. The PQX works. A PQX.\n-- b.md\n---\nglossator: {{scope: {scope}}}\n---\nA pequex (PQX) is a thing.\n"
            )
        };
        check_codes_with(&vault("bio"), &["term/undefined-acronym"], &["1 term/undefined-acronym"]);
        check_codes_with(&vault("./"), &["term/undefined-acronym"], &[]);
    }

    #[test]
    fn terms_that_several_notes_set_in_bold_are_told_to_who_asks() {
        let vault = "\n-- a.md\nLook at **vector clocks**, **really**, at **vector clocks**.\n-- b.md\nIt has a **vector clock**, **really**.\n-- c.md\nSo it needs a **vector clock**, **really**.\n";
        check_codes(vault, &[]);
        check_codes_with(vault, &["term/undefined"], &["1 term/undefined"]);
        let defined = format!("{vault}-- d.md\n# Vector clock\n\nA vector clock is a counter.\n");
        check_codes_with(&defined, &["term/undefined"], &[]);
        check_codes_with(
            &vault
                .replace("-- c.md", "-- c.md\n# Notes\n\n")
                .replace("needs a **vector clock**", "needs a vector clock"),
            &["term/undefined"],
            &[],
        );
    }

    #[test]
    fn terms_that_several_notes_link_to_are_told_to_who_asks() {
        let vault = "\n-- a.md\n[[cell wall]]\n-- b.md\n[[cell wall]]\n-- c.md\n[[cell wall]]\n";
        check_codes_with(vault, &["term/undefined"], &["1 link/missing-note", "1 term/undefined"]);
    }
}
