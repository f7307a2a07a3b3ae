//! What people see: hosts, pages, the machine interface. It shows the nouns and owns no rule.

pub mod access;
pub mod account;
pub mod api;
pub mod asked;
pub mod assets;
pub mod back;
pub mod brand;
pub mod caller;
pub mod content;
pub mod cookies;
pub mod crossing;
pub mod edge;
pub mod fault;
pub mod faults;
pub mod forms;
pub mod frame;
#[cfg(any(test, feature = "gallery"))]
pub mod gallery;
pub mod glance;
pub mod hall;
pub mod health;
pub mod host;
pub mod icons;
pub mod memory;
pub mod page;
pub mod parts;

pub mod places;
pub mod root;
pub mod route;
pub mod routes;
pub mod server;
pub mod state;
pub mod visitor;
pub mod words;
