//! What signing in costs, and what a storm of people who sign in leaves to those who only read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use balai_identity::{PasswordHasher, TypedPassword};
use balai_tests::{ACCOUNT, Browser};

use crate::Outcome;
use crate::accounts::{self, PASSWORD};
use crate::deployment::Deployment;
use crate::figures::{Figures, Target, Unit};
use crate::load::Pages;
use crate::server::{Server, said};

/// People who sign in at the same time.
const PEOPLE: usize = 16;
/// Sign-ins of each that are timed.
const TIMED: usize = 40;

/// A storm of people with wrong passwords, from as many addresses, until it is dropped.
struct Storm {
    over: Arc<AtomicBool>,
    tried: Arc<AtomicU32>,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// Measures both.
pub async fn measure(deployment: &Deployment, server: &Server, pages: &Pages, figures: &mut Figures) -> Outcome {
    storm(server, pages, figures)?;
    at_once(deployment, server, figures).await
}

/// Public pages with a storm and without, turn by turn.
fn storm(server: &Server, pages: &Pages, figures: &mut Figures) -> Outcome {
    for (name, path) in [("home from memory", "/"), ("JSON list", crate::load::LIST)] {
        let requests = pages.everywhere(path);
        let load = pages.load(server.address, &requests);
        let (mut calm, mut stormy, mut tries) = (0.0_f64, 0.0_f64, 0.0);
        for _ in 0..crate::load::ROUNDS {
            calm = calm.max(load.run()?.per_second);
            let (storm, begun) = (Storm::begin(server), Instant::now());
            let speed = load.run()?.per_second;
            let tried = f64::from(storm.end()?) / begun.elapsed().as_secs_f64();
            if speed > stormy {
                (stormy, tries) = (speed, tried);
            }
        }
        let note = format!(
            "{calm:.0} without and {stormy:.0} a second with {PEOPLE} people whose passwords are wrong, {tries:.0} tries a second"
        );
        let figure = figures.put(&format!("readers' speed in a storm of sign-ins, {name}"), stormy / calm, Unit::Ratio);
        figure.target(Target::AtLeast(0.7)).note(note);
    }
    Ok(())
}

impl Storm {
    fn begin(server: &Server) -> Self {
        let (over, tried) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
        let browsers: Vec<Browser> = (0..PEOPLE).map(|_| server.browser()).collect();
        let (ended, counted) = (Arc::clone(&over), Arc::clone(&tried));
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let people = browsers.into_iter().map(|browser| guess(browser, &ended, &counted));
                futures_util::future::join_all(people).await;
            });
        });
        Self { over, tried, thread: Some(thread) }
    }

    /// How many tries there were.
    fn end(mut self) -> Outcome<u32> {
        self.over.store(true, Ordering::Relaxed);
        let thread = self.thread.take().ok_or("the storm is over")?;
        thread.join().map_err(|_| "the storm failed")?;
        match self.tried.load(Ordering::Relaxed) {
            0 => Err("nobody tried to sign in".into()),
            tried => Ok(tried),
        }
    }
}

impl Drop for Storm {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// Guesses at names that nobody has, each from an address of its own: they cost what real ones cost.
async fn guess(browser: Browser, over: &AtomicBool, tried: &AtomicU32) {
    while !over.load(Ordering::Relaxed) {
        let number = tried.fetch_add(1, Ordering::Relaxed);
        let [_, a, b, c] = number.to_be_bytes();
        let fields = [("surel", format!("tamu-{number}@contoh.id")), ("sandi", PASSWORD.to_owned())];
        let posting = browser.posting(ACCOUNT, "/masuk").header("X-Forwarded-For", format!("10.{a}.{b}.{c}"));
        browser.send(posting.form(&fields)).await;
    }
}

/// Sign-ins over sixteen connections of people whose hash costs next to nothing: what all the rest takes.
async fn at_once(deployment: &Deployment, server: &Server, figures: &mut Figures) -> Outcome {
    let citizens: Vec<String> = (0..PEOPLE).map(|number| format!("pengukur-{number}@contoh.id")).collect();
    let mut ids = Vec::new();
    for citizen in &citizens {
        ids.push(accounts::citizen(deployment, server, citizen).await?);
    }
    accounts::unhash(deployment, &ids).await?;
    let begun = Instant::now();
    let all = citizens.iter().enumerate().map(|(place, citizen)| again_and_again(server, place, citizen));
    let mut took: Vec<Duration> = futures_util::future::try_join_all(all).await?.into_iter().flatten().collect();
    let speed = f64::from(u32::try_from(took.len() + PEOPLE)?) / begun.elapsed().as_secs_f64();
    let (Percentiles { median, p99 }, hash) = (Percentiles::of(&mut took), hash().await?);
    let note = format!(
        "99 of 100 under {p99:.1} ms; {PEOPLE} connections, {speed:.0} sign-ins a second; the hash alone takes {hash:.1} ms"
    );
    figures.put("signing in without the hash, half under", median, Unit::Milliseconds).note(note);
    Ok(())
}

/// Somebody signs in many times, each from an address of its own; the first is not counted.
async fn again_and_again(server: &Server, place: usize, citizen: &str) -> Outcome<Vec<Duration>> {
    let browser = server.browser();
    let mut took = Vec::new();
    for round in 0..=TIMED {
        let fields = [("surel", citizen), ("sandi", PASSWORD), ("ke", "/")];
        let posting = browser.posting(ACCOUNT, "/masuk").header("X-Forwarded-For", format!("10.1.{place}.{round}"));
        let begun = Instant::now();
        said(browser.send(posting.form(&fields)).await, 303)?;
        took.push(begun.elapsed());
    }
    Ok(took.split_off(1))
}

/// Half of all hashes are made within so many milliseconds, where nothing else is done.
async fn hash() -> Outcome<f64> {
    let hasher = PasswordHasher::new(std::num::NonZeroUsize::MIN)?;
    let mut took = Vec::new();
    for _ in 0..TIMED {
        let begun = Instant::now();
        hasher.verify(TypedPassword::new(PASSWORD), None).await?;
        took.push(begun.elapsed());
    }
    Ok(Percentiles::of(&mut took).median)
}

/// How long things took, in milliseconds.
#[derive(Clone, Copy)]
pub struct Percentiles {
    /// Half of them.
    pub median: f64,
    /// 99 of 100.
    pub p99: f64,
}

impl Percentiles {
    /// Of at least one duration.
    pub fn of(took: &mut [Duration]) -> Self {
        took.sort_unstable();
        let at = |percent: usize| took[(took.len() * percent / 100).min(took.len() - 1)].as_secs_f64() * 1e3;
        Self { median: at(50), p99: at(99) }
    }
}
