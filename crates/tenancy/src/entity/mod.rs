//! Rows of this room.

pub(crate) mod arrival;
pub(crate) mod data_key;
pub(crate) mod erasure;
pub(crate) mod hall;
pub(crate) mod happening;
pub(crate) mod local_holiday;
pub(crate) mod mark;
pub(crate) mod province;
pub(crate) mod provisioning;
pub(crate) mod provisioning_step;
pub(crate) mod region;
pub(crate) mod special_day;
pub(crate) mod tenant;
