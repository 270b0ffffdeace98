//! What front matter says below `glossator:` that makes no sense: a key that is none, a value of another kind.
//!
//! The rest is taken all the same, as with settings.

use super::Value;
use crate::fuzzy::distance;
use crate::text::Span;

/// The keys below `glossator:`, with what they do.
pub(crate) const ORDERS: [(&str, &str); 5] = [
    ("ignore", "rules that are off in this note"),
    ("scope", "where its terms hold: folders, #tags or `listed`"),
    ("uses", "notes whose terms hold in it"),
    ("exclude", "names that are no terms in it"),
    ("pin", "names whose first definition is here, or true"),
];

/// Fields that stand beside `glossator` and not below it.
const BESIDE: [&str; 4] = ["aliases", "deprecated", "tags", "title"];

/// Something that front matter says and nobody can follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Where it is written; the field above it where that is not to be found.
    pub span: Span,
    /// What is wrong, in a few words without a full stop.
    pub reason: Box<str>,
}

/// What is wrong with a key below `glossator:`, if anything.
pub(super) fn wrong_key(key: &str) -> Option<String> {
    if ORDERS.iter().any(|(known, _)| *known == key) {
        return None;
    }
    if BESIDE.contains(&key) {
        return Some(format!("`{key}` stands beside `glossator:`, not below it"));
    }
    let lower = key.to_lowercase();
    // A name is meant where a third of it is wrong at most; who knows its beginning knows it.
    let far = |known: &str| {
        let most = known.chars().count().div_ceil(3);
        let is_longer = 2 < known.len() && lower.starts_with(known);
        distance(&lower, known, most).or(is_longer.then_some(most))
    };
    let near = ORDERS.iter().filter_map(|(known, _)| Some((far(known)?, *known))).min();
    let hint = near.map(|(_, known)| format!("; did you mean `{known}`?")).unwrap_or_default();
    Some(format!("`glossator` has no key `{key}`{hint}"))
}

/// What is wrong with the value of a key below `glossator:`, if anything.
pub(super) fn wrong_value(key: &str, value: &Value) -> Option<String> {
    let is_text = |value: &Value| matches!(value, Value::Scalar(_));
    let wanted = match (key, value) {
        (_, Value::Nothing | Value::Scalar(_)) => return None,
        ("pin", Value::Switch(_)) => return None,
        (_, Value::List(items)) if items.iter().all(is_text) => return None,
        ("ignore", _) => "rules",
        ("scope", _) => "folders, `#tags` or `listed`",
        ("uses", _) => "notes",
        ("pin", _) => "names, or true",
        _ => "names",
    };
    Some(format!("`{key}` wants {wanted}, not {}", name(value, &is_text)))
}

/// What kind of value it is, for people.
fn name(value: &Value, is_text: &dyn Fn(&Value) -> bool) -> &'static str {
    match value {
        Value::Nothing => "nothing",
        Value::Scalar(_) => "a text",
        Value::Switch(true) => "true",
        Value::Switch(false) => "false",
        Value::Map(_) => "a table",
        Value::List(items) => match items.iter().find(|item| !is_text(item)) {
            Some(Value::List(_)) => "a list of lists",
            Some(Value::Map(_)) => "a list of tables",
            Some(Value::Nothing) => "a list with a gap",
            Some(Value::Switch(_) | Value::Scalar(_)) | None => "a list of true or false",
        },
    }
}

/// Where a key stands in YAML, behind the field `glossator`; that field where it is written in a way not known here.
pub(super) fn place(content: &str, key: Option<&str>) -> std::ops::Range<usize> {
    let mut at = 0;
    let line = content.split_inclusive('\n').find(|line| {
        let is_it =
            line.get(.."glossator".len()).is_some_and(|start| start.eq_ignore_ascii_case("glossator"));
        at += if is_it { 0 } else { line.len() };
        is_it
    });
    if line.is_none() {
        return 0..content.len().min(1);
    }
    let field = at..at + "glossator".len();
    let Some(key) = key.filter(|key| !key.is_empty()) else { return field };
    let below = field.end;
    let found = content[below..].match_indices(key).map(|(at, _)| below + at).find(|&at| {
        let opens = content[..at].ends_with([' ', '\t', '\n', '{', ',', '"', '\'']);
        let behind = content[at + key.len()..].trim_start_matches(['"', '\'']);
        opens && behind.trim_start_matches([' ', '\t']).starts_with(':')
    });
    found.map_or(field, |at| at..at + key.len())
}
