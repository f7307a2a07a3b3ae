//! What the network said, in words of somebody who sets up a mail server.

use std::error::Error;
use std::io::{self, ErrorKind};

/// The trouble behind an error, with the remedy where one is known; else the error's own words.
pub(super) fn trouble(error: &(dyn Error + 'static)) -> String {
    let chain = std::iter::successors(Some(error), |error| (*error).source());
    let kinds = chain.filter_map(|error| error.downcast_ref::<io::Error>()).map(io::Error::kind);
    kinds.filter_map(in_words).last().map_or_else(|| error.to_string(), str::to_owned)
}

fn in_words(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::ConnectionRefused => "tidak ada server surat yang menjawab di port itu. Periksa portnya",
        ErrorKind::TimedOut => "server tidak menjawab. Periksa nama server dan portnya",
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof => {
            "server memutus sambungan. Periksa apakah cara pengamanannya (TLS) sesuai dengan portnya"
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            "server itu tidak terjangkau dari sini. Tanyakan kepada pengelola jaringannya"
        }
        // so the TLS library tells of a certificate that it does not trust
        ErrorKind::InvalidData => {
            "sertifikat server tidak dipercaya atau TLS-nya tidak cocok. Minta pengelola server memeriksanya"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("Connection error")]
    struct Wrapped(#[source] io::Error);

    #[test]
    fn what_the_system_says_is_said_in_plain_words_however_deep_it_lies() {
        let refused = || io::Error::from(ErrorKind::ConnectionRefused);
        assert!(trouble(&refused()).starts_with("tidak ada server surat"));
        assert!(trouble(&Wrapped(refused())).starts_with("tidak ada server surat"));
        assert_eq!(trouble(&io::Error::other("lain")), "lain");
    }
}
