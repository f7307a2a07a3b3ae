//! The passphrase of an archive: from a file, or typed twice without being shown.

use secrecy::{ExposeSecret, SecretString};

use crate::cli::Passphrase;
use crate::failure::Failure;

/// The shortest one for a new archive: it is tried by machines, far from here.
const SHORTEST: usize = 16;

/// For a new archive: long enough, and typed twice.
pub fn new(from: &Passphrase) -> Result<SecretString, Failure> {
    let phrase = if from.passphrase_file.is_some() {
        known(from)?
    } else {
        let (first, again) = (asked("Frasa sandi arsip: ")?, asked("Sekali lagi: ")?);
        if first.expose_secret() != again.expose_secret() {
            return Err(Failure::Usage("kedua frasa sandi tidak sama".to_owned()));
        }
        first
    };
    if phrase.expose_secret().chars().count() < SHORTEST {
        return Err(Failure::Usage(format!("frasa sandi paling sedikit {SHORTEST} huruf; beberapa kata lebih baik")));
    }
    Ok(phrase)
}

/// For an archive that is there.
pub fn known(from: &Passphrase) -> Result<SecretString, Failure> {
    let Some(file) = &from.passphrase_file else { return asked("Frasa sandi arsip: ") };
    let text = std::fs::read_to_string(file).map_err(|e| Failure::failed(format!("{}: {e}", file.display())))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned().into())
}

fn asked(question: &str) -> Result<SecretString, Failure> {
    let terminal = console::Term::stderr();
    if !terminal.is_term() {
        return Err(Failure::Usage("tidak ada terminal untuk bertanya; pakai --passphrase-file".to_owned()));
    }
    terminal.write_str(question)?;
    Ok(terminal.read_secure_line()?.into())
}
