//! Stand-in, never committed.
#![allow(missing_docs)]
use crate::{syntax::*, text::Span};
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicKind {
    Atx,
    Setext,
    Question,
    Label,
    Numbered,
    Bold,
    Chat,
}
pub struct Topic {
    pub title: Box<str>,
    pub kind: TopicKind,
    pub level: u8,
    pub span: Span,
    pub name: Span,
    pub range: Span,
    pub body: Span,
    pub parent: Option<usize>,
    pub answered: bool,
}
pub fn topics(syntax: &Syntax<'_>) -> Vec<Topic> {
    syntax
        .blocks
        .iter()
        .filter_map(|b| match b.kind {
            BlockKind::Heading { level, .. } => Some(Topic {
                title: syntax.plain_text(b).into(),
                kind: TopicKind::Atx,
                level,
                span: b.span,
                name: b.span,
                range: b.span,
                body: Span { start: b.span.end, end: b.span.end },
                parent: None,
                answered: true,
            }),
            _ => None,
        })
        .collect()
}
