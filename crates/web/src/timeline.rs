//! The way of a thing through its stations, as a list from top to bottom.

/// How far a station is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Behind.
    Done,
    /// Here, and somebody's turn.
    Now,
    /// Here, and stuck.
    Stuck,
    /// Ahead.
    ToCome,
}

/// One station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// How far it is.
    pub reached: Reached,
    /// What happens here.
    pub title: String,
    /// When it was reached; empty ahead.
    pub at: String,
    /// A sentence about it; may be empty.
    pub note: String,
}

impl Milestone {
    /// A station without time and note.
    pub fn new(reached: Reached, title: impl Into<String>) -> Self {
        Self { reached, title: title.into(), at: String::new(), note: String::new() }
    }

    /// The same with its time.
    #[must_use]
    pub fn at(mut self, at: impl Into<String>) -> Self {
        self.at = at.into();
        self
    }

    /// The same with a sentence.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// The class that draws it.
    pub const fn class(&self) -> &'static str {
        match self.reached {
            Reached::Done => "done",
            Reached::Now => "now",
            Reached::Stuck => "stuck",
            Reached::ToCome => "next",
        }
    }

    /// What a screen reader hears before the title.
    pub const fn spoken(&self) -> &'static str {
        match self.reached {
            Reached::Done => "Selesai: ",
            Reached::Now => "Sedang berjalan: ",
            Reached::Stuck => "Berhenti: ",
            Reached::ToCome => "Berikutnya: ",
        }
    }
}
