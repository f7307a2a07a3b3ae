//! What commands print: tables for people, JSON for programs, bars while a terminal watches.

use balai_migrations::Outcome;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::failure::Failure;
use crate::settings::{Mistake, Settings};

/// A bar of a known length; invisible where no terminal watches.
pub fn bar(length: usize, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:32} {pos}/{len} {msg} {elapsed}").expect("a valid template");
    ProgressBar::new(length as u64).with_style(style).with_message(what)
}

/// Prints rows in columns as wide as they need.
pub fn table(head: &[&str], rows: &[Vec<String>]) {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([head[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = cells.zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        println!("{}", padded.join("  ").trim_end());
    };
    line(&mut head.iter().copied());
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
}

/// The outcome of `balai config check`.
pub fn config(outcome: Result<Settings, Vec<Mistake>>, as_json: bool) -> Result<(), Failure> {
    if as_json {
        let mistakes = outcome.as_ref().err().cloned().unwrap_or_default();
        println!("{}", json!({ "ok": mistakes.is_empty(), "mistakes": mistakes }));
    } else if outcome.is_ok() {
        println!("Konfigurasi tanpa kesalahan.");
    }
    outcome.map(drop).map_err(Failure::Settings)
}

/// The table at the end of a migration.
pub fn migrations(control: &[String], outcomes: &[Outcome], as_json: bool) -> Result<(), Failure> {
    let state = |outcome: &Outcome| match &outcome.result {
        Ok(steps) if steps.is_empty() => "sudah terbaru".to_owned(),
        Ok(steps) => steps.join(", "),
        Err(error) => format!("GAGAL: {error}"),
    };
    if as_json {
        let tenants: Vec<_> = outcomes
            .iter()
            .map(|o| json!({"space": o.space, "ok": o.result.is_ok(), "state": state(o), "ms": o.took.as_millis()}))
            .collect();
        println!("{}", serde_json::to_string(&json!({"control": control, "tenants": tenants}))?);
        return Ok(());
    }
    let own = if control.is_empty() { "sudah terbaru".to_owned() } else { control.join(", ") };
    let mut rows = vec![vec!["pusat".to_owned(), own, String::new()]];
    rows.extend(outcomes.iter().map(|o| vec![o.space.clone(), state(o), format!("{} ms", o.took.as_millis())]));
    table(&["ruang", "langkah", "lama"], &rows);
    Ok(())
}

/// The steps that `balai migrate` would take.
pub fn plan(plan: &[(String, Vec<String>)], as_json: bool) -> Result<(), Failure> {
    if as_json {
        let spaces: Vec<_> = plan.iter().map(|(space, steps)| json!({"space": space, "steps": steps})).collect();
        println!("{}", serde_json::to_string(&spaces)?);
        return Ok(());
    }
    let said = |steps: &[String]| if steps.is_empty() { "sudah terbaru".to_owned() } else { steps.join(", ") };
    let rows: Vec<_> = plan.iter().map(|(space, steps)| vec![space.clone(), said(steps)]).collect();
    table(&["ruang", "akan dijalankan"], &rows);
    Ok(())
}
