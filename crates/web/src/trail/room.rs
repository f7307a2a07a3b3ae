//! The place whose trail is read, and the books it has.

use balai_catalog::queries;
use balai_identity::StaffMember;
use balai_kernel::{Language, Zone, clock_time};
use balai_rbac::Domain;
use balai_storage::audit::{Link, Trail};
use balai_storage::{Plane, Read};
use chrono::{DateTime, Timelike, Utc};
use uuid::Uuid;

use super::looks::Keeps;
use super::words::Written;
use crate::access::{Mark, Ministry, Person, Staff};
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame, NationTab};
use crate::nation;

/// Where links are written. A region's roles and invitations stand in the control plane, with those of all places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Book {
    /// What is done to the place's own things.
    #[default]
    Own,
    /// Who was invited, and whose role was given, changed or taken back.
    People,
}

impl Book {
    /// The book that an address names.
    pub fn named(word: &str) -> Self {
        if word == Self::People.word() { Self::People } else { Self::Own }
    }

    /// Its word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::People => "pegawai",
        }
    }

    /// Its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Own => "Balai dan katalog",
            Self::People => "Peran dan undangan",
        }
    }
}

/// A place with its trail, and who reads it.
pub struct Room<'p> {
    /// Who reads.
    pub person: &'p Person,
    /// The page with the list.
    pub path: &'static str,
    /// What stands around the pages.
    pub frame: Frame,
    /// Its books; one has no tabs.
    pub books: &'static [Book],
    /// Whose words are offered to choose from.
    pub written: Written,
    /// A word for files.
    pub name: String,
    /// Who works there.
    pub staff: Vec<StaffMember>,
    /// The agencies, whose ids stand in links.
    pub agencies: Vec<(Uuid, String)>,
    /// The clock on the wall.
    pub zone: Zone,
    /// Whether she also gets addresses of people and files; the ministry's support does not.
    pub whole: bool,
}

/// Somebody at a place whose trail she may read.
pub trait AtTrail: Keeps {
    /// The place, as she sees it.
    fn room(&self, book: Book) -> impl Future<Output = Result<Room<'_>, Fault>>;

    /// Links of one book, newest first: those before a position.
    fn links(
        &self,
        book: Book,
        trail: &Trail,
        before: Option<i64>,
        limit: u64,
    ) -> impl Future<Output = Result<Vec<Link>, Fault>>;

    /// One link of a book.
    fn link(&self, book: Book, position: i64) -> impl Future<Output = Result<Option<Link>, Fault>>;
}

impl<M: Mark> AtTrail for Staff<M> {
    async fn room(&self, book: Book) -> Result<Room<'_>, Fault> {
        self.for_the_region()?;
        if self.helps && book != Book::Own {
            return Err(Fault::NotAllowed);
        }
        let read = self.db.read().await?;
        let agencies = queries::agencies(&read).await?;
        let frame = self.frame(&read, Some(DeskTab::Trail)).await?;
        drop(read);
        Ok(Room {
            person: self,
            path: "/kelola/jejak",
            frame,
            books: if self.helps { &[Book::Own] } else { &[Book::Own, Book::People] },
            written: if book == Book::Own { Written::InRegion } else { Written::OfPeople },
            name: self.tenant.region.slug.to_string(),
            staff: self.app.identity.staff(&Domain::Region(self.tenant.code())).await?,
            agencies: agencies.into_iter().map(|agency| (agency.id, agency.name)).collect(),
            zone: self.tenant.zone(),
            whole: !self.helps,
        })
    }

    async fn links(&self, book: Book, trail: &Trail, before: Option<i64>, limit: u64) -> Result<Vec<Link>, Fault> {
        match book {
            Book::Own => of(&self.db.read().await?, trail, before, limit).await,
            Book::People => of(&self.app.control().read().await?, &self.told_of(trail), before, limit).await,
        }
    }

    async fn link(&self, book: Book, position: i64) -> Result<Option<Link>, Fault> {
        let all = Trail::default();
        Ok(match book {
            Book::Own => self.db.read().await?.trail_link(&all, position).await?,
            Book::People => self.app.control().read().await?.trail_link(&self.told_of(&all), position).await?,
        })
    }
}

impl<M: Mark> Staff<M> {
    /// A trail of the control plane, narrowed to what is told of this region.
    fn told_of(&self, trail: &Trail) -> Trail {
        Trail { place: Some(self.tenant.code().to_string()), ..trail.clone() }
    }
}

impl<M: Mark> AtTrail for Ministry<M> {
    async fn room(&self, _: Book) -> Result<Room<'_>, Fault> {
        Ok(Room {
            person: self,
            path: "/jejak",
            frame: nation::frame(self, NationTab::Trail).await?,
            books: &[Book::Own],
            written: Written::InNation,
            name: "nasional".to_owned(),
            staff: self.app.identity.staff(&Domain::National).await?,
            agencies: Vec::new(),
            zone: Zone::Wib,
            whole: true,
        })
    }

    async fn links(&self, _: Book, trail: &Trail, before: Option<i64>, limit: u64) -> Result<Vec<Link>, Fault> {
        of(&self.app.control().read().await?, trail, before, limit).await
    }

    async fn link(&self, _: Book, position: i64) -> Result<Option<Link>, Fault> {
        Ok(self.app.control().read().await?.trail_link(&Trail::default(), position).await?)
    }
}

async fn of<P: Plane>(read: &Read<P>, trail: &Trail, before: Option<i64>, limit: u64) -> Result<Vec<Link>, Fault> {
    Ok(read.trail(trail, before, limit).await?)
}

impl Room<'_> {
    /// An instant to the second, as an auditor needs it: `23 November 2026 pukul 09.12.05 WIB`.
    pub fn written(&self, at: DateTime<Utc>) -> String {
        let local = self.zone.local(at);
        let time = format!("{}.{:02} {}", clock_time(local.time()), local.second(), self.zone.abbreviation());
        format!("{} pukul {time}", balai_kernel::long_date(local.date(), Language::Indonesian))
    }
}
