//! Kinds of documents, in the reader's language.

use balai_catalog::standard::DocumentCode;
use balai_vault::OTHER;

use crate::fault::Fault;
use crate::state::App;
use crate::words::Words;

/// The kinds whose names the screens have in both languages.
const NAMED: [(&str, &str); 22] = [
    ("KTP", "vault-kind-ktp"),
    ("KK", "vault-kind-kk"),
    ("AKL", "vault-kind-akl"),
    ("NIKAH", "vault-kind-nikah"),
    ("IJZ", "vault-kind-ijz"),
    ("JKN", "vault-kind-jkn"),
    ("NPWP", "vault-kind-npwp"),
    ("NIB", "vault-kind-nib"),
    ("FOTO", "vault-kind-foto"),
    ("STR", "vault-kind-str"),
    ("KTPORTU", "vault-kind-ktportu"),
    ("SERT", "vault-kind-sert"),
    ("PBB", "vault-kind-pbb"),
    ("STNK", "vault-kind-stnk"),
    ("BPKB", "vault-kind-bpkb"),
    ("AKTA", "vault-kind-akta"),
    ("SEHAT", "vault-kind-sehat"),
    ("HILANG", "vault-kind-hilang"),
    ("PENGANTAR", "vault-kind-pengantar"),
    ("KUASA", "vault-kind-kuasa"),
    ("SPM", "vault-kind-spm"),
    (OTHER, "vault-kind-other"),
];

/// A kind and what people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its code.
    pub code: DocumentCode,
    /// Its name.
    pub name: String,
}

/// The kinds that requirements name, the usual ones first, and any other document last.
pub async fn all(app: &App, w: Words) -> Result<Vec<Kind>, Fault> {
    let known = app.templates.in_force().await?;
    let place =
        |code: &DocumentCode| NAMED.iter().position(|(named, _)| *named == code.as_str()).unwrap_or(NAMED.len() - 2);
    let mut kinds: Vec<Kind> = known
        .documents
        .iter()
        .map(|document| Kind {
            code: document.code.clone(),
            name: own(w, document.code.as_str()).unwrap_or_else(|| document.name.to_string()),
        })
        .collect();
    let other = DocumentCode::parse(OTHER).map_err(|error| Fault::ours(&error))?;
    kinds.push(Kind { name: name_of(w, OTHER), code: other });
    kinds.sort_by_key(|kind| place(&kind.code));
    Ok(kinds)
}

/// The kind of this code.
pub async fn find(app: &App, w: Words, code: &str) -> Result<Option<Kind>, Fault> {
    Ok(all(app, w).await?.into_iter().find(|kind| kind.code.as_str() == code))
}

/// What a kind is called; one that is not known any more goes by its code.
pub fn name_of(w: Words, code: &str) -> String {
    own(w, code).unwrap_or_else(|| code.to_owned())
}

fn own(w: Words, code: &str) -> Option<String> {
    NAMED.iter().find(|(named, _)| *named == code).map(|(_, key)| w.t(key))
}
