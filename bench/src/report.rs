//! The table, on the screen and in a document.

use std::fmt::Write as _;
use std::path::Path;

use crate::Outcome;
use crate::figures::{Figure, Figures, Target, Unit};

/// Everything before this line is written anew; what stands behind it is written by hand.
const MARK: &str = "<!-- scripts/bench writes what stands above this line; below it people write -->";

/// Prints the figures and writes them into the document.
pub fn run(about: &[String], document: &Path, files: &[std::path::PathBuf]) -> Outcome {
    let mut text = String::from(
        "# Benchmarks\n\nWritten by `scripts/bench`. Figures of one run on one machine: read the ratios, not the speeds.\n\n",
    );
    for line in about {
        writeln!(text, "- {line}")?;
    }
    for file in files {
        table(&mut text, &Figures::read(file)?)?;
    }
    println!("\n{text}");
    let old = std::fs::read_to_string(document).unwrap_or_default();
    let below = old.split_once(MARK).map_or("", |(_, below)| below);
    writeln!(text, "\n{MARK}")?;
    text.push_str(below.trim_start_matches('\n').trim_end());
    Ok(std::fs::write(document, format!("{}\n", text.trim_end()))?)
}

fn table(text: &mut String, figures: &Figures) -> Outcome {
    writeln!(text, "\n## {}\n\n{}\n", figures.engine, figures.settings)?;
    writeln!(text, "| what | measured | target | |\n|---|---|---|---|")?;
    for figure in &figures.rows {
        let Figure { what, value, unit, note, .. } = figure;
        writeln!(text, "| {what} | {} | {} | {note} |", unit.print(*value), promised(figure))?;
    }
    Ok(())
}

fn promised(figure: &Figure) -> String {
    let Some(target) = figure.target else { return "-".to_owned() };
    let (word, bound) = match target {
        Target::AtMost(bound) => ("at most", bound),
        Target::AtLeast(bound) => ("at least", bound),
    };
    let verdict = if target.is_kept(figure.value) { "reached" } else { "**missed**" };
    format!("{word} {}: {verdict}", Unit::print(figure.unit, bound))
}
