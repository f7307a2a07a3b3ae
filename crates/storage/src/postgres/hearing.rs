//! Hearing what other processes changed: LISTEN on one connection, and on another a beat that proves it works.

use std::time::Duration;

use balai_kernel::{RegionCode, SecretToken};
use sea_orm::sqlx::postgres::{PgConnectOptions, PgListener, PgPool, PgPoolOptions};
use sea_orm::sqlx::{Error, query};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use secrecy::{ExposeSecret, SecretString};

use crate::changes::{Changes, Scope};
use crate::single::Single;
use crate::{Result, StorageError};

/// The channel. It is the database's own, so deployments do not hear each other.
const CHANNEL: &str = "balai";
/// The notice of the control plane.
const CONTROL: &str = "pusat";
/// The word before a beat.
const BEAT: &str = "detak";
/// Tells a notice.
const TELL: &str = "SELECT pg_catalog.pg_notify($1, $2)";
/// Between two beats.
const PAUSE: Duration = Duration::from_millis(400);
/// A beat that takes longer to send is none.
const LONGEST: Duration = Duration::from_secs(2);

/// Puts the notice of a change into its transaction; it goes out with the commit.
pub(crate) async fn tell(tx: &Single, scope: Scope) -> Result<()> {
    let notice = match scope {
        Scope::Control => CONTROL.to_owned(),
        Scope::Tenant(code) => code.to_string(),
    };
    let values = [CHANNEL.into(), notice.into()];
    tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, TELL, values)).await?;
    Ok(())
}

/// Hears until the end; whatever breaks is begun anew.
pub(crate) async fn hear(url: &SecretString, changes: &Changes) {
    loop {
        let broken = hear_once(url, changes).await;
        changes.lost();
        if let Err(error) = broken {
            tracing::warn!(%error, "changes of other processes are not heard; pages ask the rows until they are");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn hear_once(url: &SecretString, changes: &Changes) -> Result<()> {
    let options: PgConnectOptions = url.expose_secret().parse().map_err(unheard)?;
    let options = options.application_name("balai-kabar");
    let pool = PgPoolOptions::new().max_connections(2).max_lifetime(None).idle_timeout(None);
    let pool = pool.acquire_timeout(LONGEST).connect_with(options).await.map_err(unheard)?;
    let mut listener = PgListener::connect_with(&pool).await.map_err(unheard)?;
    listener.eager_reconnect(false);
    listener.listen(CHANNEL).await.map_err(unheard)?;
    let own = SecretToken::fresh().reveal();
    let ended = tokio::select! {
        ended = take(&mut listener, &own, changes) => ended,
        ended = beat(&pool, &own, changes) => ended,
    };
    drop(listener);
    pool.close().await;
    ended.map_err(unheard)
}

/// Takes notices until the connection ends.
async fn take(listener: &mut PgListener, own: &str, changes: &Changes) -> Result<(), Error> {
    while let Some(notice) = listener.try_recv().await? {
        match Notice::of(notice.payload(), own) {
            Notice::Changed(scope) => changes.moved(scope),
            Notice::Beat(sent) => changes.beat(sent),
            Notice::Foreign => {}
        }
    }
    Ok(())
}

/// Sends beats until one cannot be sent.
async fn beat(pool: &PgPool, own: &str, changes: &Changes) -> Result<(), Error> {
    loop {
        let notice = format!("{BEAT} {own} {}", changes.now());
        let sent = query(TELL).bind(CHANNEL).bind(notice).execute(pool);
        tokio::time::timeout(LONGEST, sent).await.map_err(|_| Error::PoolTimedOut)??;
        tokio::time::sleep(PAUSE).await;
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Notice {
    Changed(Scope),
    Beat(u64),
    /// Another process's beat.
    Foreign,
}

impl Notice {
    /// What does not read could be about anything, so it is taken for a change of everything.
    fn of(text: &str, own: &str) -> Self {
        let mut words = text.split(' ');
        match (words.next(), words.next(), words.next()) {
            (Some(BEAT), Some(whose), Some(sent)) if whose == own => sent.parse().map_or(Self::Foreign, Self::Beat),
            (Some(BEAT), Some(_), Some(_)) => Self::Foreign,
            (Some(code), None, None) => {
                let scope = RegionCode::parse(code).map_or(Scope::Control, Scope::Tenant);
                Self::Changed(scope)
            }
            _ => Self::Changed(Scope::Control),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands it over")]
fn unheard(error: Error) -> StorageError {
    StorageError::Unavailable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_a_region_or_everything_and_only_ones_own_beat_counts() {
        let sragen = RegionCode::parse("33.14").unwrap();
        for (text, notice) in [
            ("33.14", Notice::Changed(Scope::Tenant(sragen))),
            ("pusat", Notice::Changed(Scope::Control)),
            ("", Notice::Changed(Scope::Control)),
            ("99", Notice::Changed(Scope::Control)),
            ("detak kita 12", Notice::Beat(12)),
            ("detak kita x", Notice::Foreign),
            ("detak lain 12", Notice::Foreign),
            ("detak", Notice::Changed(Scope::Control)),
        ] {
            assert_eq!(Notice::of(text, "kita"), notice, "{text:?}");
        }
    }
}
