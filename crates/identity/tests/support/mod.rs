//! A desk over a fresh store, a person, and a clock that is moved by hand.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::num::NonZeroUsize;
use std::sync::Arc;

use balai_identity::oidc::{Client, Site};
use balai_identity::{
    ChosenPassword, Factors, Identity, NewAccount, NewSession, PasswordHasher, SignInRefused, SignInStep, TotpSecret,
    TypedPassword,
};
use balai_kernel::{Act, Actor, Email, Origin, PersonName, SecretToken};
use balai_rbac::{Grant, PermittedGrant, Role};
use balai_storage::envelope::Key;
use balai_testkit::{Kind, TestStore};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

pub const PASSWORD: &str = "pohon ember kuda lemari";
pub const EMAIL: &str = "sri@sragenkab.go.id";

pub struct Desk {
    pub kit: TestStore,
    pub identity: Identity,
    key: Key,
}

/// Somebody with an account and the secret in their app.
pub struct Person {
    pub id: Uuid,
    pub secret: TotpSecret,
}

impl Desk {
    pub async fn open(kind: Kind) -> Self {
        let kit = TestStore::fresh(kind).await;
        let key = Key::fresh();
        let identity = desk(&kit, &key);
        Self { kit, identity, key }
    }

    /// What a restart leaves: the rows and the key.
    pub fn restart(&mut self) {
        self.identity = desk(&self.kit, &self.key);
    }

    pub fn key(&self) -> &Key {
        &self.key
    }

    pub async fn person(&self, email: &str) -> Person {
        let secret = TotpSecret::fresh();
        let new = NewAccount {
            email: Email::parse(email).unwrap(),
            name: PersonName::parse("Sri Wahyuni").unwrap(),
            password: ChosenPassword::new(PASSWORD, Factors::WithSecond, &[]).unwrap(),
            second_factor: Some(secret.clone()),
        };
        let id = self.identity.open_account(&act(0), new).await.unwrap();
        Person { id, secret }
    }

    pub async fn owner(&self, email: &str) -> Person {
        let person = self.person(email).await;
        self.identity.grant(&act(0), person.id, &owner_of("33.14")).await.unwrap();
        person
    }

    pub async fn password(&self, act: &Act, email: &str, password: &str) -> Result<SignInStep, SignInRefused> {
        self.identity.check_password(act, email, TypedPassword::new(password), "Peramban").await
    }

    /// The token under which the code is awaited.
    pub async fn awaited(&self, act: &Act, email: &str) -> SecretToken {
        match self.password(act, email, PASSWORD).await.unwrap() {
            SignInStep::CodeAwaited(token) => token,
            SignInStep::Begun(_) => panic!("no code was asked for"),
        }
    }

    pub async fn sign_in(&self, act: &Act, email: &str, person: &Person) -> NewSession {
        let awaited = self.awaited(act, email).await;
        let code = person.secret.code_at(act.at);
        self.identity.check_code(act, &awaited, &code, "Peramban").await.unwrap()
    }
}

fn desk(kit: &TestStore, key: &Key) -> Identity {
    let hasher = PasswordHasher::new(NonZeroUsize::new(2).unwrap()).unwrap();
    Identity::new(kit.control(), Arc::new(hasher), key.clone(), akun())
}

pub fn akun() -> Site {
    Site::parse("http://akun.balai.localhost:8080").unwrap()
}

pub fn client(code: &str, slug: &str) -> Client {
    Client {
        id: code.parse().unwrap(),
        name: slug.to_owned(),
        sites: vec![Site::parse(&format!("http://{slug}.balai.localhost:8080")).unwrap()],
    }
}

pub fn owner_of(code: &str) -> PermittedGrant {
    PermittedGrant::by_the_platform(Grant::new(Role::RegionOwner, code.parse().unwrap()).unwrap())
}

pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::seconds(seconds)
}

/// A deed over the network, so many seconds after the beginning.
pub fn act(seconds: i64) -> Act {
    Act::new(Actor::System("test"), at(seconds), Origin::web("192.0.2.7", "permintaan"))
}

pub fn act_from(ip: &str, seconds: i64) -> Act {
    Act::new(Actor::System("test"), at(seconds), Origin::web(ip, "permintaan"))
}
