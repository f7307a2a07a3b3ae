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
use crate::server::Server;

/// People who sign in at the same time.
const PEOPLE: usize = 16;
/// Sign-ins and hashes that are timed one after the other.
const TIMED: usize = 40;

/// Who signs in.
const CITIZEN: &str = "pengukur@contoh.id";

/// A storm of people with wrong passwords, from as many addresses, until it is dropped.
struct Storm {
    over: Arc<AtomicBool>,
    tried: Arc<AtomicU32>,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// Measures both.
pub async fn measure(deployment: &Deployment, server: &Server, pages: &Pages, figures: &mut Figures) -> Outcome {
    storm(server, pages, figures)?;
    one_by_one(deployment, server, figures).await
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

/// A whole sign-in and a hash, one after the other: the difference is what all the rest costs.
async fn one_by_one(deployment: &Deployment, server: &Server, figures: &mut Figures) -> Outcome {
    accounts::citizen(deployment, server, CITIZEN).await?;
    let hasher = PasswordHasher::new(std::num::NonZeroUsize::MIN)?;
    let (mut whole, mut hash) = (Vec::new(), Vec::new());
    for number in 0..TIMED {
        let browser = server.browser();
        let fields = [("surel", CITIZEN), ("sandi", PASSWORD), ("ke", "/")];
        let posting = browser.posting(ACCOUNT, "/masuk").header("X-Forwarded-For", format!("10.0.1.{number}"));
        let begun = Instant::now();
        let answer = browser.send(posting.form(&fields)).await;
        whole.push(begun.elapsed());
        if answer.status != 303 {
            return Err(format!("signing in: {} {}", answer.status, answer.text()).into());
        }
        let begun = Instant::now();
        hasher.verify(TypedPassword::new(PASSWORD), None).await?;
        hash.push(begun.elapsed());
    }
    let (whole, hash) = (Percentiles::of(&mut whole), Percentiles::of(&mut hash));
    let note = format!(
        "half under {:.1} ms and 99 % under {:.1} ms with the hash; the hash alone {:.1} ms",
        whole.median, whole.p99, hash.median
    );
    figures.put("signing in without the hash", (whole.median - hash.median).max(0.0), Unit::Milliseconds).note(note);
    Ok(())
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
