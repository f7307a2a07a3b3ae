//! The account host as OpenID provider of agencies' applications, over real HTTP, on both engines.

mod authorization;
mod basic_plan;
mod clients;
mod keys;
mod life;
mod logout;
mod peer;
mod tokens;
