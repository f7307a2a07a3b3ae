//! Wrong use of the command line, told in one line.

use std::process::ExitCode;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Wrong use ends with 2 and one clear line; `--help` and `--version` are no mistakes.
pub fn answer(error: &Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        print!("{error}");
        return ExitCode::SUCCESS;
    }
    eprintln!("balai: {}; lihat `balai --help`", sentence(error));
    ExitCode::from(2)
}

fn sentence(error: &Error) -> String {
    let told = |kind| error.get(kind).map(words).unwrap_or_default();
    let (argument, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "sebutkan perintahnya".to_owned()
        }
        ErrorKind::InvalidSubcommand => format!("perintah `{}` tidak dikenal", told(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("`{argument}` tidak dikenal"),
        ErrorKind::MissingRequiredArgument => format!("masih kurang {argument}"),
        ErrorKind::ArgumentConflict => {
            format!("`{argument}` tidak dapat dipakai bersama `{}`", told(ContextKind::PriorArg))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("isi `{argument}`"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("nilai `{value}` tidak cocok untuk `{argument}`")
        }
        _ => first_line(error),
    }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

fn first_line(error: &Error) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::Cli;

    fn said(arguments: &[&str]) -> String {
        let arguments = std::iter::once("balai").chain(arguments.iter().copied());
        sentence(&Cli::try_parse_from(arguments).expect_err("a wrong use"))
    }

    #[test]
    fn each_mistake_names_what_is_wrong() {
        for (arguments, sentence) in [
            (&[][..], "sebutkan perintahnya"),
            (&["tenant"], "sebutkan perintahnya"),
            (&["jalan"], "perintah `jalan` tidak dikenal"),
            (&["serve", "--cepat"], "`--cepat` tidak dikenal"),
            (&["user", "invite", "--email", "a@b.go.id"], "masih kurang --role <ROLE>, --domain <DOMAIN>"),
            (&["tenant", "provision"], "masih kurang <CODE>"),
            (&["serve", "--listen"], "isi `--listen <ALAMAT>`"),
            (
                &["tenant", "provision", "33.14", "--all-approved"],
                "`[CODE]` tidak dapat dipakai bersama `--all-approved`",
            ),
        ] {
            assert_eq!(said(arguments), sentence);
        }
    }
}
