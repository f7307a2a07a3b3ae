//! Requests about personal data as those read them who answer: a region's desk (`/kelola/data-pribadi`) and the ministry
//! (`/permintaan-data`).

pub mod list;
pub mod one;
pub mod routes;

use std::future::Future;

use balai_kernel::Zone;
use balai_rbac::Domain;

use crate::access::{Ministry, Person, Staff, may};
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame, NationTab};
use crate::nation;
use crate::trail::looks::Keeps;

/// The desk's list.
pub const DESK: &str = "/kelola/data-pribadi";
/// The ministry's list.
pub const NATION: &str = "/permintaan-data";

/// The permission at a region's desk.
pub type AtDesk = Staff<may::PrivacyAnswer>;
/// The permission at the ministry.
pub type AtMinistry = Ministry<may::PrivacyAnswer>;

/// A place whose requests are answered, and who is there.
pub struct Room<'p> {
    /// Who answers.
    pub person: &'p Person,
    /// The place.
    pub place: Domain,
    /// Its list.
    pub path: &'static str,
    /// What stands around the pages.
    pub frame: Frame,
    /// The clock on the wall.
    pub zone: Zone,
}

/// Somebody at a place who answers.
pub trait Answers: Keeps {
    /// The place, as she sees it.
    fn room(&self) -> impl Future<Output = Result<Room<'_>, Fault>>;
}

impl Answers for AtDesk {
    async fn room(&self) -> Result<Room<'_>, Fault> {
        self.for_the_region()?;
        let read = self.db.read().await?;
        Ok(Room {
            person: self,
            place: Domain::Region(self.tenant.code()),
            path: DESK,
            frame: self.frame(&read, Some(DeskTab::Privacy)).await?,
            zone: self.tenant.zone(),
        })
    }
}

impl Answers for AtMinistry {
    async fn room(&self) -> Result<Room<'_>, Fault> {
        Ok(Room {
            person: self,
            place: Domain::National,
            path: NATION,
            frame: nation::frame(self, NationTab::Privacy).await?,
            zone: Zone::Wib,
        })
    }
}
