//! JUnit XML: a test a note, and a failure a problem.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Found, Problem};

pub(super) fn report(found: &Found) -> String {
    let mut by_note: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
    for problem in &found.problems {
        by_note.entry(&problem.place).or_default().push(problem);
    }
    let problems = found.problems.len();
    let passed = found.notes.iter().filter(|note| !by_note.contains_key(note.as_str())).count();
    let tests = problems + passed;
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(xml, "<testsuites name=\"glossator\" tests=\"{tests}\" failures=\"{problems}\">");
    let _ = writeln!(
        xml,
        "  <testsuite name=\"glossator\" tests=\"{tests}\" failures=\"{problems}\" errors=\"0\">"
    );
    for note in &found.notes {
        match by_note.get(note.as_str()) {
            None => {
                let _ = writeln!(xml, "    <testcase classname=\"{}\" name=\"no problems\"/>", escaped(note));
            }
            Some(problems) => problems.iter().for_each(|problem| failure(&mut xml, problem)),
        }
    }
    xml.push_str("  </testsuite>\n</testsuites>\n");
    xml
}

fn failure(xml: &mut String, problem: &Problem) {
    let place = escaped(&problem.place);
    let message = escaped(&problem.message);
    let (line, column, code, severity) = (problem.line, problem.column, problem.code, problem.severity);
    let _ = write!(
        xml,
        "    <testcase classname=\"{place}\" name=\"{code} at {line}:{column}\">\n      \
         <failure type=\"{severity}\" message=\"{message}\">{place}:{line}:{column}: {message} [{code}]</failure>\n    \
         </testcase>\n"
    );
}

/// Text that XML may hold: its signs escaped, the control characters it forbids left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}
