//! The command line: what each command prints, and with which code it ends.

mod glossary;
mod listings;
mod usage;
