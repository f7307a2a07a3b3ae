use bytes::Bytes;

/// Largest letter we take, in bytes: 10 MB as people read it on their screen.
pub const LETTER_LIMIT: usize = 10 * 1024 * 1024;

/// How far from the end a PDF may carry its `%%EOF`; some scanners pad the file.
const TRAILER: usize = 2048;

/// The letter of the head of region: looked at by content, not by name, and found to be a whole PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFile {
    bytes: Bytes,
}

/// Why a file is not taken as the letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterFileError {
    /// No file was chosen, or an empty one.
    #[error("Pilih berkas PDF surat kepala daerah.")]
    Empty,
    /// Larger than [`LETTER_LIMIT`]; carries the size in whole MB, rounded up.
    #[error("Berkas ini {0} MB, batasnya 10 MB. Pindai ulang dengan mutu sedang, lalu unggah lagi.")]
    TooLarge(usize),
    /// A program, whatever its name says.
    #[error("Berkas ini program komputer, bukan PDF. Simpan surat sebagai PDF, lalu unggah berkas itu.")]
    Program,
    /// A picture.
    #[error("Berkas ini gambar {0}, bukan PDF. Simpan hasil pindai sebagai PDF, lalu unggah lagi.")]
    Picture(&'static str),
    /// A text document.
    #[error("Berkas ini dokumen {0}, bukan PDF. Simpan sebagai PDF, lalu unggah lagi.")]
    Document(&'static str),
    /// Something else.
    #[error("Berkas ini bukan PDF. Simpan surat sebagai PDF, lalu unggah lagi.")]
    Other,
    /// Begins as a PDF but has no end.
    #[error("Berkas PDF ini terpotong. Pindai atau simpan ulang, lalu unggah lagi.")]
    CutOff,
}

impl LetterFile {
    /// Name of the type that the letter is stored and served as.
    pub const CONTENT_TYPE: &'static str = "application/pdf";

    /// Looks into the file. Neither its name nor what the browser says of it counts.
    pub fn parse(bytes: Bytes) -> Result<Self, LetterFileError> {
        if bytes.is_empty() {
            return Err(LetterFileError::Empty);
        }
        if bytes.len() > LETTER_LIMIT {
            return Err(LetterFileError::TooLarge(bytes.len().div_ceil(1024 * 1024)));
        }
        if !bytes.starts_with(b"%PDF-") {
            return Err(named(&bytes));
        }
        let end = &bytes[bytes.len().saturating_sub(TRAILER)..];
        if !end.windows(5).any(|window| window == b"%%EOF") {
            return Err(LetterFileError::CutOff);
        }
        Ok(Self { bytes })
    }

    /// Its content.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

/// What the file is instead.
fn named(bytes: &[u8]) -> LetterFileError {
    let Some(kind) = infer::get(bytes) else {
        return LetterFileError::Other;
    };
    match (kind.matcher_type(), kind.extension()) {
        (infer::MatcherType::App, _) => LetterFileError::Program,
        (infer::MatcherType::Image, "jpg") => LetterFileError::Picture("JPG"),
        (infer::MatcherType::Image, "png") => LetterFileError::Picture("PNG"),
        (infer::MatcherType::Image, "heif") => LetterFileError::Picture("HEIC"),
        (infer::MatcherType::Image, "tif") => LetterFileError::Picture("TIFF"),
        (_, "doc" | "docx") => LetterFileError::Document("Word"),
        (_, "odt") => LetterFileError::Document("LibreOffice"),
        (_, "xls" | "xlsx") => LetterFileError::Document("Excel"),
        (_, "zip" | "rar" | "7z") => LetterFileError::Document("terkompresi (ZIP)"),
        _ => LetterFileError::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";

    fn parse(bytes: &[u8]) -> Result<LetterFile, LetterFileError> {
        LetterFile::parse(Bytes::copy_from_slice(bytes))
    }

    #[test]
    fn a_whole_pdf_is_taken() {
        assert_eq!(parse(PDF).unwrap().bytes().as_ref(), PDF);
    }

    #[test]
    fn a_program_that_calls_itself_pdf_is_refused() {
        let mut exe = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec();
        exe.extend_from_slice(PDF);
        assert_eq!(parse(&exe), Err(LetterFileError::Program));
        let mut elf = b"\x7fELF\x02\x01\x01".to_vec();
        elf.resize(80, 0);
        assert_eq!(parse(&elf), Err(LetterFileError::Program));
    }

    #[test]
    fn a_file_over_the_limit_says_its_size() {
        let mut large = PDF.to_vec();
        large.resize(11 * 1024 * 1024, b'\n');
        let refusal = parse(&large).unwrap_err();
        assert_eq!(refusal, LetterFileError::TooLarge(11));
        assert!(refusal.to_string().starts_with("Berkas ini 11 MB, batasnya 10 MB."));
        let mut just = PDF[..PDF.len() - 6].to_vec();
        just.resize(LETTER_LIMIT - 6, b'\n');
        just.extend_from_slice(b"%%EOF\n");
        assert!(parse(&just).is_ok());
    }

    #[test]
    fn other_files_are_named_so_that_one_knows_what_to_do() {
        assert_eq!(parse(b""), Err(LetterFileError::Empty));
        assert_eq!(parse(b"\x89PNG\r\n\x1a\n\0\0\0\0"), Err(LetterFileError::Picture("PNG")));
        assert_eq!(parse(b"\xff\xd8\xff\xe0\0\x10JFIF"), Err(LetterFileError::Picture("JPG")));
        assert_eq!(parse(b"PK\x03\x04\x14\0\0\0\0\0"), Err(LetterFileError::Document("terkompresi (ZIP)")));
        assert_eq!(parse(b"surat kepala daerah"), Err(LetterFileError::Other));
        assert_eq!(parse(b"<html>%PDF-1.7 %%EOF</html>"), Err(LetterFileError::Other));
        assert_eq!(parse(&PDF[..20]), Err(LetterFileError::CutOff));
    }
}
