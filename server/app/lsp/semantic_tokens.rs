//! What semantic tokens each note was last told, so that an edit sends what has changed and not all of them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tower_lsp::lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult,
    Url,
};

/// A token is five numbers on the wire, and edits count numbers.
const NUMBERS: usize = 5;

/// The tokens that the client has of each open note.
#[derive(Default)]
pub(crate) struct Told {
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    by_uri: HashMap<Url, (String, Vec<SemanticToken>)>,
    last: u64,
}

impl Told {
    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All tokens of a note.
    pub(crate) fn full(&self, uri: Url, data: Vec<SemanticToken>) -> SemanticTokens {
        let (result_id, _) = self.replace(uri, data.clone());
        SemanticTokens { result_id: Some(result_id), data }
    }

    /// What differs from what the client has by this name; everything where it has something else.
    pub(crate) fn delta(
        &self,
        uri: Url,
        previous: &str,
        data: Vec<SemanticToken>,
    ) -> SemanticTokensFullDeltaResult {
        let (result_id, before) = self.replace(uri, data.clone());
        let result_id = Some(result_id);
        match before.filter(|(id, _)| id == previous) {
            Some((_, before)) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
                result_id,
                edits: difference(&before, &data).into_iter().collect(),
            }),
            None => SemanticTokensFullDeltaResult::Tokens(SemanticTokens { result_id, data }),
        }
    }

    /// Forgets a note that is closed.
    pub(crate) fn forget(&self, uri: &Url) {
        self.notes().by_uri.remove(uri);
    }

    /// Keeps what a note is told now; its name, and what it was told before.
    fn replace(&self, uri: Url, data: Vec<SemanticToken>) -> (String, Option<(String, Vec<SemanticToken>)>) {
        let mut notes = self.notes();
        notes.last += 1;
        let id = notes.last.to_string();
        let before = notes.by_uri.insert(uri, (id.clone(), data));
        (id, before)
    }
}

/// The one edit that makes the old tokens the new ones; `None` where they are the same.
fn difference(before: &[SemanticToken], now: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let same = before.iter().zip(now).take_while(|(before, now)| before == now).count();
    let behind = before[same..].iter().rev().zip(now[same..].iter().rev());
    let behind = behind.take_while(|(before, now)| before == now).count();
    let deleted = before.len() - same - behind;
    let data = &now[same..now.len() - behind];
    let number = |count: usize| u32::try_from(count * NUMBERS).unwrap_or(u32::MAX);
    (0 < deleted || !data.is_empty()).then(|| SemanticTokensEdit {
        start: number(same),
        delete_count: number(deleted),
        data: Some(data.to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(lengths: &[u32]) -> Vec<SemanticToken> {
        let token = |&length: &u32| SemanticToken {
            delta_line: 1,
            delta_start: 0,
            length,
            token_type: 0,
            token_modifiers_bitset: 0,
        };
        lengths.iter().map(token).collect()
    }

    #[track_caller]
    fn check(before: &[u32], now: &[u32], expected: Option<(u32, u32, usize)>) {
        let edit = difference(&tokens(before), &tokens(now));
        let shown = edit.map(|edit| (edit.start, edit.delete_count, edit.data.unwrap_or_default().len()));
        assert_eq!(shown, expected);
    }

    #[test]
    fn an_edit_is_what_lies_between_what_stayed() {
        check(&[1, 2, 3], &[1, 2, 3], None);
        check(&[1, 2, 3], &[1, 9, 9, 3], Some((5, 5, 2)));
        check(&[1, 1], &[1, 1, 1], Some((10, 0, 1)));
        check(&[1, 1, 1], &[1], Some((5, 10, 0)));
        check(&[], &[1], Some((0, 0, 1)));
        check(&[1], &[], Some((0, 5, 0)));
    }

    #[test]
    fn a_client_that_has_something_else_gets_all() {
        let told = Told::default();
        let uri = Url::parse("file:///a.md").expect("a URI");
        let first = told.full(uri.clone(), tokens(&[1])).result_id.expect("it has a name");
        let second = told.delta(uri.clone(), &first, tokens(&[1, 2]));
        assert!(matches!(second, SemanticTokensFullDeltaResult::TokensDelta(_)), "{second:?}");
        let third = told.delta(uri.clone(), &first, tokens(&[1, 2]));
        assert!(matches!(third, SemanticTokensFullDeltaResult::Tokens(_)), "{third:?}");
        told.forget(&uri);
        assert!(matches!(told.delta(uri, "3", tokens(&[])), SemanticTokensFullDeltaResult::Tokens(_)));
    }
}
