/// Longest title, in characters.
const LONGEST_TITLE: usize = 120;
/// Longest message, in characters.
const LONGEST_BODY: usize = 4_000;

/// What a broadcast is about, in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title(String);

/// What it says, in plain lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body(String);

/// Why a text is neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing was written.
    #[error("Bagian ini belum diisi.")]
    Empty,
    /// More than fits.
    #[error("Tulisan ini {length} huruf, paling panjang {most} huruf.")]
    TooLong {
        /// What was written.
        length: usize,
        /// What fits.
        most: usize,
    },
}

impl Title {
    /// Takes a line; line breaks in it become blanks.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let words: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
        bounded(words.join(" "), LONGEST_TITLE).map(Self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Body {
    /// Takes lines; their ends become `\n`.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text: String = text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        bounded(text.trim().to_owned(), LONGEST_BODY).map(Self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn bounded(text: String, most: usize) -> Result<String, TextError> {
    match text.chars().count() {
        0 => Err(TextError::Empty),
        length if length > most => Err(TextError::TooLong { length, most }),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line_and_a_body_keeps_its_lines() {
        assert_eq!(Title::parse(" Pemeliharaan\r\nmalam  ini ").unwrap().as_str(), "Pemeliharaan malam ini");
        assert_eq!(Body::parse("satu\r\n\r\ndua\0 ").unwrap().as_str(), "satu\n\ndua");
        assert_eq!(Title::parse(" \n "), Err(TextError::Empty));
        assert_eq!(Title::parse(&"a".repeat(121)), Err(TextError::TooLong { length: 121, most: 120 }));
    }
}
