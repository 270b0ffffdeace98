//! End-to-end tests: the built binary, driven over pipes as an editor or a shell does.
