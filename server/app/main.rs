//! The `glossator` program.

fn main() {
    std::process::exit(glossator_app::run());
}
