//! Reading a region's catalogue. Every list has a limit and is paged by key: the cursor is the id of the last item shown.

mod desk;
mod findings;
mod items;
mod ledger;
mod list;
mod origins;
mod public;
mod search;
mod told;
mod trash;
mod versions;

use sea_orm::prelude::Uuid;

pub use desk::{
    Band, DeskFilter, DeskService, FindingFilter, Tab, TabCounts, adopted_keys, desk_service, desk_services,
    find_service, newest_standards, services_by_id, tab_counts, versions,
};
pub use findings::{FindingCounts, FindingList, finding, finding_counts, findings, findings_of};
pub use items::{Item, items, public_items};
pub use ledger::{agencies_of, known, ledger, names};
pub(crate) use ledger::{names_of, published_versions};
pub use list::{Around, Listed, Sort, around, ids_of, known_of, listed};
pub use origins::{
    Changed, ComparisonFigures, all_changed, changed, chore_done_on, comparison, four_eyes, lends, offer_of, origin,
};
pub use public::{
    Address, Counts, Found, Revision, ServicePage, Shelf, Size, agencies, agency, agency_by_slug, categories,
    category_by_slug, public_addresses, public_counts, public_services, revision, service_by_slug, shelf_counts, size,
};
pub(crate) use search::all_words;
pub use search::{page_of, services, synonym, synonyms};
pub(crate) use told::Teller;
pub use trash::{trashed, trashed_service};
pub use versions::due_services;

/// Most items of one page.
pub const MOST_ITEMS: u64 = 100;

/// Which part of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Page {
    /// How many items, at most [`MOST_ITEMS`].
    pub limit: u64,
    /// Those after the item with this id.
    pub after: Option<Uuid>,
}

/// Part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged<T> {
    /// The items.
    pub items: Vec<T>,
    /// The cursor of the next part; none at the end.
    pub next: Option<Uuid>,
}

impl Page {
    /// The first items.
    pub fn first(limit: u64) -> Self {
        Self { limit, after: None }
    }

    /// The limit within its bounds.
    pub fn size(self) -> usize {
        usize::try_from(self.limit.clamp(1, MOST_ITEMS)).expect("100 fit")
    }
}

impl<T> Paged<T> {
    /// A page of rows of which one more than the limit was asked for.
    pub(crate) fn cut(mut rows: Vec<T>, size: usize, id: impl Fn(&T) -> Uuid) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let next = rows.last().map(id).filter(|_| more);
        Self { items: rows, next }
    }
}
