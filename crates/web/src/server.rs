//! The HTTP server: middleware from the outside in, then health and assets, then the table of routes.

use std::any::Any;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::rt::net::TcpStream;
use actix_web::{HttpServer, web};

use crate::edge::{door, faults, forgery, headers, language, trace, waiting};
use crate::state::App;
use crate::{assets, health, route, routes};

/// Seconds that running requests have to finish after SIGTERM.
const FAREWELL: u64 = 10;
/// How long an answer may lie unread before its connection ends: somebody who stops reading holds nothing for longer.
const UNREAD: Duration = Duration::from_mins(2);
/// How long an idle connection stays open: longer than the proxy in front keeps its own (Caddy 120 seconds, nginx 60), so that
/// nobody sends a form into a connection that is just being closed, where it would be lost and could not be sent again.
const IDLE: Duration = Duration::from_secs(150);
/// How long the rest of a body is taken in after it was answered early, as when somebody's session is over who sends a file: a
/// connection that is closed while she still sends takes the answer with it (RFC 9112, 9.6). nginx does it as long.
const LINGERS: Duration = Duration::from_secs(30);
/// The largest body of a form without a file.
pub(crate) const FORM_LIMIT: usize = 256 * 1024;

/// A server on a listener; it runs when awaited and stops by its handle.
pub fn server(app: web::Data<App>, listener: TcpListener, workers: usize) -> std::io::Result<Server> {
    let table = Arc::new(routes::all());
    let server = HttpServer::new(move || {
        let table = Arc::clone(&table);
        actix_web::App::new()
            .app_data(app.clone())
            .app_data(web::FormConfig::default().limit(FORM_LIMIT))
            .app_data(web::PayloadConfig::default().limit(FORM_LIMIT))
            .wrap(from_fn(waiting::keep))
            .wrap(from_fn(language::remember))
            .wrap(from_fn(forgery::refuse))
            .wrap(from_fn(faults::dress))
            .wrap(from_fn(headers::put))
            .wrap(from_fn(trace::observe))
            .wrap(from_fn(door::find))
            .route("/healthz", web::get().to(health::live))
            .route("/readyz", web::get().to(health::ready))
            .route("/internal/ask", web::get().to(health::ask))
            .route("/aset/{name}", web::get().to(assets::show))
            .configure(|config| route::configure(config, &table))
            .default_service(web::to(route::nowhere))
    });
    let server = server.on_connect(|connection, _| end_when_unread(connection));
    let server = server.keep_alive(IDLE).client_disconnect_timeout(LINGERS);
    Ok(server.workers(workers).disable_signals().shutdown_timeout(FAREWELL).listen(listener)?.run())
}

/// Has the system end a connection whose other side takes nothing any more (`TCP_USER_TIMEOUT`, RFC 5482).
fn end_when_unread(connection: &dyn Any) {
    let Some(stream) = connection.downcast_ref::<TcpStream>() else { return };
    let patience = u32::try_from(UNREAD.as_millis()).unwrap_or(u32::MAX);
    if let Err(error) = rustix::net::sockopt::set_tcp_user_timeout(stream, patience) {
        tracing::warn!(%error, "a connection that nobody reads from would stay open");
    }
}
