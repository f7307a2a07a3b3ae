use std::collections::BTreeSet;

use balai_kernel::{Holiday, HolidayKind, read_holidays_csv};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Most lines of one file: years ahead, with every day.
const MOST_LINES: usize = 1_000;

/// Holidays as a column holds them, in the order of their dates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Listed(pub Vec<Holiday>);

/// A line that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Its number in the file, the heading included.
    pub line: u64,
    /// What is wrong.
    pub problem: String,
}

/// Reads a file of national holidays and joint leave. Nothing of it is taken while a line is wrong.
pub fn read(text: &str) -> Result<Listed, Vec<Wrong>> {
    let (mut holidays, mut wrong, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    let lines = read_holidays_csv(text);
    if lines.len() > MOST_LINES {
        return Err(vec![Wrong { line: 1, problem: format!("berkas ini lebih dari {MOST_LINES} baris.") }]);
    }
    for read in lines {
        match read {
            Err(error) => wrong.push(Wrong { line: error.line, problem: error.problem.to_string() }),
            Ok((line, holiday)) => {
                let problem = match holiday.kind {
                    HolidayKind::Local => Some("libur daerah diatur oleh daerah, bukan di sini."),
                    _ if !seen.insert(holiday.date) => Some("tanggal ini sudah ada di baris lain."),
                    _ => None,
                };
                match problem {
                    Some(problem) => wrong.push(Wrong { line, problem: problem.to_owned() }),
                    None => holidays.push(holiday),
                }
            }
        }
    }
    if wrong.is_empty() && holidays.is_empty() {
        wrong.push(Wrong { line: 1, problem: "tidak ada satu hari libur pun di berkas ini.".to_owned() });
    }
    holidays.sort_by_key(|holiday| holiday.date);
    if wrong.is_empty() { Ok(Listed(holidays)) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "date,weekday,name,type,legal_basis,estimated,check\n";

    #[test]
    fn the_list_that_the_program_carries_can_be_imported() {
        let carried = include_str!("../../../../config/holidays.csv");
        assert!(read(carried).is_ok_and(|listed| listed.0.len() > 50), "{:?}", read(carried).err());
    }

    #[test]
    fn every_wrong_line_is_named() {
        let file = format!(
            "{HEAD}2027-01-01,Jumat,Tahun Baru,libur_nasional,SKB,0,\n2027-01-01,Jumat,Dua kali,cuti_bersama,SKB,0,\n\
             2027-02-30,Senin,Tidak ada,libur_nasional,SKB,0,\n2027-03-01,Selasa,Salah hari,libur_nasional,SKB,0,\n\
             2027-04-01,Kamis,Hari jadi,libur_daerah,,0,\n2027-05-01,Sabtu,,libur_nasional,,0,\n"
        );
        let wrong = read(&file).unwrap_err();
        assert_eq!(wrong.iter().map(|wrong| wrong.line).collect::<Vec<_>>(), [3, 4, 5, 6, 7]);
        assert!(wrong[2].problem.contains("Senin"), "{wrong:?}");
        assert_eq!(read(HEAD).unwrap_err().len(), 1);
        assert_eq!(read("tanggal;nama\n1;2\n").unwrap_err()[0].line, 2);
    }
}
