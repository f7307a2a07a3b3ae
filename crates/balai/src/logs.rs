//! The log: one line an event, for people or as JSON.

use std::io::{BufWriter, IsTerminal as _, stderr};

use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::settings::{Log, LogFormat};

/// Starts the log on standard error. A thread of its own writes the lines, those that wait in one go, and none is left
/// out: it writes the last ones when the guard is dropped.
pub fn start(log: &Log) -> WorkerGuard {
    let filter = EnvFilter::new(&log.filter);
    let registry = tracing_subscriber::registry().with(filter);
    let (writer, guard) = NonBlockingBuilder::default().lossy(false).finish(BufWriter::new(stderr()));
    let lines = fmt::layer().with_writer(writer).with_ansi(stderr().is_terminal());
    match log.format {
        LogFormat::Human => registry.with(lines.with_target(false)).init(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).init(),
    }
    guard
}
