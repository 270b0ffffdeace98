//! The application: the language server and the command line over `glossator-core`.
