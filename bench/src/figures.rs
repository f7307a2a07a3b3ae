//! Figures with what was promised of them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::Outcome;

/// All figures of one engine.
#[derive(Serialize, Deserialize)]
pub struct Figures {
    /// `PostgreSQL` or `SQLite`.
    pub engine: String,
    /// What the engine runs with.
    pub settings: String,
    /// In the order of measuring.
    pub rows: Vec<Figure>,
}

/// One figure.
#[derive(Serialize, Deserialize)]
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: Unit,
    /// What was promised.
    pub target: Option<Target>,
    /// What one must know to read it; may be empty.
    pub note: String,
}

/// What a figure counts.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    Seconds,
    Milliseconds,
    Microseconds,
    PerSecond,
    Megabytes,
    Ratio,
    Percent,
}

/// A promise.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub enum Target {
    AtMost(f64),
    AtLeast(f64),
}

impl Target {
    /// Whether a figure keeps it.
    pub fn is_kept(self, value: f64) -> bool {
        match self {
            Self::AtMost(bound) => value <= bound,
            Self::AtLeast(bound) => value >= bound,
        }
    }
}

impl Figures {
    /// None yet.
    pub fn new(engine: &str, settings: String) -> Self {
        Self { engine: engine.to_owned(), settings, rows: Vec::new() }
    }

    /// Adds a figure and says it at once.
    pub fn put(&mut self, what: &str, value: f64, unit: Unit) -> &mut Figure {
        println!("   {}: {what}: {}", self.engine, unit.print(value));
        self.rows.push(Figure { what: what.to_owned(), value, unit, target: None, note: String::new() });
        self.rows.last_mut().expect("one was put there")
    }

    /// Reads a file that [`Figures::write`] wrote.
    pub fn read(file: &Path) -> Outcome<Self> {
        Ok(serde_json::from_str(&std::fs::read_to_string(file)?)?)
    }

    /// Writes them to a file.
    pub fn write(&self, file: &Path) -> Outcome {
        Ok(std::fs::write(file, serde_json::to_string_pretty(self)?)?)
    }
}

impl Figure {
    /// With a promise.
    pub fn target(&mut self, target: Target) -> &mut Self {
        self.target = Some(target);
        self
    }

    /// With a remark.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.note = note.into();
        self
    }
}

impl Unit {
    /// A value as a table shows it.
    pub fn print(self, value: f64) -> String {
        match self {
            Self::Seconds => format!("{value:.2} s"),
            Self::Milliseconds => format!("{value:.1} ms"),
            Self::Microseconds => format!("{value:.3} µs"),
            Self::PerSecond => format!("{value:.0} /s"),
            Self::Megabytes => format!("{value:.0} MB"),
            Self::Ratio => format!("{value:.2}"),
            Self::Percent => format!("{value:.1} %"),
        }
    }
}
