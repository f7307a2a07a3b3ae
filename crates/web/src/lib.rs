//! What people see: hosts, pages, the machine interface. It shows the nouns and owns no rule.

pub mod access;
pub mod assets;
pub mod brand;
pub mod content;
pub mod edge;
pub mod fault;
pub mod faults;
pub mod forms;
pub mod frame;
#[cfg(any(test, feature = "gallery"))]
pub mod gallery;
pub mod hall;
pub mod health;
pub mod host;
pub mod icons;
pub mod nation;
pub mod parts;
pub mod reply;
pub mod root;
pub mod route;
pub mod routes;
pub mod server;
pub mod state;
pub mod timeline;
pub mod visitor;
pub mod words;
