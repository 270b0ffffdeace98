//! Semantic tokens as the protocol packs them: each by its distance to the one before.

use glossator_core::features::SemanticToken;
use glossator_core::index::FileId;
use tower_lsp::lsp_types::{self as lsp, SemanticTokenModifier, SemanticTokenType, SemanticTokensLegend};

use super::Converter;

/// Bits of the modifiers, by their place in the legend.
const DEFINITION: u32 = 1;
const UNLINKED: u32 = 1 << 1;

/// What the numbers in tokens mean. Nobody else's token is called `term`, so a theme can colour it by itself.
pub(crate) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: vec![SemanticTokenType::new("term")],
        token_modifiers: vec![SemanticTokenModifier::DEFINITION, SemanticTokenModifier::new("unlinked")],
    }
}

impl Converter {
    /// Tokens of a note, packed; they stand on one line each and in the order of the text.
    pub(crate) fn semantic_tokens(&self, note: FileId, tokens: &[SemanticToken]) -> Vec<lsp::SemanticToken> {
        let mut before = lsp::Position::default();
        let packed = tokens.iter().map(|token| {
            let lsp::Range { start, end } = self.range(note, token.span);
            let delta_line = start.line - before.line;
            let delta_start =
                if delta_line == 0 { start.character - before.character } else { start.character };
            before = start;
            lsp::SemanticToken {
                delta_line,
                delta_start,
                length: end.character.saturating_sub(start.character),
                token_type: 0,
                token_modifiers_bitset: if token.definition { DEFINITION } else { 0 }
                    | if token.unlinked { UNLINKED } else { 0 },
            }
        });
        packed.collect()
    }
}
