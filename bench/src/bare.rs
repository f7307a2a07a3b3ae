//! What there is to compare with: an actix route that returns the same bytes and does nothing else, and one that runs one
//! bare sqlx query over one region's catalogue.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc;

use actix_web::dev::{Server, ServerHandle};
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::rt::System;
use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, Route, web};
use serde::Serialize;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{FromRow, Pool, Postgres, Sqlite};
use uuid::Uuid;

use crate::Outcome;
use crate::deployment::Deployment;
use crate::fill::FIRST;

/// Connections of the bare query: as many as the program has by default.
const POOL: u32 = 8;
/// Threads of a bare server: as many as the program takes on two cores.
const WORKERS: usize = 2;
/// A list's rows, as the program asks for them: one more than it shows.
const QUERY: &str = "SELECT s.id, s.slug, s.name, s.channels, s.glance, \
    a.slug AS agency_slug, a.name AS agency_name, c.slug AS category_slug, c.name AS category_name \
    FROM services s JOIN agencies a ON a.id = s.agency_id JOIN categories c ON c.id = s.category_id \
    WHERE s.state = 'published' ORDER BY s.name_text, s.id LIMIT 21";

/// A body with its headers.
#[derive(Clone)]
pub struct Body {
    /// `Content-Type`.
    pub kind: String,
    /// `Content-Encoding`; may be empty.
    pub coding: String,
    /// The bytes.
    pub bytes: Bytes,
}

/// A bare server; it stops with this value.
pub struct Bare {
    /// Where it listens.
    pub address: SocketAddr,
    handle: ServerHandle,
}

impl Bare {
    /// Serves bodies by their paths, whatever the host and the query.
    pub fn bodies(bodies: HashMap<String, Body>) -> Outcome<Self> {
        start(async || Ok(bodies), || web::to(body))
    }

    /// Serves the list of the first region's services from one bare query.
    pub fn query(deployment: &Deployment) -> Outcome<Self> {
        let place = Place::of(deployment)?;
        start(async || place.open().await, || web::to(list))
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

/// A server in a thread of its own, so that whoever waits for a load keeps nothing of it waiting.
fn start<D>(data: impl AsyncFnOnce() -> Outcome<D> + Send + 'static, service: fn() -> Route) -> Outcome<Bare>
where
    D: Send + Sync + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let (started, starting) = mpsc::channel();
    std::thread::spawn(move || {
        System::new().block_on(async move {
            let running = match data().await.and_then(|data| serve(listener, Data::new(data), service)) {
                Ok(server) => server,
                Err(failure) => return started.send(Err(failure)).unwrap_or_default(),
            };
            started.send(Ok(running.handle())).unwrap_or_default();
            running.await.unwrap_or_default();
        });
    });
    Ok(Bare { address, handle: starting.recv()?? })
}

fn serve<D: Send + Sync + 'static>(listener: TcpListener, data: Data<D>, service: fn() -> Route) -> Outcome<Server> {
    let server = HttpServer::new(move || App::new().app_data(data.clone()).default_service(service()));
    Ok(server.workers(WORKERS).disable_signals().listen(listener)?.run())
}

async fn body(request: HttpRequest, bodies: Data<HashMap<String, Body>>) -> HttpResponse {
    let Some(body) = bodies.get(request.path()) else { return HttpResponse::NotFound().finish() };
    let mut answer = HttpResponse::Ok();
    answer.insert_header((CONTENT_TYPE, body.kind.as_str()));
    if !body.coding.is_empty() {
        answer.insert_header((CONTENT_ENCODING, body.coding.as_str()));
    }
    answer.body(body.bytes.clone())
}

async fn list(rows: Data<Rows>) -> HttpResponse {
    match rows.list().await {
        Ok(items) => HttpResponse::Ok().json(items),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}

#[derive(FromRow, Serialize)]
struct Item {
    id: Uuid,
    slug: String,
    name: String,
    channels: serde_json::Value,
    glance: serde_json::Value,
    agency_slug: String,
    agency_name: String,
    category_slug: String,
    category_name: String,
}

enum Rows {
    Postgres(Pool<Postgres>),
    Sqlite(Pool<Sqlite>),
}

/// Where the first region's rows are.
enum Place {
    Postgres(PgConnectOptions),
    Sqlite(SqliteConnectOptions),
}

impl Place {
    fn of(deployment: &Deployment) -> Outcome<Self> {
        let first: balai_kernel::RegionCode = FIRST.parse()?;
        if let Some(url) = &deployment.superuser {
            let path = [("search_path", format!("t_{}", first.compact()))];
            return Ok(Self::Postgres(url.as_str().parse::<PgConnectOptions>()?.options(path)));
        }
        let file = deployment.dir.join("tenants").join(format!("{}.db", first.compact()));
        Ok(Self::Sqlite(SqliteConnectOptions::new().filename(file).read_only(true)))
    }

    /// The rows without any tenancy.
    async fn open(self) -> Outcome<Rows> {
        Ok(match self {
            Self::Postgres(options) => {
                let pool = PgPoolOptions::new().max_connections(POOL).test_before_acquire(false);
                Rows::Postgres(pool.connect_with(options).await?)
            }
            Self::Sqlite(options) => {
                let pool = SqlitePoolOptions::new().max_connections(POOL).test_before_acquire(false);
                Rows::Sqlite(pool.connect_with(options).await?)
            }
        })
    }
}

impl Rows {
    async fn list(&self) -> Result<Vec<Item>, sqlx::Error> {
        match self {
            Self::Postgres(pool) => sqlx::query_as(QUERY).fetch_all(pool).await,
            Self::Sqlite(pool) => sqlx::query_as(QUERY).fetch_all(pool).await,
        }
    }
}
