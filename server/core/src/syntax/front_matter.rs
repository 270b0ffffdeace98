//! The metadata between `---` lines at the top of a note.

mod misread;

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

pub use self::misread::Misread;
pub(crate) use self::misread::ORDERS;
use self::misread::{place, wrong_key, wrong_value};
use super::build::bom_len;
use crate::text::Span;

/// Longest front matter that is read, in bytes. YAML has shapes that take quadratic time, and no writer needs more.
const MAX_BYTES: usize = 64 * 1024;

/// The front matter of a note.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// From the start of the text to behind the closing fence and its line end.
    pub span: Span,
    /// The YAML between the fences.
    pub content: Span,
    /// The note's title.
    pub title: Option<String>,
    /// Its other names (`aliases` or `alias`).
    pub aliases: Vec<String>,
    /// Its tags, without `#` (`tags` or `tag`).
    pub tags: Vec<String>,
    /// Names that are not to be used any more (`deprecated`).
    pub deprecated: Vec<String>,
    /// The rules it turns off (`glossator: {ignore: […]}`).
    pub ignored: Vec<String>,
    /// Where its terms hold (`glossator: {scope: …}`): folders and `#tags`, or neither.
    pub scope: Option<Vec<String>>,
    /// Notes whose terms hold in it, whatever their scope (`glossator: {uses: […]}`).
    pub uses: Vec<String>,
    /// Names that are no terms in it (`glossator: {exclude: […]}`).
    pub excluded: Vec<String>,
    /// Names whose first definition is in it (`glossator: {pin: […]}`).
    pub pinned: Vec<String>,
    /// Whether that holds for all its definitions (`glossator: {pin: true}`).
    pub pins_all: bool,
    /// What it says below `glossator:` that makes no sense, in the order of keys.
    pub misread: Vec<Misread>,
    /// Why the YAML could not be read; the fields above are empty then.
    pub error: Option<String>,
}

impl FrontMatter {
    /// Cuts the front matter off the top of a text; `None` where there is none.
    ///
    /// It starts at the first byte (after a byte order mark) with a line `---`, ends with a line `---` or `...`,
    /// and holds a YAML mapping or something that was meant as one: a note may also start with a plain rule.
    #[must_use]
    pub fn cut(text: &str) -> Option<Self> {
        let start = bom_len(text);
        let first = text[start..].split_inclusive('\n').next()?;
        if first.trim_end() != "---" || !first.ends_with('\n') {
            return None;
        }
        let content_start = start + first.len();
        let mut at = content_start;
        let (content_end, end) = loop {
            if at - start > MAX_BYTES {
                return None;
            }
            let line = text[at..].split_inclusive('\n').next()?;
            if matches!(line.trim_end(), "---" | "...") {
                break (at, at + line.len());
            }
            at += line.len();
        };
        let content = &text[content_start..content_end];
        let mut found = Self {
            span: Span::new(0..end),
            content: Span::new(content_start..content_end),
            ..Self::default()
        };
        if content.trim().is_empty() {
            return Some(found);
        }
        match serde_saphyr::from_str::<Value>(content) {
            Ok(Value::Map(fields)) => found.take(fields, content),
            Ok(Value::Nothing) => {}
            Ok(Value::Scalar(_) | Value::Switch(_) | Value::List(_)) => return None,
            Err(_) if !content.lines().any(looks_like_a_field) => return None,
            Err(error) => {
                let error = error.to_string().lines().next().unwrap_or_default().to_owned();
                // Who leaves it at that loses what every other program reads too; who orders something here is told.
                if content.lines().any(|line| line.starts_with("glossator:")) {
                    found.misread(content, None, format!("the front matter cannot be read: {error}"));
                }
                found.error = Some(error);
            }
        }
        Some(found)
    }

    fn take(&mut self, fields: BTreeMap<String, Value>, content: &str) {
        for (name, value) in fields {
            match name.to_lowercase().as_str() {
                "title" => self.title = value.into_list(false).into_iter().next(),
                "aliases" | "alias" => self.aliases.extend(value.into_list(false)),
                "tags" | "tag" => {
                    let tags = value.into_list(true);
                    self.tags.extend(tags.into_iter().map(|tag| tag.trim_start_matches('#').to_owned()));
                }
                "deprecated" => self.deprecated.extend(value.into_list(false)),
                "glossator" => {
                    let orders = match value {
                        Value::Map(orders) => orders,
                        Value::Nothing => continue,
                        Value::Scalar(_) | Value::Switch(_) | Value::List(_) => {
                            self.misread(content, None, "`glossator` wants keys such as `ignore`".to_owned());
                            continue;
                        }
                    };
                    for (order, value) in orders {
                        let wrong = wrong_key(&order).or_else(|| wrong_value(&order, &value));
                        if let Some(reason) = wrong {
                            self.misread(content, Some(&order), reason);
                        }
                        self.order(&order, value);
                    }
                }
                _ => {}
            }
        }
    }

    fn misread(&mut self, content: &str, key: Option<&str>, reason: String) {
        let place = place(content, key);
        let start = self.content.start as usize;
        let span = Span::new(start + place.start..start + place.end);
        self.misread.push(Misread { span, reason: reason.into() });
    }

    fn order(&mut self, order: &str, value: Value) {
        match (order, value) {
            ("pin", Value::Switch(all)) => self.pins_all = all,
            // No folder, rule or name is called so.
            (_, Value::Switch(_)) => {}
            ("ignore", value) => self.ignored.extend(value.into_list(true)),
            ("scope", value) => {
                let entries = value.into_list(false).into_iter();
                self.scope = Some(entries.filter(|entry| entry != "listed").collect());
            }
            ("uses", value) => self.uses.extend(value.into_list(false)),
            ("exclude", value) => self.excluded.extend(value.into_list(false)),
            ("pin", value) => self.pinned.extend(value.into_list(false)),
            _ => {}
        }
    }
}

/// Whether a line of broken YAML was meant as `key: value`.
fn looks_like_a_field(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let plain = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    !key.is_empty() && key.chars().all(plain) && (rest.is_empty() || rest.starts_with([' ', '\r']))
}

/// Any YAML value; numbers as they print.
#[derive(Debug)]
enum Value {
    Nothing,
    Scalar(String),
    Switch(bool),
    List(Vec<Value>),
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// The texts it holds; a lone text is a list of one or, where `comma` says so, one of several separated by commas or spaces.
    fn into_list(self, comma: bool) -> Vec<String> {
        let texts = match self {
            Self::Nothing | Self::Map(_) => Vec::new(),
            Self::Scalar(text) if comma => text.split([',', ' ']).map(str::to_owned).collect(),
            Self::Scalar(text) => vec![text],
            Self::Switch(on) => vec![on.to_string()],
            Self::List(values) => values.into_iter().flat_map(|value| value.into_list(false)).collect(),
        };
        let trimmed = texts.into_iter().map(|text| text.trim().to_owned());
        trimmed.filter(|text| !text.is_empty()).collect()
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any YAML value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Switch(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Scalar(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Scalar(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Scalar(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Scalar(value.to_owned()))
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut values = BTreeMap::new();
        while let Some((name, value)) = fields.next_entry::<String, Value>()? {
            values.insert(name, value);
        }
        Ok(Value::Map(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn front_matter(text: &str) -> FrontMatter {
        FrontMatter::cut(text).expect("the text starts with front matter")
    }

    #[test]
    fn title_aliases_and_tags_are_read() {
        let found = front_matter(
            "---\ntitle: Cell wall\naliases: [wall, \"cell coat\"]\ntags:\n  - '#biology'\n  - plants/cells\n---\ntext",
        );
        assert_eq!(found.title.as_deref(), Some("Cell wall"));
        assert_eq!(found.aliases, ["wall", "cell coat"]);
        assert_eq!(found.tags, ["biology", "plants/cells"]);
        assert_eq!(found.error, None);
    }

    #[test]
    fn a_lone_text_is_a_list_of_one() {
        let found = front_matter("---\nalias: the wall\ntags: biology, plants\n---\n");
        assert_eq!(found.aliases, ["the wall"]);
        assert_eq!(found.tags, ["biology", "plants"]);
    }

    #[test]
    fn what_a_note_says_of_its_terms_is_read() {
        let found = front_matter(
            "---\nglossator:\n  scope: [law, '#contracts']\n  uses: legal terms\n  exclude: [party]\n  pin: true\n---\n",
        );
        assert_eq!(found.scope.as_deref(), Some(["law".to_owned(), "#contracts".to_owned()].as_slice()));
        assert_eq!((found.uses, found.excluded), (vec!["legal terms".to_owned()], vec!["party".to_owned()]));
        assert!(found.pins_all);
        let found = front_matter("---\nglossator: {scope: listed, pin: [offer]}\n---\n");
        assert_eq!((found.scope, found.pinned), (Some(Vec::new()), vec!["offer".to_owned()]));
        assert_eq!(front_matter("---\nglossator: {pin: false, scop: x}\n---\n").scope, None);
    }

    #[track_caller]
    fn check_misread(text: &str, expected: &[(&str, &str)]) {
        let found = front_matter(text).misread;
        let found: Vec<(&str, &str)> = found.iter().map(|one| (one.span.of(text), &*one.reason)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn keys_that_are_none_are_told_with_the_nearest() {
        check_misread(
            "---\nscop: x\nglossator:\n  scop: law\n  Pin: true\n  colour: x\n---\n",
            &[
                ("Pin", "`glossator` has no key `Pin`; did you mean `pin`?"),
                ("colour", "`glossator` has no key `colour`"),
                ("scop", "`glossator` has no key `scop`; did you mean `scope`?"),
            ],
        );
        check_misread(
            "---\nglossator: {excluded: [a], \"use\": b}\n---\n",
            &[
                ("excluded", "`glossator` has no key `excluded`; did you mean `exclude`?"),
                ("use", "`glossator` has no key `use`; did you mean `uses`?"),
            ],
        );
        check_misread(
            "---\nglossator:\n  deprecated: [x]\n---\n",
            &[("deprecated", "`deprecated` stands beside `glossator:`, not below it")],
        );
    }

    #[test]
    fn values_of_another_kind_are_told() {
        check_misread(
            "---\nglossator:\n  ignore: {link: off}\n  pin: [[a]]\n  scope: true\n  uses:\n    - x: y\n---\n",
            &[
                ("ignore", "`ignore` wants rules, not a table"),
                ("pin", "`pin` wants names, or true, not a list of lists"),
                ("scope", "`scope` wants folders, `#tags` or `listed`, not true"),
                ("uses", "`uses` wants notes, not a list of tables"),
            ],
        );
        check_misread(
            "---\nglossator: yes please\n---\n",
            &[("glossator", "`glossator` wants keys such as `ignore`")],
        );
        let broken = front_matter("---\nglossator: {scope: [law}\n---\n").misread;
        assert!(broken.len() == 1 && broken[0].reason.starts_with("the front matter cannot be read: "));
    }

    #[test]
    fn what_can_be_followed_is_not_told() {
        for text in [
            "---\nglossator:\n---\n",
            "---\nglossator: {ignore: link, scope: listed, uses: [a, 2024], exclude: [b], pin: false}\n---\n",
            "---\nglossator:\n  pin: [c]\n  scope:\n---\n",
            "---\ncolour: [[x]]\nother: {scop: x}\n---\n",
            "---\ntitle: [a\n---\n",
        ] {
            check_misread(text, &[]);
        }
    }

    #[test]
    fn numbers_and_dates_are_texts() {
        assert_eq!(front_matter("---\ntitle: 2024\n---\n").title.as_deref(), Some("2024"));
        assert_eq!(front_matter("---\ntitle: 2024-05-01\n---\n").title.as_deref(), Some("2024-05-01"));
    }

    #[test]
    fn it_ends_behind_the_closing_fence() {
        let text = "\u{feff}---\r\ntitle: a\r\n...\r\n# b\r\n";
        assert_eq!(&text[front_matter(text).span.end as usize..], "# b\r\n");
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        for text in [
            "---\n\nSome prose, then a rule.\n\n---\n",
            "---\nno end",
            "--- \n",
            "----\na: b\n----\n",
            "x\n---\na: b\n---\n",
        ] {
            assert_eq!(FrontMatter::cut(text), None, "{text:?}");
        }
    }

    #[test]
    fn broken_yaml_is_still_front_matter_and_says_why() {
        let found = front_matter("---\ntitle: [a\ntags: b\n---\ntext");
        assert!(found.error.is_some());
        assert_eq!(found.title, None);
    }

    #[test]
    fn a_deep_or_huge_mapping_is_refused_at_once() {
        let deep = format!("---\n{}\n---\n", "{a: ".repeat(10_000));
        assert!(FrontMatter::cut(&deep).is_none_or(|found| found.error.is_some()));
        let huge = format!("---\n{}---\n", "a: b\n".repeat(20_000));
        assert_eq!(FrontMatter::cut(&huge), None);
    }
}
