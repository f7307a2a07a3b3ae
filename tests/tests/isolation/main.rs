//! Attacks of one region on another, below the pages: in SQL, in files, in objects.
//!
//! An attack counts as repelled only if the same words, spoken by the region they are aimed at, find
//! the canary. Otherwise a misspelt attack would pass for a safe store.

mod objects;
mod postgres;
mod shared;
mod sqlite;
mod values;
