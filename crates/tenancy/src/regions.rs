//! The 38 provinces and 514 kabupaten/kota by their official codes. They are data, imported from a
//! file, for decrees change them.

use std::collections::BTreeSet;

use balai_kernel::{RegionCode, RegionKind, Slug, Zone, fold};
use balai_storage::{Control, Read, Result, StorageError, Write};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select,
};

use crate::entity::{province, region};

/// The official list that the binary carries.
pub const OFFICIAL: &str = include_str!("../../../config/regions.csv");
/// More regions than there are.
const ALL: u64 = 2_000;

/// One kabupaten or kota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its Kemendagri code.
    pub code: RegionCode,
    /// The name in full, `Kabupaten Sragen`.
    pub name: String,
    /// The bare name, `Sragen`; a kabupaten and a kota may share it.
    pub short_name: String,
    /// The host label it has or will have.
    pub slug: Slug,
    /// The code of its province, two digits.
    pub province_code: String,
    /// Its time zone.
    pub zone: Zone,
    /// Whether it governs itself; the six of DKI Jakarta do not and cannot sign up.
    pub autonomous: bool,
    /// Former names, other spellings and short forms by which people know it.
    pub other_names: Vec<String>,
}

impl Region {
    /// Kabupaten or kota.
    pub fn kind(&self) -> RegionKind {
        self.code.kind()
    }
}

/// A province with its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Two digits.
    pub code: String,
    /// `Provinsi Jawa Tengah`.
    pub name: String,
}

#[derive(serde::Deserialize)]
struct Line {
    code: String,
    province_code: String,
    level: String,
    autonomous: u8,
    name: String,
    short_name: String,
    slug: String,
    timezone: String,
    aliases: String,
}

/// Why a file of regions was not taken; nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A line does not read.
    #[error("baris {line}: {reason}")]
    Line {
        /// Counted from 1, the head included.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The rows could not be written.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Adds what the file has and the tables lack; a known code keeps its slug and takes the new names.
/// Returns how many regions were added or changed.
pub async fn import(write: &Write<Control>, file: &str) -> Result<usize, ImportError> {
    let mut changed = 0;
    let known = write.all(region::Entity::find(), ALL).await?;
    let provinces: BTreeSet<String> =
        write.all(province::Entity::find(), ALL).await?.into_iter().map(|p| p.code).collect();
    let mut fresh = Vec::new();
    for (index, line) in csv::Reader::from_reader(file.as_bytes()).into_deserialize().enumerate() {
        let wrong = |reason: String| ImportError::Line { line: index + 2, reason };
        let line: Line = line.map_err(|e| wrong(e.to_string()))?;
        if line.level == "provinsi" {
            if !provinces.contains(&line.code) {
                let row = province::ActiveModel { code: Set(line.code), name: Set(line.name) };
                write.insert(row).await?;
            }
            continue;
        }
        let row = row(line).map_err(wrong)?;
        match known.iter().find(|old| old.code == row.code) {
            Some(old) if *old == row => {}
            Some(old) => {
                let row = region::Model { slug: old.slug.clone(), ..row };
                write.update(row.into_active_model().reset_all()).await?;
                changed += 1;
            }
            None => fresh.push(row.into_active_model()),
        }
    }
    changed += fresh.len();
    write.insert_many::<region::ActiveModel>(fresh).await?;
    Ok(changed)
}

fn row(line: Line) -> Result<region::Model, String> {
    let code = RegionCode::parse(&line.code).map_err(|e| e.to_string())?;
    Slug::parse(&line.slug).map_err(|e| e.to_string())?;
    Zone::parse(&line.timezone).map_err(|e| e.to_string())?;
    let search = [line.code.as_str(), &line.name, &line.aliases].join(" ");
    Ok(region::Model {
        code: code.to_string(),
        province_code: line.province_code,
        kind: code.kind().label().to_lowercase(),
        autonomous: line.autonomous == 1,
        name: line.name,
        short_name: line.short_name,
        slug: line.slug,
        time_zone: line.timezone,
        aliases: line.aliases,
        search_text: format!("{} {}", fold(&search), code.compact()),
    })
}

/// The region of a code.
pub async fn by_code(read: &Read<Control>, code: RegionCode) -> Result<Option<Region>> {
    read.find::<region::Entity>(code.to_string()).await?.map(Region::try_from).transpose()
}

/// The region of a host label. `kab-sragen` is understood as `sragen`.
pub async fn by_slug(read: &Read<Control>, slug: &Slug) -> Result<Option<Region>> {
    let query = region::Entity::find().filter(region::Column::Slug.eq(slug.as_str()));
    read.one(query).await?.map(Region::try_from).transpose()
}

/// All provinces, by name.
pub async fn provinces(read: &Read<Control>) -> Result<Vec<Province>> {
    let rows = read.all(province::Entity::find().order_by_asc(province::Column::Name), ALL).await?;
    Ok(rows.into_iter().map(|p| Province { code: p.code, name: p.name }).collect())
}

/// The regions of a province, kabupaten first.
pub async fn of_province(read: &Read<Control>, province: &str) -> Result<Vec<Region>> {
    let query =
        region::Entity::find().filter(region::Column::ProvinceCode.eq(province)).order_by_asc(region::Column::Code);
    collect(read, query).await
}

/// All regions, by code.
pub async fn all(read: &Read<Control>) -> Result<Vec<Region>> {
    collect(read, region::Entity::find().order_by_asc(region::Column::Code)).await
}

/// Regions whose name, former name or code holds every word of the text; those whose bare name
/// begins with it come first. At most 50.
pub async fn search(read: &Read<Control>, text: &str) -> Result<Vec<Region>> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().take(6).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let query = words
        .iter()
        .fold(region::Entity::find(), |query, word| query.filter(region::Column::SearchText.contains(*word)));
    let mut found = collect(read, query.order_by_asc(region::Column::Code)).await?;
    found.sort_by_key(|region| !fold(&region.short_name).starts_with(&folded));
    found.truncate(50);
    Ok(found)
}

async fn collect(read: &Read<Control>, query: Select<region::Entity>) -> Result<Vec<Region>> {
    read.all(query, ALL).await?.into_iter().map(Region::try_from).collect()
}

impl TryFrom<region::Model> for Region {
    type Error = StorageError;

    fn try_from(row: region::Model) -> Result<Self> {
        let corrupt = |what: &str| StorageError::Corrupt(format!("region {}: {what}", row.code));
        Ok(Self {
            code: row.code.parse().map_err(|_| corrupt("code"))?,
            slug: Slug::parse(&row.slug).map_err(|_| corrupt("slug"))?,
            zone: Zone::parse(&row.time_zone).map_err(|_| corrupt("time zone"))?,
            name: row.name,
            short_name: row.short_name,
            province_code: row.province_code,
            autonomous: row.autonomous,
            other_names: row.aliases.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        })
    }
}
