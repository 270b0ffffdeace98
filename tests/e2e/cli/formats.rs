//! The reports of `glossator check` for other programs, read back as those programs do.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::shell::{Ran, run};
use crate::vault::Vault;

/// Problems of each severity, in names that each format has to escape, with a related place.
const NOTES: &str = "
-- notes/a, b & c:d.md
See [é](<gone & \"x\" %.md>) and [[plan to be]].

It is in the the Github book.
-- notes/Привет мир.md
## What is a cell wall?

A layer.
-- notes/Привет мир 2.md
## What is a cell wall?

A layer <b>&amp;</b> more.
-- notes/sound.md
# Sound

Text.
";

fn report(vault: &Vault, format: &str) -> Ran {
    run(vault.folder(), &["check", "notes", "--format", format])
}

/// How many problems there are, and in how many notes there are none.
const PROBLEMS: usize = 5;
const SOUND: usize = 2;

/// What an object of SARIF 2.1.0 may hold, by the schema of the standard: none of them takes other properties.
struct Shape {
    required: &'static [&'static str],
    allowed: &'static [&'static str],
}

const LOG: Shape = Shape {
    required: &["version", "runs"],
    allowed: &["$schema", "version", "runs", "inlineExternalProperties", "properties"],
};
const RUN: Shape = Shape {
    required: &["tool"],
    allowed: &[
        "tool",
        "results",
        "columnKind",
        "artifacts",
        "invocations",
        "automationDetails",
        "properties",
    ],
};
const DRIVER: Shape = Shape {
    required: &["name"],
    allowed: &["name", "version", "semanticVersion", "informationUri", "rules", "fullName", "organization"],
};
const RULE: Shape = Shape {
    required: &["id"],
    allowed: &[
        "id",
        "name",
        "shortDescription",
        "fullDescription",
        "help",
        "helpUri",
        "defaultConfiguration",
    ],
};
const RESULT: Shape = Shape {
    required: &["message"],
    allowed: &[
        "ruleId",
        "ruleIndex",
        "level",
        "message",
        "locations",
        "relatedLocations",
        "partialFingerprints",
        "fixes",
    ],
};
const LOCATION: Shape =
    Shape { required: &[], allowed: &["id", "physicalLocation", "message", "logicalLocations"] };
const PHYSICAL: Shape = Shape { required: &[], allowed: &["artifactLocation", "region", "contextRegion"] };
const REGION: Shape =
    Shape { required: &[], allowed: &["startLine", "startColumn", "endLine", "endColumn", "snippet"] };
const MESSAGE: Shape = Shape { required: &[], allowed: &["text", "markdown", "id", "arguments"] };
const CONFIGURATION: Shape = Shape { required: &[], allowed: &["enabled", "level", "rank", "parameters"] };

#[track_caller]
fn check_shape(value: &Value, shape: &Shape) {
    let object = value.as_object().unwrap_or_else(|| panic!("{value} is no object"));
    for name in shape.required {
        assert!(object.contains_key(*name), "{name} is missing in {value}");
    }
    for name in object.keys() {
        assert!(shape.allowed.contains(&name.as_str()), "{name} is none of {value}");
    }
}

#[track_caller]
fn check_location(location: &Value) {
    check_shape(location, &LOCATION);
    let physical = &location["physicalLocation"];
    check_shape(physical, &PHYSICAL);
    let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%!$'()*+,;=:@".contains(c);
    assert!(uri.chars().all(is_plain), "{uri} is no relative reference");
    let (first, _) = uri.split_once('/').unwrap_or((uri, ""));
    assert!(!first.contains(':'), "{uri} begins with a scheme");
    let region = &physical["region"];
    check_shape(region, &REGION);
    for (name, number) in region.as_object().unwrap() {
        assert!(1 <= number.as_u64().unwrap(), "{name} counts from 1 in {region}");
    }
    let place = |line: &str, column: &str| Some((region[line].as_u64()?, region[column].as_u64()?));
    if let (Some(start), Some(end)) = (place("startLine", "startColumn"), place("endLine", "endColumn")) {
        assert!(start <= end, "{region}");
    }
}

#[track_caller]
fn check_message(message: &Value) {
    check_shape(message, &MESSAGE);
    assert!(!message["text"].as_str().unwrap().is_empty());
}

#[test]
fn sarif_keeps_the_rules_of_its_schema() {
    let vault = Vault::new(NOTES);
    let log = report(&vault, "sarif").json();
    check_shape(&log, &LOG);
    assert_eq!(log["version"], "2.1.0");
    let levels = ["none", "note", "warning", "error"];
    let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("one run") };
    check_shape(run, &RUN);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    check_shape(driver, &DRIVER);
    let rules = driver["rules"].as_array().unwrap();
    let ids: BTreeSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len(), "each rule stands once");
    for rule in rules {
        check_shape(rule, &RULE);
        check_message(&rule["shortDescription"]);
        check_message(&rule["help"]);
        check_shape(&rule["defaultConfiguration"], &CONFIGURATION);
        assert!(levels.contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), PROBLEMS);
    for result in results {
        check_shape(result, &RESULT);
        check_message(&result["message"]);
        assert!(levels.contains(&result["level"].as_str().unwrap()));
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        result["locations"].as_array().unwrap().iter().for_each(check_location);
        result["relatedLocations"].as_array().into_iter().flatten().for_each(check_location);
    }
    let related = results.iter().filter(|result| result.get("relatedLocations").is_some());
    assert_eq!(related.count(), 1, "the duplicate topic names the other place");
    let names: BTreeSet<&str> = results
        .iter()
        .map(|result| result["partialFingerprints"]["glossator/v1"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), results.len(), "each problem has a fingerprint of its own");
}

#[test]
fn gitlab_gets_what_its_widget_wants() {
    let vault = Vault::new(NOTES);
    let report_now = || report(&vault, "gitlab").json();
    let issues = report_now();
    let issues = issues.as_array().unwrap();
    assert_eq!(issues.len(), PROBLEMS);
    let fingerprints = |issues: &[Value]| -> BTreeSet<String> {
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    for issue in issues {
        for name in ["description", "check_name", "fingerprint"] {
            assert!(!issue[name].as_str().unwrap().is_empty(), "{issue}");
        }
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity), "{issue}");
        assert!(vault.file(issue["location"]["path"].as_str().unwrap()).is_file(), "{issue}");
        assert!(1 <= issue["location"]["lines"]["begin"].as_u64().unwrap());
    }
    assert_eq!(fingerprints(issues).len(), PROBLEMS);
    // Lines move and the names stay: that is what a merge request is compared by.
    let text = vault.read("notes/a, b & c:d.md");
    vault.write("notes/a, b & c:d.md", &format!("More.\n\n{text}"));
    assert_eq!(fingerprints(report_now().as_array().unwrap()), fingerprints(issues));
}

/// An element of XML, read back.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    #[track_caller]
    fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map_or_else(|| panic!("{name} is missing in {self:?}"), |(_, value)| value)
    }
}

/// Reads the XML that a report may be: elements, attributes in double quotes, text, the five entities, nothing else.
#[track_caller]
fn read_xml(xml: &str) -> Element {
    let (declaration, rest) = xml.split_once("?>").expect("a declaration");
    assert_eq!(declaration, "<?xml version=\"1.0\" encoding=\"UTF-8\"");
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(rest.chars().all(allowed), "a sign that XML forbids");
    let mut rest = rest.trim_start();
    let root = read_element(&mut rest);
    assert_eq!(rest.trim(), "", "nothing stands behind the root");
    root
}

#[track_caller]
fn read_element(rest: &mut &str) -> Element {
    let (tag, behind) = rest.strip_prefix('<').expect("a tag").split_once('>').expect("the end of a tag");
    *rest = behind;
    let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
    let (name, mut written) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut element =
        Element { name: name.to_owned(), attributes: Vec::new(), text: String::new(), children: Vec::new() };
    while let Some((name, behind)) = written.trim_start().split_once("=\"") {
        let (value, behind) = behind.split_once('"').expect("the end of a value");
        assert!(!value.contains('<'), "{value}");
        element.attributes.push((name.to_owned(), unescaped(value)));
        written = behind;
    }
    assert_eq!(written.trim(), "");
    if is_empty {
        return element;
    }
    loop {
        let (text, behind) = rest.split_at(rest.find('<').expect("the end of an element"));
        element.text.push_str(&unescaped(text));
        *rest = behind;
        if let Some(closing) = rest.strip_prefix("</") {
            let (closed, behind) = closing.split_once('>').expect("the end of a tag");
            assert_eq!(closed, element.name);
            *rest = behind;
            break;
        }
        element.children.push(read_element(rest));
    }
    element
}

#[track_caller]
fn unescaped(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, behind) = part.split_once(';').expect("the end of an entity");
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            other => panic!("{other} is no entity"),
        });
        plain.push_str(behind);
    }
    plain
}

#[test]
fn junit_is_xml_that_counts_right() {
    let vault = Vault::new(NOTES);
    let root = read_xml(&report(&vault, "junit").stdout);
    assert_eq!(root.name, "testsuites");
    let [suite] = root.children.as_slice() else { panic!("one suite") };
    let cases = &suite.children;
    let failures: Vec<&Element> = cases.iter().flat_map(|case| &case.children).collect();
    for counted in [&root, suite] {
        assert_eq!(counted.attribute("tests"), cases.len().to_string());
        assert_eq!(counted.attribute("failures"), failures.len().to_string());
    }
    assert_eq!((failures.len(), cases.len()), (PROBLEMS, PROBLEMS + SOUND));
    for case in cases {
        assert!(vault.file(case.attribute("classname")).is_file(), "{case:?}");
        assert!(!case.attribute("name").is_empty());
    }
    let missing = failures.iter().find(|failure| failure.attribute("message").contains("gone")).unwrap();
    assert_eq!(missing.attribute("message"), "there is no file `gone & \"x\" %.md`");
    assert!(missing.text.contains("notes/a, b & c:d.md:1:10"), "{}", missing.text);
}

#[test]
fn annotations_of_github_are_read_back_as_they_were_meant() {
    let vault = Vault::new(NOTES);
    let printed = report(&vault, "github").stdout;
    assert_eq!(printed.lines().count(), PROBLEMS);
    for line in printed.lines() {
        let (command, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (level, properties) = command.split_once(' ').unwrap();
        assert!(["notice", "warning", "error"].contains(&level), "{line}");
        let decoded = |text: &str| {
            text.replace("%2C", ",")
                .replace("%3A", ":")
                .replace("%0A", "\n")
                .replace("%0D", "\r")
                .replace("%25", "%")
        };
        let value = |name: &str| {
            let mut pairs = properties.split(',').map(|pair| pair.split_once('=').unwrap());
            pairs.find(|(known, _)| *known == name).map(|(_, value)| decoded(value))
        };
        assert!(vault.file(&value("file").unwrap()).is_file(), "{line}");
        for name in ["line", "endLine", "col", "endColumn"] {
            assert!(value(name).unwrap().parse::<u32>().is_ok_and(|number| 1 <= number), "{line}");
        }
        assert!(value("title").is_some_and(|title| title.contains('/')) && !decoded(message).is_empty());
    }
}
