//! A note is deleted, and the links to it become their text.

use super::super::files::unlink_files;
use super::{ActionKind, Changes, Offers};
use crate::cancel::Cancel;
use crate::facts::LinkKind;
use crate::resolve::Resolution;
use crate::rules::quoted;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if !asked.deletes || !asked.snapshot.complete || !offers.wants(ActionKind::Delete) {
        return;
    }
    let cursor = asked.range.start;
    let (file, whose) = match asked.snapshot.link_at(asked.note, cursor) {
        Some(link) if matches!(link.kind, LinkKind::Tag | LinkKind::Footnote) => return,
        Some(link) => {
            let Resolution::Found(found) = asked.snapshot.resolve(asked.note, link) else { return };
            let Some(file) = found.place.file().filter(|file| *file != asked.note) else { return };
            let Some(path) = asked.snapshot.index.path(file) else { return };
            (file, quoted(path.as_str()))
        }
        None if asked.facts.title.as_ref().is_some_and(|title| title.span.touches(cursor)) => {
            (asked.note, "this note".to_owned())
        }
        None => return,
    };
    let title = format!("Delete {whose} and unlink all links to it");
    offers.add(ActionKind::Delete, title, move |asked| {
        let path = asked.snapshot.index.path(file)?.to_string();
        let edits = unlink_files(asked.snapshot, &[path], &Cancel::default()).ok()?.unasked();
        Some(Changes { edits, created: None, deleted: Some(file) })
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::{DELETED, check, titles};

    #[test]
    fn a_note_goes_and_links_to_it_become_their_text() {
        check(
            "\n-- a.md\n# A\n\n[see](b.md$0#b) it\n-- b.md\n# B\n\n[[a]]\n-- c.md\n- [[b]]\n- ![[b]]\n",
            "Delete `b.md` and unlink all links to it",
            &[("a.md", "# A\n\nsee it\n"), ("b.md", DELETED), ("c.md", "- b\n- b\n")],
        );
        check(
            "\n-- a.md\n# A$0\n\n[[a]]\n-- c.md\n[[a|x]]\n",
            "Delete this note and unlink all links to it",
            &[("a.md", DELETED), ("c.md", "x\n")],
        );
    }

    #[test]
    fn elsewhere_nothing_is_deleted() {
        for text in ["# A\n\ntext$0", "# A\n\n[[gone$0]]", "# A\n\n#tag$0", "# A\n\n[x](https://b.c$0)"] {
            let found = titles(&format!("\n-- a.md\n{text}\n"));
            assert!(!found.iter().any(|title| title.starts_with("Delete")), "{text}: {found:?}");
        }
    }
}
