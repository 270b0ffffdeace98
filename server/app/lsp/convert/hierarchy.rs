//! Items of the hierarchies of terms.

use glossator_core::features::{HierarchyCall, HierarchyItem, Location};
use glossator_core::index::FileId;
use tower_lsp::lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, Range, SymbolKind,
    TypeHierarchyItem, Url,
};

use super::Converter;
use crate::lsp::plain::plain;

/// What both kinds of item say.
struct Parts {
    detail: Option<String>,
    uri: Url,
    range: Range,
    selection_range: Range,
}

impl Converter {
    fn parts(&self, item: &HierarchyItem) -> Option<Parts> {
        let Location { file, span, name } = item.location;
        let (whole, selection_range) = (self.range(file, span), self.range(file, name));
        Some(Parts {
            detail: (!item.gist.is_empty()).then(|| plain(&item.gist)),
            uri: self.uri(file)?,
            // The selection has to lie inside the range; a name above its explanation does not.
            range: Range::new(whole.start.min(selection_range.start), whole.end.max(selection_range.end)),
            selection_range,
        })
    }

    /// A term as an item of a call hierarchy.
    pub(crate) fn call_item(&self, item: &HierarchyItem) -> Option<CallHierarchyItem> {
        let Parts { detail, uri, range, selection_range } = self.parts(item)?;
        let (name, kind) = (item.name.clone(), SymbolKind::KEY);
        Some(CallHierarchyItem { name, kind, tags: None, detail, uri, range, selection_range, data: None })
    }

    /// A term as an item of a type hierarchy.
    pub(crate) fn type_item(&self, item: &HierarchyItem) -> Option<TypeHierarchyItem> {
        let Parts { detail, uri, range, selection_range } = self.parts(item)?;
        let (name, kind) = (item.name.clone(), SymbolKind::KEY);
        Some(TypeHierarchyItem { name, kind, tags: None, detail, uri, range, selection_range, data: None })
    }

    /// A term that uses another.
    pub(crate) fn incoming_call(&self, call: &HierarchyCall) -> Option<CallHierarchyIncomingCall> {
        let from = self.call_item(&call.item)?;
        let note = call.item.location.file;
        Some(CallHierarchyIncomingCall {
            from,
            from_ranges: call.spans.iter().map(|&span| self.range(note, span)).collect(),
        })
    }

    /// A term that is used by one in `note`.
    pub(crate) fn outgoing_call(
        &self,
        note: FileId,
        call: &HierarchyCall,
    ) -> Option<CallHierarchyOutgoingCall> {
        let to = self.call_item(&call.item)?;
        Some(CallHierarchyOutgoingCall {
            to,
            from_ranges: call.spans.iter().map(|&span| self.range(note, span)).collect(),
        })
    }
}
