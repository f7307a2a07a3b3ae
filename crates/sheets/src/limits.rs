//! How much of a file is read.

/// Columns that are read; what stands right of them is not looked at.
pub const MOST_COLUMNS: usize = 100;

/// The bounds of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows that hold something, the headings included.
    pub rows: usize,
    /// Bytes that a packed file may unpack to.
    pub unpacked: u64,
    /// Bytes of text in all cells together.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rows: 5_000, unpacked: 100 * 1024 * 1024, text: 32 * 1024 * 1024 }
    }
}
