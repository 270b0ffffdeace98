//! Fixture notation for tests: files, a cursor and marks, as plain data.
//!
//! Knows no type of the core, so that the core's own unit tests can use it.
