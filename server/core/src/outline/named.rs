//! What the title of a topic asks, and the terms it names.

use super::asked::asked;
use super::{Topic, TopicName};
use crate::terms::title::{Name, TitleKind, read_title};

/// Reads the title of a topic.
pub(super) fn read(topic: &mut Topic) {
    let title = read_title(without_id(&topic.title));
    topic.asks = title.kind;
    topic.asked = asked(&topic.title, title.kind);
    if is_named(title.kind) {
        topic.names = title.names.iter().flat_map(names).collect();
    } else {
        topic.about = title.names.iter().map(|name| name.text.as_str().into()).collect();
    }
}

/// A title without the date or number that Zettelkasten notes begin with: `202401011200 Spaced repetition`.
fn without_id(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = rest.trim_start_matches([' ', '-', '_', ':']);
    let is_id = (8..=17).contains(&(title.len() - rest.len())) && name.len() < rest.len() && !name.is_empty();
    if is_id { name } else { title }
}

/// Whether a title of this kind makes its topic a place to go to for its names.
fn is_named(kind: TitleKind) -> bool {
    match kind {
        TitleKind::Define | TitleKind::Compare | TitleKind::Phrase => true,
        TitleKind::About | TitleKind::Task | TitleKind::Question | TitleKind::Generic | TitleKind::None => {
            false
        }
    }
}

fn names(name: &Name) -> impl Iterator<Item = TopicName> + use<'_> {
    let own = TopicName { text: name.text.as_str().into(), alias: false };
    let aliases = name.aliases.iter().map(|text| TopicName { text: text.as_str().into(), alias: true });
    [own].into_iter().chain(aliases)
}
