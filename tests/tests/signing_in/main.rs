//! Signing in, over real HTTP and over hosts, on both engines.

mod crossing;
mod forgery;
mod invitations;
mod passwords;
mod proof;
mod provider;
mod staff;
mod support;
