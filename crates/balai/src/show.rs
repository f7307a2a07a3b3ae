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

/// Tells how far long work is that nobody else tells of: a bar where a terminal watches, elsewhere a line on stderr for each
/// tenth of the way.
pub struct Way {
    bar: ProgressBar,
    told: u64,
}

impl Way {
    /// A way of a known length, at its beginning.
    pub fn new(length: u64, what: &'static str) -> Self {
        Self { bar: bar(usize::try_from(length).unwrap_or(usize::MAX), what), told: 0 }
    }

    /// Goes the same way again.
    pub fn again(&mut self) {
        self.bar.set_position(0);
        self.told = 0;
    }

    /// Goes on by some steps; `what` says what they were and what came of them. A way that turns out longer grows.
    pub fn go(&mut self, steps: u64, what: String) {
        self.bar.inc(steps);
        let (at, length) = (self.bar.position(), self.bar.length().unwrap_or_default());
        if at > length {
            self.bar.set_length(at);
        }
        let tenth = (at * 10).checked_div(length).unwrap_or_default().min(10);
        if self.bar.is_hidden() && tenth > self.told {
            eprintln!("{at}/{} {what}", length.max(at));
        }
        self.told = tenth;
        self.bar.set_message(what);
    }

    /// The work is done.
    pub fn end(self) {
        self.bar.finish_and_clear();
    }
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
