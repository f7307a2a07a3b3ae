//! What people read when a file is not kept: what is wrong, and what to do.

use balai_vault::AddRefused;
use balai_vault::file::Refusal;

use crate::fault::Fault;
use crate::words::Words;

/// The sentence for a refusal; what is no fault of the file is a fault.
pub fn sentence(w: Words, refused: AddRefused) -> Result<String, Fault> {
    match refused {
        AddRefused::File(refusal) => Ok(w.t(key(refusal))),
        AddRefused::Full => Ok(w.t("vault-full")),
        AddRefused::Other => Ok(w.t("vault-other")),
        // a clerk reads of the last two at her own page
        AddRefused::Unknown | AddRefused::Oneself | AddRefused::Enough => Err(Fault::NotFound),
        AddRefused::Storage(error) => Err(error.into()),
    }
}

const fn key(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Nothing => "vault-refused-nothing",
        Refusal::TooLarge => "vault-refused-large",
        Refusal::TooManyPages => "vault-refused-pages",
        Refusal::Mixed => "vault-refused-mixed",
        Refusal::OtherCoding => "vault-refused-coding",
        Refusal::OtherKind => "vault-refused-kind",
        Refusal::TooManyParts => "vault-refused-parts",
        Refusal::BrokenPicture => "vault-refused-picture",
        Refusal::Bomb => "vault-refused-points",
        Refusal::TooSmall => "vault-refused-small",
        Refusal::Encrypted => "vault-refused-password",
        Refusal::Active => "vault-refused-active",
        Refusal::PdfBomb => "vault-refused-grows",
        Refusal::BrokenPdf => "vault-refused-pdf",
        Refusal::Polyglot => "vault-refused-two",
        Refusal::Harmful => "vault-refused-harmful",
    }
}
