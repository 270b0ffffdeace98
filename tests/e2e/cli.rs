//! The command line: what each command prints, and with which code it ends.

mod automation;
mod checking;
mod formats;
mod glossary;
mod listings;
mod usage;
