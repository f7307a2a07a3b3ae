//! The questions of a machine's request. Unlike on pages, a wrong one is an error that names its field.

use balai_catalog::queries::{MOST_ITEMS, Page};
use serde::Deserialize;
use uuid::Uuid;

use crate::asked::LONGEST;
use crate::fault::Fault;

/// Items of a list when nothing was asked.
const USUAL: u64 = 20;

/// What a list can be asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Words to search.
    pub q: Option<String>,
    /// The slug of an agency.
    pub agency: Option<String>,
    limit: Option<String>,
    after: Option<String>,
}

impl Asked {
    /// The words to search; none when none were given.
    pub fn words(&self) -> Result<Option<&str>, Fault> {
        let words = self.q.as_deref().map(str::trim).filter(|words| !words.is_empty());
        match words {
            Some(words) if words.chars().count() > LONGEST => {
                Err(Fault::WrongField("q", format!("q paling panjang {LONGEST} huruf.")))
            }
            words => Ok(words),
        }
    }

    /// Which part of the list.
    pub fn page(&self) -> Result<Page, Fault> {
        let wrong = || Fault::WrongField("limit", format!("limit harus angka 1 sampai {MOST_ITEMS}."));
        let limit = match self.limit.as_deref() {
            None => USUAL,
            Some(text) => text.parse().ok().filter(|n| (1..=MOST_ITEMS).contains(n)).ok_or_else(wrong)?,
        };
        let after = self.after.as_deref().map(Uuid::parse_str).transpose();
        let after =
            after.map_err(|_| Fault::WrongField("after", "after harus nilai next dari jawaban sebelumnya.".into()))?;
        Ok(Page { limit, after })
    }
}
