//! The names of the values of settings that have a few.

use glossator_core::config::{LinkExtension, LinkPaths, LinkStyle, Scope, TermInsert};

/// A setting that has one of a few values, each with a name.
pub(super) trait Choice: Copy + PartialEq + 'static {
    /// Every value with its name in settings. `true` and `false` are also written without quotes.
    const NAMES: &'static [(&'static str, Self)];
}

impl Choice for Scope {
    const NAMES: &'static [(&'static str, Self)] =
        &[("auto", Self::Auto), ("open", Self::Open), ("vault", Self::Vault)];
}

impl Choice for TermInsert {
    const NAMES: &'static [(&'static str, Self)] =
        &[("text", Self::Text), ("wiki", Self::Wiki), ("markdown", Self::Markdown)];
}

impl Choice for LinkStyle {
    const NAMES: &'static [(&'static str, Self)] =
        &[("auto", Self::Auto), ("wiki", Self::Wiki), ("markdown", Self::Markdown)];
}

impl Choice for LinkExtension {
    const NAMES: &'static [(&'static str, Self)] =
        &[("auto", Self::Auto), ("true", Self::Always), ("false", Self::Never)];
}

impl Choice for LinkPaths {
    const NAMES: &'static [(&'static str, Self)] =
        &[("auto", Self::Auto), ("relative", Self::Relative), ("root", Self::Root)];
}
