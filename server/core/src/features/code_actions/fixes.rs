//! What mends the problems that rules have found.

use super::{ActionKind, Changes, Offers};
use crate::cancel::{Cancel, Cancellable};
use crate::rules::{Problem, check, fixes};

/// Offers the fixes of the problems in the selection, and tells these problems.
pub(super) fn offer(offers: &mut Offers<'_, '_>, cancel: &Cancel) -> Cancellable<Vec<Problem>> {
    if !offers.wants(ActionKind::QuickFix) {
        return Ok(Vec::new());
    }
    let asked = std::rc::Rc::clone(&offers.asked);
    let mut problems = check(asked.snapshot, asked.note, cancel)?;
    let mut last = None;
    for (problem, fix) in fixes(&problems, asked.range) {
        let place = (problem.rule, problem.span);
        // The fix of the problem itself comes before the one of all that are alike.
        let is_own = last.replace(place) != Some(place);
        // Two problems may be mended by the same words, and all alike by one action.
        if !is_own && offers.found.iter().any(|action| action.title == fix.title) {
            continue;
        }
        let edits = fix.edits;
        let making = move |_: &super::Asked<'_>| Some(Changes { edits, ..Changes::default() });
        if let Some(action) = offers.add(ActionKind::QuickFix, fix.title, making) {
            action.preferred = is_own && fix.safe;
            action.problem = Some(place);
        }
    }
    problems.retain(|problem| asked.touches(problem.span));
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    #[test]
    fn problems_in_the_selection_are_mended() {
        check(
            "\n-- a.md\n# A\n\nthe the$0 end\n\nthe the end\n",
            "Remove the second `the`",
            &[("a.md", "# A\n\nthe end\n\nthe the end\n")],
        );
    }

    #[test]
    fn problems_that_are_mended_alike_are_mended_together() {
        check(
            "\n-- a.md\n# A\n\nthe the$0 end\n\nan an end\n",
            "Remove all doubled words",
            &[("a.md", "# A\n\nthe end\n\nan end\n")],
        );
    }

    #[test]
    fn elsewhere_nothing_is_mended() {
        let found = titles("\n-- a.md\n# A$0\n\nthe the end\n");
        assert!(!found.iter().any(|title| title.contains("the")), "{found:?}");
    }
}
