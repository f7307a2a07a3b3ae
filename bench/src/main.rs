//! What Balai costs with all regions in it: fills a deployment of the real program, loads it from the outside, and puts
//! each figure next to a bare server that is loaded in the same run. `scripts/bench` brings the servers and the tools.

mod accounts;
mod bare;
mod column;
mod decisions;
mod deployment;
mod exchange;
mod figures;
mod fill;
mod load;
mod measure;
mod provider;
mod radar;
mod report;
mod server;
mod signing_in;
mod tools;
mod uploads;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// What went wrong, in a sentence for whoever runs the measurement.
type Failure = Box<dyn std::error::Error + Send + Sync>;
type Outcome<T = ()> = Result<T, Failure>;

/// Measures Balai with all regions in it.
#[derive(Parser)]
#[command(name = "balai-bench", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure one engine; the figures go to a file
    Measure(Box<Measure>),
    /// Print the figures of some files as a table and write them into a document
    Report {
        /// What the figures were measured on, one line each
        #[arg(long)]
        about: Vec<String>,
        /// The document
        #[arg(long)]
        document: PathBuf,
        /// Files of figures
        #[arg(required = true)]
        figures: Vec<PathBuf>,
    },
}

/// What `measure` needs.
#[derive(Args)]
pub struct Measure {
    /// The program
    #[arg(long)]
    balai: PathBuf,
    /// An empty directory for the deployment
    #[arg(long)]
    data: PathBuf,
    /// A superuser's address of a PostgreSQL cluster; without it SQLite is measured
    #[arg(long)]
    postgres: Option<String>,
    /// How many regions there are
    #[arg(long, default_value_t = 514)]
    tenants: usize,
    /// How long each load lasts, in seconds
    #[arg(long, default_value_t = 6)]
    seconds: u64,
    /// Only these parts: filling, pages, list, search, storm, entrance, provider, uploads, radar, exchange, column
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Where the figures go
    #[arg(long)]
    out: PathBuf,
}

#[actix_web::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Measure(what) => measure::run(&what).await,
        Command::Report { about, document, figures } => report::run(&about, &document, &figures),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("balai-bench: {failure}");
            ExitCode::FAILURE
        }
    }
}
