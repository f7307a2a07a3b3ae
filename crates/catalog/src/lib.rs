//! The catalogue of a region: agencies, categories, services and the standards they promise.
//!
//! [`standard`] is the law's fourteen components as a value and the gate before publication; [`template`] is what can be
//! adopted: the starter catalogue, and for demonstrations the sample made by [`sample`]. Nothing in these does I/O.
//! [`editor`] changes a region's catalogue, [`queries`] reads it, [`search`] finds in it what people ask for, [`national`]
//! is the search over all regions.

pub mod agency;
pub mod category;
pub mod channel;
pub mod connection;
pub mod daily;
pub mod editor;
pub mod events;
pub mod exchange;
pub mod imports;
pub mod lending;
pub mod lifecycle;
pub mod national;
pub mod queries;
pub mod rollup;
pub mod rows;
pub mod sample;
pub mod search;
pub mod standard;
pub mod template;
pub mod text;
pub mod words;

pub use agency::AgencyKind;
pub use category::Subject;
pub use channel::{Channel, Channels};
pub use connection::{ConnectionLevel, LinkError, LinkUrl};
pub use editor::{
    Adopt, Adopted, AgencyDetails, Answer, AnswerError, CategoryDetails, Choice, Decision, EditError, Editor, Imported,
    Many, ServiceDetails, TookEffect, UNDO_FOR, UndoError, ViewError,
};
pub use imports::{Imports, WaitingError};
pub use lifecycle::{Lifecycle, Refusal, Step};
pub use search::{Misses, Searcher};
pub use standard::{
    About, Complaints, Completeness, Component, Decree, DecreeError, DocumentCode, Entry, Fee, FeeGlance, Finding,
    LegalBasis, Provenance, Requirement, Rule, ServiceTime, Severity, Standard, State, Tier, TimeUnit,
};
pub use template::national::{self as national_templates, NationalTemplates, TemplateRefused};
pub use template::{
    AgencyTemplate, CategoryTemplate, Change, DocumentType, Field, Offer, ServiceTemplate, TemplateError, Templates,
};
pub use text::{Line, Prose, TextError};
pub use words::Query;
