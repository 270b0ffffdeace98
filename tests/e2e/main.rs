//! End-to-end tests: the built binary, driven over pipes as an editor or a shell does.

// A test file is a crate of its own to the linter, which allows this in functions marked as tests only.
#![allow(clippy::unwrap_used)]

mod client;
mod dice;
mod model;
mod scene;
mod shell;
mod vault;

mod capabilities;
mod cli;
mod coverage;
mod disk;
mod features;
mod framing;
mod histories;
mod lifecycle;
mod ordering;
mod panics;
mod replay;
mod text;
mod workspace;
