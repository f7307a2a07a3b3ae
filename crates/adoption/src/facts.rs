//! What decrees and the ministry say of regions: fiscal class with its decree and year (never computed), and typology. They
//! come as a table, are looked at, and are taken in whole.

use std::collections::{BTreeMap, BTreeSet};

use balai_kernel::{Act, RegionCode};
use balai_sheets::Sheet;
use balai_storage::{Audit, Control, Read, Result, Write};
use sea_orm::{DeriveActiveEnum, EntityTrait, EnumIter, Set};
use serde_json::json;

use crate::rows::fact::{ActiveModel, Entity, Model};

/// Most rows of a table.
pub const MOST_ROWS: usize = 1_000;
/// The headings, in the order of the template.
pub const HEADINGS: [&str; 5] = ["kode", "kelas fiskal", "keputusan", "tahun", "tipologi"];
/// Longest name of a decree, in letters.
const LONGEST: usize = 120;
/// Years that a decree can be of.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// The fiscal capacity of a region, as a decree of the Minister of Finance puts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum FiscalClass {
    /// Sangat rendah.
    #[sea_orm(string_value = "sangat_rendah")]
    VeryLow,
    /// Rendah.
    #[sea_orm(string_value = "rendah")]
    Low,
    /// Sedang.
    #[sea_orm(string_value = "sedang")]
    Middle,
    /// Tinggi.
    #[sea_orm(string_value = "tinggi")]
    High,
    /// Sangat tinggi.
    #[sea_orm(string_value = "sangat_tinggi")]
    VeryHigh,
}

impl FiscalClass {
    /// Every class, the lowest first.
    pub const ALL: [Self; 5] = [Self::VeryLow, Self::Low, Self::Middle, Self::High, Self::VeryHigh];

    /// The word in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::VeryLow => "sangat-rendah",
            Self::Low => "rendah",
            Self::Middle => "sedang",
            Self::High => "tinggi",
            Self::VeryHigh => "sangat-tinggi",
        }
    }

    /// What people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::VeryLow => "Sangat rendah",
            Self::Low => "Rendah",
            Self::Middle => "Sedang",
            Self::High => "Tinggi",
            Self::VeryHigh => "Sangat tinggi",
        }
    }

    /// The class of a word in addresses, or of what people write.
    pub fn of_key(text: &str) -> Option<Self> {
        let key =
            text.trim().to_lowercase().split([' ', '_', '-']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-");
        Self::ALL.into_iter().find(|class| class.key() == key)
    }
}

/// What is known of a region.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its fiscal class with the decree.
    pub fiscal: Option<Fiscal>,
    /// The key of its typology.
    pub typology: Option<String>,
}

/// A fiscal class as a decree puts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fiscal {
    /// The class.
    pub class: FiscalClass,
    /// The decree.
    pub decree: String,
    /// Its year.
    pub year: i32,
}

/// What a table would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Rows that change something.
    pub changes: Vec<Change>,
    /// Rows that say what is known already.
    pub same: usize,
    /// What is wrong, by row and column.
    pub wrong: Vec<Wrong>,
}

/// A row that changes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The region.
    pub code: RegionCode,
    /// Its name.
    pub name: String,
    /// What was known.
    pub before: Facts,
    /// What would be known.
    pub after: Facts,
}

/// A cell that does not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The row of the sheet, from 1.
    pub row: u32,
    /// The heading of its column.
    pub column: &'static str,
    /// What stands there.
    pub value: String,
    /// What to do.
    pub remedy: String,
}

/// What is known, by the region's code.
pub async fn all(read: &Read<Control>) -> Result<BTreeMap<String, Facts>> {
    let rows = read.all(Entity::find(), 2_000).await?;
    Ok(rows.into_iter().map(|row| (row.code.clone(), of(row))).collect())
}

fn of(row: Model) -> Facts {
    let fiscal = match (row.fiscal_class, row.decree, row.year) {
        (Some(class), Some(decree), Some(year)) => Some(Fiscal { class, decree, year }),
        _ => None,
    };
    Facts { fiscal, typology: row.typology }
}

/// Where the headings stand that a table has; the heading's own spelling is loose.
fn columns(sheet: &Sheet) -> Option<(usize, [Option<usize>; 5])> {
    for (index, row) in sheet.rows.iter().take(5).enumerate() {
        let heads: Vec<String> =
            row.cells.iter().map(|cell| cell.shown().trim().to_lowercase().replace('_', " ")).collect();
        let find = |names: &[&str]| heads.iter().position(|head| names.contains(&head.as_str()));
        if let Some(code) = find(&["kode", "code", "kode daerah", "kode wilayah"]) {
            let class = find(&["kelas fiskal", "kelas", "category", "kategori"]);
            let decree = find(&["keputusan", "regulation", "dasar hukum", "peraturan"]);
            return Some((index + 1, [Some(code), class, decree, find(&["tahun", "year"]), find(&["tipologi"])]));
        }
    }
    None
}

/// Compares a table with what is known. `names` are all regions, `known` what is known of them, `typologies` the keys that
/// exist. A column that is absent leaves what it would tell; an empty cell too.
pub fn plan(
    sheet: &Sheet,
    names: &BTreeMap<RegionCode, String>,
    known: &BTreeMap<String, Facts>,
    typologies: &BTreeSet<String>,
) -> Plan {
    let mut plan = Plan::default();
    let Some((first, places)) = columns(sheet) else {
        let remedy = "Tulis judul kolom di baris pertama: kode, kelas fiskal, keputusan, tahun, tipologi.".to_owned();
        plan.wrong.push(Wrong { row: 1, column: HEADINGS[0], value: String::new(), remedy });
        return plan;
    };
    let mut seen = BTreeSet::new();
    for row in sheet.rows.iter().skip(first).take(MOST_ROWS) {
        let cell =
            |column: usize| places[column].map(|place| row.cell(place).shown().trim().to_owned()).unwrap_or_default();
        let mut wrong = |column: usize, remedy: String| {
            plan.wrong.push(Wrong { row: row.number, column: HEADINGS[column], value: cell(column), remedy });
        };
        if (0..5).all(|column| cell(column).is_empty()) {
            continue;
        }
        let Some((code, name)) = RegionCode::parse(&cell(0)).ok().and_then(|code| Some((code, names.get(&code)?)))
        else {
            // provinces stand in the same decrees
            if cell(0).len() != 2 {
                wrong(0, "Tulis kode Kemendagri kabupaten atau kota, misalnya 33.14.".to_owned());
            }
            continue;
        };
        if !seen.insert(code) {
            wrong(0, "Daerah ini sudah ada di baris lain. Sisakan satu baris.".to_owned());
            continue;
        }
        let before = known.get(&code.to_string()).cloned().unwrap_or_default();
        let mut after = before.clone();
        match fiscal([cell(1), cell(2), cell(3)]) {
            Ok(None) => {}
            Ok(fiscal) => after.fiscal = fiscal,
            Err((column, remedy)) => {
                wrong(column, remedy);
                continue;
            }
        }
        match cell(4) {
            key if key.is_empty() => {}
            key if typologies.contains(&key) => after.typology = Some(key),
            _ => {
                let keys: Vec<&str> = typologies.iter().map(String::as_str).collect();
                wrong(4, format!("Tipologi yang ada: {}.", keys.join(", ")));
                continue;
            }
        }
        if before == after {
            plan.same += 1;
        } else {
            plan.changes.push(Change { code, name: name.clone(), before, after });
        }
    }
    plan
}

/// The class with its decree and year, or the column that is wrong and what to do.
fn fiscal([class, decree, year]: [String; 3]) -> std::result::Result<Option<Fiscal>, (usize, String)> {
    if class.is_empty() {
        return Ok(None);
    }
    let classes = "Tulis sangat rendah, rendah, sedang, tinggi, atau sangat tinggi.";
    let class = FiscalClass::of_key(&class).ok_or((1, classes.to_owned()))?;
    if decree.is_empty() || decree.chars().count() > LONGEST {
        return Err((2, format!("Tulis keputusan menteri yang menetapkannya, paling panjang {LONGEST} huruf.")));
    }
    let year = year.parse().ok().filter(|year| YEARS.contains(year));
    let year = year.ok_or((3, "Tulis tahun keputusannya dengan empat angka.".to_owned()))?;
    Ok(Some(Fiscal { class, decree, year }))
}

/// Takes in what a plan changes.
pub async fn take(write: &Write<Control>, act: &Act, plan: &Plan) -> Result<()> {
    let row = |change: &Change| {
        let fiscal = change.after.fiscal.clone();
        ActiveModel {
            code: Set(change.code.to_string()),
            fiscal_class: Set(fiscal.as_ref().map(|fiscal| fiscal.class)),
            decree: Set(fiscal.as_ref().map(|fiscal| fiscal.decree.clone())),
            year: Set(fiscal.map(|fiscal| fiscal.year)),
            typology: Set(change.after.typology.clone()),
            updated_at: Set(act.at),
        }
    };
    write.save_many(plan.changes.iter().map(row).collect()).await?;
    let told = |facts: &Facts| {
        let fiscal =
            facts.fiscal.as_ref().map(|f| json!({ "class": f.class.key(), "decree": f.decree, "year": f.year }));
        Some(json!({ "fiscal": fiscal, "typology": facts.typology }))
    };
    let link = |change: &Change| Audit {
        action: "adoption.facts_changed",
        kind: "region",
        id: change.code.to_string(),
        before: told(&change.before),
        after: told(&change.after),
    };
    write.audit_many(act, plan.changes.iter().map(link).collect()).await
}

#[cfg(test)]
mod tests {
    use balai_sheets::{Limits, read};

    use super::*;

    fn planned(text: &str) -> Plan {
        let names = [("33.14", "Kabupaten Sragen"), ("17.09", "Kabupaten Bengkulu Tengah")];
        let names = names.map(|(code, name)| (code.parse().unwrap(), name.to_owned())).into();
        let known = BTreeMap::from([("17.09".to_owned(), Facts { fiscal: None, typology: Some("2.0".into()) })]);
        let book = read(text.as_bytes(), None, &Limits::default()).unwrap();
        plan(&book.sheet, &names, &known, &BTreeSet::from(["2.0".to_owned(), "2.1".to_owned()]))
    }

    #[test]
    fn a_table_is_compared_with_what_is_known() {
        let plan = planned(
            "kode,kelas fiskal,keputusan,tahun,tipologi\n33.14,Sangat Rendah,PMK 97/2025,2025,2.1\n17.09,,,,2.0\n33,rendah,PMK,2025,\n",
        );
        assert_eq!((plan.changes.len(), plan.same, plan.wrong.len()), (1, 1, 0));
        let after = &plan.changes[0].after;
        assert_eq!(after.fiscal.as_ref().map(|f| (f.class, f.year)), Some((FiscalClass::VeryLow, 2025)));
        assert_eq!(after.typology.as_deref(), Some("2.1"));
    }

    #[test]
    fn what_is_wrong_is_named_by_row_and_column() {
        let plan = planned(
            "kode;kelas fiskal;keputusan;tahun;tipologi\n99.99;rendah;PMK;2025;\n33.14;miskin;PMK;2025;\n17.09;rendah;;2025;\n",
        );
        let wrong: Vec<_> = plan.wrong.iter().map(|wrong| (wrong.row, wrong.column)).collect();
        assert_eq!(wrong, [(2, "kode"), (3, "kelas fiskal"), (4, "keputusan")]);
        assert!(plan.changes.is_empty());
    }

    #[test]
    fn a_table_without_headings_is_told_which_it_needs() {
        assert_eq!(planned("33.14,rendah\n").wrong[0].row, 1);
    }
}
