//! The command line: what each command prints, and with which code it ends.

mod checking;
mod glossary;
mod listings;
mod usage;
