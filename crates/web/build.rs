//! Refuses to compile the web without its assets, and compiles again when they change.

use std::path::Path;

fn main() {
    for watched in ["../../dist", "i18n", "templates"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    if !Path::new("../../dist/manifest.json").exists() {
        println!("cargo::error=dist/manifest.json is missing: run scripts/build --assets once before cargo.");
    }
}
