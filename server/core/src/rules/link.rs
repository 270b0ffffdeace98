//! Links that lead nowhere, or perhaps elsewhere.

use super::{Problem, Related, Rule};
use crate::cancel::{Cancel, Cancellable};
use crate::facts::{Link, LinkKind, Target};
use crate::index::FileId;
use crate::resolve::{Broken, Found, Resolution};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// The problems of a note's links, in the order of the text.
pub(super) fn check(snapshot: &Snapshot, note: FileId, cancel: &Cancel) -> Cancellable<Vec<Problem>> {
    let mut problems = Vec::new();
    let Some(facts) = snapshot.facts(note) else { return Ok(problems) };
    for link in &facts.links {
        cancel.check()?;
        // A reference whose label is defined is as good as its definition, which is checked once, below.
        if link.label.is_none() {
            problems.extend(problem(snapshot, note, link));
        }
    }
    for label in &facts.labels {
        let definition = Link {
            kind: LinkKind::Reference,
            span: label.span,
            target_span: label.target_span,
            fragment_span: fragment_span(label.target_span, &label.target),
            shown: label.target_span,
            label: None,
            target: label.target.clone(),
        };
        problems.extend(problem(snapshot, note, &definition));
    }
    Ok(problems)
}

fn fragment_span(target_span: Span, target: &Target) -> Option<Span> {
    match target {
        Target::Path { path, fragment: Some(_) } => {
            let start = (target_span.start + path.len() as u32 + 1).min(target_span.end);
            Some(Span { start, end: target_span.end })
        }
        _ => None,
    }
}

fn problem(snapshot: &Snapshot, note: FileId, link: &Link) -> Option<Problem> {
    let (rule, span, message, target, related) = match snapshot.resolve(note, link) {
        Resolution::Unjudged => return None,
        Resolution::Found(found) => return doubtful(snapshot, link, found),
        Resolution::Broken(broken) => describe(snapshot, note, link, broken)?,
    };
    let severity = snapshot.config.severity(rule)?;
    Some(Problem { rule, severity, span, message, target: Some(target), related })
}

type Description = (Rule, Span, String, String, Vec<Related>);

fn describe(snapshot: &Snapshot, note: FileId, link: &Link, broken: Broken) -> Option<Description> {
    let whole = link.target_span;
    let part = link.fragment_span.unwrap_or(link.target_span);
    let name = |file: FileId| snapshot.index.path(file).map_or("", |path| path.as_str());
    let none = Vec::new();
    let description = match broken {
        Broken::File(path) if link.kind == LinkKind::Image => {
            (Rule::MissingImage, whole, format!("there is no image `{path}`"), path.into(), none)
        }
        Broken::File(path) => (Rule::MissingFile, whole, format!("there is no file `{path}`"), path.into(), none),
        Broken::Note { name: wanted, .. } if is_asset(&wanted) => {
            let rule = if link.kind == LinkKind::Embed { Rule::MissingImage } else { Rule::MissingFile };
            (rule, whole, format!("there is no file `{wanted}`"), wanted.into(), none)
        }
        Broken::Note { name: wanted, near } => {
            let related = near.iter().map(|&file| Related {
                file,
                span: Span::default(),
                message: format!("`{}` has the same name", name(file)),
            });
            (Rule::MissingNote, whole, format!("there is no note `{wanted}`"), wanted.into(), related.collect())
        }
        Broken::Heading(file, heading) => {
            let place = if file == note { "this note".to_owned() } else { format!("`{}`", name(file)) };
            (Rule::MissingHeading, part, format!("{place} has no heading `{heading}`"), heading.into(), none)
        }
        Broken::Block(file, id) => {
            let place = if file == note { "this note".to_owned() } else { format!("`{}`", name(file)) };
            (Rule::MissingBlock, part, format!("{place} has no block `^{id}`"), id.into(), none)
        }
        Broken::Label(label) => {
            (Rule::MissingLabel, whole, format!("the label `[{label}]` is not defined"), label.into(), none)
        }
        Broken::Footnote(label) => {
            (Rule::MissingFootnote, link.span, format!("the footnote `[^{label}]` has no text"), label.into(), none)
        }
        // Somebody is about to write it.
        Broken::Nothing => return None,
    };
    Some(description)
}

/// Whether a wiki link's name is that of a file which is no note: `picture.png`, `paper.pdf`.
fn is_asset(name: &str) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let known = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "tif", "tiff", "ico", "pdf", "mp3", "wav", "ogg",
        "flac", "m4a", "mp4", "webm", "mov", "mkv", "ogv", "canvas", "base", "csv", "excalidraw", "zip",
    ];
    !stem.is_empty() && known.contains(&extension.to_ascii_lowercase().as_str())
}

/// A link that leads somewhere, but not on every system or not surely to what was meant.
fn doubtful(snapshot: &Snapshot, link: &Link, found: Found) -> Option<Problem> {
    let path = |file: FileId| snapshot.index.path(file).map_or("", |path| path.as_str());
    if let Some(actual) = found.other_case {
        let severity = snapshot.config.severity(Rule::CaseMismatch)?;
        return Some(Problem {
            rule: Rule::CaseMismatch,
            severity,
            span: link.target_span,
            message: format!("the file is `{actual}`: this link fails where letter case matters"),
            target: Some(actual.into()),
            related: Vec::new(),
        });
    }
    if found.rivals.is_empty() {
        return None;
    }
    let severity = snapshot.config.severity(Rule::Ambiguous)?;
    let chosen = found.place.file()?;
    let others = found.rivals.iter().map(|&file| format!("`{}`", path(file))).collect::<Vec<_>>().join(", ");
    let related = [chosen].iter().chain(&found.rivals).map(|&file| Related {
        file,
        span: Span::default(),
        message: format!("may mean `{}`", path(file)),
    });
    Some(Problem {
        rule: Rule::Ambiguous,
        severity,
        span: link.target_span,
        message: format!("this link means `{}` and could as well mean {others}", path(chosen)),
        target: Some(path(chosen).to_owned()),
        related: related.collect(),
    })
}
