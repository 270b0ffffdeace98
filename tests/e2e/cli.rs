//! The command line: what each command prints, and with which code it ends.

mod listings;
mod usage;
