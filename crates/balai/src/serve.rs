//! `balai serve`: the web server, and on an embedded deployment the worker beside it.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::web::Data;
use balai_storage::Engine;
use balai_web::state::App;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::signal::unix::{SignalKind, signal as listen_for};
use tokio::sync::watch;

use crate::failure::Failure;
use crate::parts::Parts;
use crate::settings::{Settings, address};
use crate::work::{Worker, farewell};

/// Upper bounds of the buckets in which durations are counted, in seconds.
const BUCKETS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// How often observations are folded into them.
const SETTLE: Duration = Duration::from_secs(5);
/// How long what is counted beside the pages waits in memory until it is written down.
const NOTED_EVERY: Duration = Duration::from_secs(30);
/// How long the last ones may take at the end.
const NOTED_WITHIN: Duration = Duration::from_secs(5);

/// Serves until SIGTERM or Ctrl-C; what is running then has 10 seconds to finish.
pub async fn run(settings: Settings) -> Result<(), Failure> {
    let parts = Parts::open(settings).await?;
    if parts.store.engine() == Engine::Sqlite {
        crate::migrate::control(&parts).await?;
    }
    let listener = bind(&parts.settings.server.listen)?;
    let alone = parts.store.engine() == Engine::Sqlite;
    serve(&parts, listener, alone).await
}

/// Opens the port, or says why not.
pub fn bind(listen: &str) -> Result<TcpListener, Failure> {
    let at = address(listen).expect("checked with the settings");
    TcpListener::bind(at).map_err(|e| Failure::failed(format!("{listen}: {e}")))
}

/// Serves on an open listener. Where this process is alone (files, the demonstration) the worker runs here too.
pub async fn serve(parts: &Parts, listener: TcpListener, alone: bool) -> Result<(), Failure> {
    let app = Data::new(parts.app().await?);
    let (stop, stopped) = watch::channel(false);
    let worker = if alone {
        let worker = Worker::new(parts).await?;
        Some(tokio::spawn(worker.until(stopped.clone())))
    } else {
        None
    };
    let noting = tokio::spawn(note_searches(app.clone(), stopped.clone()));
    let hearing = tokio::spawn(parts.store.clone().hear());
    metrics(&parts.settings.server.metrics_listen, stopped)?;
    let workers = match parts.settings.server.workers {
        0 => std::thread::available_parallelism().map_or(2, usize::from),
        own => own,
    };
    let local = listener.local_addr()?;
    let server = balai_web::server::server(app, listener, workers)?;
    tracing::info!(listen = %local, base = %parts.settings.server.base_url, "balai is serving");
    let handle = server.handle();
    let running = tokio::spawn(server);
    signal().await;
    tracing::info!("stopping: what is running may finish");
    stop.send_replace(true);
    let worker = async {
        match worker {
            Some(worker) => farewell(worker).await,
            None => Ok(()),
        }
    };
    let ((), worker) = tokio::join!(handle.stop(true), worker);
    running.await.map_err(Failure::failed)??;
    if let Ok(noted) = tokio::time::timeout(NOTED_WITHIN, noting).await {
        noted.map_err(Failure::failed)?;
    } else {
        tracing::warn!("the last searches without an answer were not written down");
    }
    worker?;
    hearing.abort();
    parts.store.close().await;
    Ok(())
}

/// Writes down, now and then and at the end, what was searched in vain and how often pages were opened.
async fn note_searches(app: Data<App>, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        tokio::select! {
            () = tokio::time::sleep(NOTED_EVERY) => {}
            _ = stopped.changed() => {}
        }
        app.unanswered.write_down(&app).await;
        app.visits.write_down(&app).await;
    }
}

/// Resolves at SIGTERM or Ctrl-C.
pub async fn signal() {
    let mut term = listen_for(SignalKind::terminate()).expect("the process can hear SIGTERM");
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// Metrics have a listener of their own: never a tenant's host.
fn metrics(listen: &str, stopped: watch::Receiver<bool>) -> Result<(), Failure> {
    let Some(at) = address(listen) else { return Ok(()) };
    let builder = PrometheusBuilder::new().set_buckets(&BUCKETS).map_err(Failure::failed)?;
    let handle = builder.install_recorder().map_err(Failure::failed)?;
    tokio::spawn(settle(handle.clone()));
    let listener = TcpListener::bind(at).map_err(|e| Failure::failed(format!("{listen}: {e}")))?;
    let server = actix_web::HttpServer::new(move || {
        actix_web::App::new().app_data(Data::new(handle.clone())).route("/metrics", actix_web::web::get().to(scrape))
    });
    let server = server.workers(1).disable_signals().listen(listener)?.run();
    let handle = server.handle();
    tokio::spawn(server);
    tokio::spawn(async move {
        let mut stopped = stopped;
        if stopped.changed().await.is_ok() {
            handle.stop(true).await;
        }
    });
    Ok(())
}

/// What was observed is folded into its buckets even while nobody reads it; else it would pile up in memory.
async fn settle(handle: PrometheusHandle) {
    let mut every = tokio::time::interval(SETTLE);
    loop {
        every.tick().await;
        handle.run_upkeep();
    }
}

async fn scrape(handle: Data<PrometheusHandle>) -> String {
    handle.render()
}
