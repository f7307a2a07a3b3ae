//! One engine from the empty directory to the last figure.

use std::time::Duration;

use crate::deployment::Deployment;
use crate::figures::{Figures, Target, Unit};
use crate::load::Pages;
use crate::server::{Process, Server};
use crate::{Measure, Outcome, column, decisions, exchange, fill, load, provider, radar, signing_in, tools, uploads};

/// How long an idle process is watched.
const WATCHED: Duration = Duration::from_secs(8);
/// A worker that begins looks into every region once. It is idle after that.
const FIRST_ROUND: Duration = Duration::from_secs(45);

/// Measures everything and writes the figures.
pub async fn run(what: &Measure) -> Outcome {
    for tool in ["wrk", "oha"] {
        tools::find(tool)?;
    }
    let deployment = Deployment::prepare(what).await?;
    let mut figures = Figures::new(deployment.engine(), deployment.settings().await?);
    let ended = parts(what, &deployment, &mut figures).await;
    // what was measured before a failure is worth keeping
    figures.write(&what.out)?;
    ended
}

async fn parts(what: &Measure, deployment: &Deployment, figures: &mut Figures) -> Outcome {
    let regions = fill::fill(what, deployment, figures).await?;
    let wanted = |part: &str| what.only.is_empty() || what.only.iter().any(|own| own == part);
    // letters to all owners, so that no worker writes them in the middle of a measurement
    deployment.time(&["work", "--once"])?;
    if wanted("uploads") {
        uploads::measure(deployment, &regions[0].slug, figures).await?;
    }
    let server = Server::start(deployment, &regions[0].slug).await?;
    let first_page = figures.put("from the start to the first page", server.first_page.as_secs_f64(), Unit::Seconds);
    first_page.target(Target::AtMost(1.0));
    decisions::measure(&regions, figures).await?;
    let pages = Pages::look(&server, regions, what.seconds).await?;
    if wanted("pages") {
        load::kept(&server, &pages, figures)?;
    }
    if wanted("list") {
        load::list(deployment, &server, &pages, figures)?;
    }
    if wanted("storm") {
        load::storm(&server, &pages, figures)?;
    }
    if wanted("search") {
        load::search(&server, &pages, figures)?;
    }
    if wanted("entrance") {
        signing_in::measure(deployment, &server, &pages, figures).await?;
    }
    if wanted("provider") {
        provider::measure(deployment, &server, figures).await?;
    }
    if wanted("radar") {
        radar::measure(deployment, &server, what.seconds, figures).await?;
    }
    idle(deployment, &server, figures).await?;
    if wanted("exchange") {
        exchange::measure(deployment, &server, pages.first(), figures).await?;
    }
    drop(server);
    if wanted("column") {
        let took = column::add(deployment).await?.as_secs_f64();
        let figure = figures.put("one more column in every region", took, Unit::Seconds);
        figure.target(Target::AtMost(2.0)).note("the program's runner, two side by side");
    }
    Ok(())
}

/// What is left in memory after all loads, and what work nobody asked for takes.
async fn idle(deployment: &Deployment, server: &Server, figures: &mut Figures) -> Outcome {
    let postgres = deployment.superuser.is_some();
    let bound = if postgres { 300.0 } else { 400.0 };
    let memory = figures.put("memory of the server with all regions known", server.process.memory()?, Unit::Megabytes);
    memory.target(Target::AtMost(bound)).note("resident, after all loads above");
    let worker = if postgres {
        let worker = Process::start(deployment.command(&["work"]), deployment, "worker.log")?;
        tokio::time::sleep(FIRST_ROUND).await;
        Some(worker)
    } else {
        None
    };
    let process = worker.as_ref().unwrap_or(&server.process);
    let share = figures.put("an idle worker's share of one processor", process.share(WATCHED).await?, Unit::Percent);
    share.note(if postgres {
        "`balai work` after its first round; the database's own work comes on top"
    } else {
        "the worker in the server"
    });
    Ok(())
}
