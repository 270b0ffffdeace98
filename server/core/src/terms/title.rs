//! Stand-in, never committed.
#![allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleKind {
    Define,
    Compare,
    About,
    Task,
    Phrase,
    Question,
    Generic,
    None,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub name: String,
    pub aliases: Vec<String>,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    pub kind: TitleKind,
    pub names: Vec<Name>,
}
pub fn read_title(title: &str) -> Title {
    Title {
        kind: TitleKind::Phrase,
        names: vec![Name {
            name: title.trim_start_matches("What is ").trim_end_matches('?').to_owned(),
            aliases: vec![],
        }],
    }
}
