//! Names in addresses: distinct within their kind, and remembered when they change.

use std::collections::BTreeSet;

use balai_kernel::Slug;
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::rows::old_slug::{self, Bearer};
use crate::rows::{agency, category, service};

use super::{EditError, Editor};

/// Longest part of a slug that leaves room for an addition.
const ROOM: usize = 63;

/// Slugs that are in use or were, of one kind.
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// A slug for a name that nobody bears: of the name alone, with the addition, or with a number.
    pub fn slug_for(&mut self, name: &str, addition: &str) -> Result<String, EditError> {
        let bare = Slug::from_name(name).map_err(|_| EditError::NameUnreadable)?;
        let addition = Slug::from_name(addition).ok();
        let added = addition.map(|addition| joined(bare.as_str(), addition.as_str()));
        let numbered = (2_u32..).map(|number| joined(bare.as_str(), &number.to_string()));
        let free = std::iter::once(bare.as_str().to_owned())
            .chain(added)
            .chain(numbered)
            .find(|slug| !self.0.contains(slug))
            .expect("numbers do not end");
        self.0.insert(free.clone());
        Ok(free)
    }
}

/// Both with a dash between, the first cut at a word so that the whole fits.
fn joined(slug: &str, addition: &str) -> String {
    let room = ROOM.saturating_sub(addition.len() + 1);
    let head = match slug.get(..room) {
        None => slug,
        Some(cut) if slug.as_bytes().get(room) == Some(&b'-') => cut,
        Some(cut) => cut.rsplit_once('-').map_or(cut, |(words, _)| words),
    };
    format!("{}-{addition}", head.trim_end_matches('-'))
}

impl Editor<'_> {
    /// The slugs of one kind that are in use, and those of the past that lead to others than `own`.
    pub(super) async fn taken(&self, kind: Bearer, own: Option<Uuid>) -> Result<Taken, EditError> {
        let current = match kind {
            Bearer::Agency => {
                let mut query = agency::Entity::find().select_only().column(agency::Column::Slug);
                if let Some(own) = own {
                    query = query.filter(agency::Column::Id.ne(own));
                }
                self.slugs(query).await?
            }
            Bearer::Category => {
                let mut query = category::Entity::find().select_only().column(category::Column::Slug);
                if let Some(own) = own {
                    query = query.filter(category::Column::Id.ne(own));
                }
                self.slugs(query).await?
            }
            Bearer::Service => {
                let mut query = service::Entity::find().select_only().column(service::Column::Slug);
                if let Some(own) = own {
                    query = query.filter(service::Column::Id.ne(own));
                }
                self.slugs(query).await?
            }
        };
        let mut past = old_slug::Entity::find()
            .select_only()
            .column(old_slug::Column::Slug)
            .filter(old_slug::Column::Kind.eq(kind));
        if let Some(own) = own {
            past = past.filter(old_slug::Column::TargetId.ne(own));
        }
        let past = self.slugs(past).await?;
        Ok(Taken(current.into_iter().chain(past).collect()))
    }

    async fn slugs<E>(&self, query: sea_orm::Select<E>) -> Result<Vec<String>, EditError>
    where
        E: balai_storage::Placed<Plane = balai_storage::Tenant>,
    {
        let rows: Vec<SlugOnly> = self.write.rows_as(query, u64::MAX).await?;
        Ok(rows.into_iter().map(|row| row.slug).collect())
    }

    /// Remembers that `old` was the slug of a thing that is now called `new`.
    pub(super) async fn remember_slug(
        &self,
        kind: Bearer,
        target: Uuid,
        old: &str,
        new: &str,
    ) -> Result<(), EditError> {
        if old == new {
            return Ok(());
        }
        let back_in_use = old_slug::Entity::delete_many()
            .filter(old_slug::Column::Kind.eq(kind))
            .filter(old_slug::Column::Slug.eq(new));
        self.write.delete_many(back_in_use).await?;
        self.write
            .insert(old_slug::ActiveModel {
                id: Set(self.fresh_id()),
                kind: Set(kind),
                slug: Set(old.to_owned()),
                target_id: Set(target),
                created_at: Set(self.act.at),
            })
            .await?;
        Ok(())
    }
}

#[derive(sea_orm::FromQueryResult)]
struct SlugOnly {
    slug: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_that_is_taken_gets_the_agency_then_a_number() {
        let mut taken = Taken(BTreeSet::new());
        let mut next = || taken.slug_for("Pengaduan", "DLH").unwrap();
        assert_eq!(next(), "pengaduan");
        assert_eq!(next(), "pengaduan-dlh");
        assert_eq!(next(), "pengaduan-2");
        assert_eq!(next(), "pengaduan-3");
    }

    #[test]
    fn an_addition_fits_into_a_long_slug() {
        let name = "Penerbitan surat keterangan pindah bagi orang asing pemegang izin tinggal";
        let mut taken = Taken(BTreeSet::new());
        for _ in 0..12 {
            let slug = taken.slug_for(name, "Disdukcapil").unwrap();
            assert!(Slug::parse(&slug).is_ok(), "{slug}");
        }
    }

    #[test]
    fn a_name_without_letters_has_no_slug() {
        let mut taken = Taken(BTreeSet::new());
        assert!(matches!(taken.slug_for("?!", "x"), Err(EditError::NameUnreadable)));
    }
}
