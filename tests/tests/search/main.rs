//! Finding services by what people write, on both engines: the list of queries in `data/search`, synonyms, searches
//! without an answer, the search over all regions.

#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;

mod everywhere;
mod found;
mod misses;
mod queries;
mod ranking;
mod synonyms;
