//! Signing in, over real HTTP and over hosts, on both engines.

mod authenticator;
mod change;
mod crossing;
mod forgery;
mod guessing;
mod handover;
mod helping;
mod invitations;
mod leaving;
mod national;
mod passkeys;
mod passwords;
mod profile;
mod proof;
mod provider;
mod registering;
mod roles;
mod safety;
mod staff;
mod support;
mod taken;
