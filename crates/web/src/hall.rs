//! A region's public pages: what its hall offers, what to bring, where and when to come.

pub mod agencies;
pub mod agency;
pub mod categories;
pub mod category;
pub mod checklist;
pub mod home;
pub mod search;
pub mod service;
