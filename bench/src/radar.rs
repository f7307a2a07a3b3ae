//! The ministry's dashboard with every region open and a year of days: at its peak, and at half of that.

use balai_storage::Store;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use crate::Outcome;
use crate::accounts;
use crate::deployment::Deployment;
use crate::figures::{Figures, Target, Unit};
use crate::server::Server;
use crate::tools::{Request, steady_as};

/// Milliseconds within which 99 of 100 dashboards have to come at half the peak rate.
const PATIENCE: f64 = 100.0;
/// More than any machine answers.
const UNLIMITED: f64 = 100_000.0;

const POSTGRES: &str = "INSERT INTO control.adoption_regions (code, revision, services, published, fifty_at, first_use, last_use, updated_at) \
     SELECT code, 1, 1418, 1418, now() - interval '300 days', current_date - 300, current_date, now() FROM control.tenants \
     ON CONFLICT (code) DO UPDATE SET published = 1418, services = 1418; \
     INSERT INTO control.adoption_days (code, day, visits) \
     SELECT code, day::date, 40 FROM control.tenants, generate_series(current_date - 364, current_date, interval '1 day') day \
     ON CONFLICT DO NOTHING; ANALYZE control.adoption_days";
const SQLITE: &str = "INSERT OR REPLACE INTO adoption_regions (code, revision, services, published, fifty_at, first_use, last_use, updated_at) \
     SELECT code, 1, 1418, 1418, created_at, date('now', '-300 days'), date('now'), created_at FROM tenants; \
     WITH RECURSIVE days(day) AS (SELECT date('now', '-364 days') UNION ALL SELECT date(day, '+1 day') FROM days WHERE day < date('now')) \
     INSERT OR IGNORE INTO adoption_days (code, day, visits) SELECT code, day, 40 FROM tenants, days";

/// Fills a year and measures the dashboard and the table for machines.
pub async fn measure(deployment: &Deployment, server: &Server, seconds: u64, figures: &mut Figures) -> Outcome {
    year(deployment).await?;
    let cookie = accounts::officer(deployment, server).await?;
    let header = format!("Cookie: {cookie}");
    let host = format!("nasional.balai.localhost:{}", server.address.port());
    for (what, path) in
        [("the ministry's dashboard", "/adopsi"), ("the table of all regions as JSON", "/adopsi/ekspor/daerah.json")]
    {
        let requests = [Request { host: host.clone(), path: path.to_owned() }];
        let peak = steady_as(&requests, server.address, UNLIMITED, seconds, Some(&header))?;
        figures
            .put(&format!("{what}, at most"), peak.per_second, Unit::PerSecond)
            .note("all regions open, a year of days");
        let half = steady_as(&requests, server.address, (peak.per_second / 2.0).max(1.0), seconds, Some(&header))?;
        let figure = figures.put(&format!("{what}, 99 of 100 at half that rate"), half.p99, Unit::Milliseconds);
        figure.target(Target::AtMost(PATIENCE));
    }
    Ok(())
}

/// Days of a year in every region, as their outboxes would have told them.
async fn year(deployment: &Deployment) -> Outcome {
    if let Some(url) = &deployment.superuser {
        let mut connection = sqlx::PgConnection::connect(url.as_str()).await?;
        sqlx::raw_sql(POSTGRES).execute(&mut connection).await?;
        connection.close().await?;
    } else {
        let mut connection = SqliteConnectOptions::new().filename(deployment.dir.join("control.db")).connect().await?;
        sqlx::raw_sql(SQLITE).execute(&mut connection).await?;
        connection.close().await?;
    }
    let store: Store = deployment.store().await?;
    let known = balai_tenancy::tenants::all(&store.control().read().await?).await?.len();
    store.close().await;
    if known == 0 { Err("no region is open".into()) } else { Ok(()) }
}
