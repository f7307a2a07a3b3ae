//! Rows of this room.

pub(crate) mod arrival;
pub(crate) mod broadcast;
pub(crate) mod broadcast_read;
pub(crate) mod data_key;
pub(crate) mod domain_claim;
pub(crate) mod erasure;
pub(crate) mod hall;
pub(crate) mod happening;
pub(crate) mod holiday_draft;
pub(crate) mod holiday_year;
pub(crate) mod local_holiday;
pub(crate) mod mark;
pub(crate) mod province;
pub(crate) mod provisioning;
pub(crate) mod provisioning_step;
pub(crate) mod region;
pub(crate) mod special_day;
pub(crate) mod tenant;
