//! The directory that the command leaves: only its owner can read it.

use std::fs::{DirBuilder, File};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use balai_identity::{Account, AccountSays, Disclosed};
use balai_messaging::{BreachReport, Letter, breach_report};
use balai_rights::breach::Seen;
use balai_sheets::guarded;
use serde_json::json;
use url::Url;
use uuid::Uuid;

use super::people::Sums;
use crate::failure::Failure;

/// The files that are written.
pub struct Files {
    dir: PathBuf,
    events: csv::Writer<File>,
    people: csv::Writer<File>,
    as_json: BufWriter<File>,
    written: usize,
}

impl Files {
    /// Makes the directory, which must not be there.
    pub fn make(dir: &Path) -> Result<Self, Failure> {
        let said = |error: std::io::Error| Failure::failed(format!("--output {}: {error}", dir.display()));
        let made = |dir: &Path| DirBuilder::new().mode(0o700).create(dir);
        made(dir).and_then(|()| made(&dir.join("surat"))).map_err(said)?;
        let file = |name: &str| File::create(dir.join(name)).map_err(said);
        let mut files = Self {
            dir: dir.to_owned(),
            events: csv::Writer::from_writer(file("pembukaan.csv")?),
            people: csv::Writer::from_writer(file("orang.csv")?),
            as_json: BufWriter::new(file("orang.json")?),
            written: 0,
        };
        record(&mut files.events, &["waktu", "jejak", "akun", "data", "berkas", "oleh", "alamat"])?;
        record(&mut files.people, &["akun", "nama", "kontak", "data", "pembukaan", "pertama", "terakhir", "oleh"])?;
        files.as_json.write_all(b"[")?;
        Ok(files)
    }

    /// One deed.
    pub fn event(&mut self, seen: &Seen) -> Result<(), Failure> {
        let fields = [
            seen.at.to_rfc3339(),
            seen.region.map_or_else(|| "nasional".to_owned(), |region| region.to_string()),
            seen.owner.map(|owner| owner.to_string()).unwrap_or_default(),
            seen.kind.word().to_owned(),
            seen.document.clone().unwrap_or_default(),
            seen.by.clone(),
            seen.ip.clone(),
        ];
        record(&mut self.events, &fields)
    }

    /// One person: a line of both lists, masked, and the letter.
    pub fn person(&mut self, account: &Account, sums: &Sums, told: &Disclosed, page: &Url) -> Result<(), Failure> {
        let (name, contact) =
            (masked(account.name.as_str()), account.contact().map(|contact| contact.masked()).unwrap_or_default());
        let time = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339();
        let (first, last) = sums.between().map(|(first, last)| (time(first), time(last))).unwrap_or_default();
        let fields = [
            account.id.to_string(),
            name.clone(),
            contact.clone(),
            told.data.clone(),
            sums.events.to_string(),
            first.clone(),
            last.clone(),
            sums.by(),
        ];
        record(&mut self.people, &fields)?;
        let line = json!({
            "account": account.id, "name": name, "contact": contact, "data": sums.data(), "events": sums.events,
            "first": first, "last": last, "by": sums.by(),
        });
        let comma = if self.written == 0 { "\n" } else { ",\n" };
        write!(self.as_json, "{comma}{line}")?;
        self.written += 1;
        let says = AccountSays::DataDisclosed(Box::new(told.clone()));
        let letter = Letter::OfAccount { says, page: page.clone() }.render(Some(account.name.as_str()));
        let letter = letter.map_err(Failure::failed)?;
        let file = self.dir.join("surat").join(format!("{}.txt", account.id));
        Ok(std::fs::write(file, format!("{}\n\n{}", letter.subject, letter.text))?)
    }

    /// Those who were to be told and are reached nowhere: their letters are brought to them.
    pub fn unreached(&self, accounts: &[Uuid]) -> Result<(), Failure> {
        if accounts.is_empty() {
            return Ok(());
        }
        let mut list = csv::Writer::from_path(self.dir.join("tanpa-kontak.csv")).map_err(Failure::failed)?;
        record(&mut list, &["akun", "surat"])?;
        for account in accounts {
            record(&mut list, &[account.to_string(), format!("surat/{account}.txt")])?;
        }
        Ok(list.flush()?)
    }

    /// Ends the lists.
    pub fn finish_people(&mut self) -> Result<(), Failure> {
        self.as_json.write_all(b"\n]\n")?;
        self.as_json.flush()?;
        self.events.flush()?;
        Ok(self.people.flush()?)
    }

    /// A letter to the institution or a region, as text and to be printed.
    pub fn letter(&self, name: &str, report: &BreachReport) -> Result<(), Failure> {
        let letter = breach_report(report).map_err(Failure::failed)?;
        std::fs::write(self.dir.join(format!("{name}.txt")), format!("{}\n\n{}", letter.subject, letter.text))?;
        Ok(std::fs::write(self.dir.join(format!("{name}.html")), letter.html)?)
    }
}

/// Writes a line whose cells no spreadsheet takes for formulas.
fn record<T: AsRef<str>>(list: &mut csv::Writer<File>, cells: &[T]) -> Result<(), Failure> {
    list.write_record(cells.iter().map(|cell| guarded(cell.as_ref()))).map_err(Failure::failed)
}

/// `S*** R***`.
fn masked(name: &str) -> String {
    let word = |word: &str| word.chars().next().map(|first| format!("{first}***")).unwrap_or_default();
    name.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}
