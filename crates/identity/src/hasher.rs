//! Hashing of passwords: dear by design, therefore bounded, and on threads that step back for those that answer pages.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash as Phc, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use balai_kernel::SecretToken;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::password::{ChosenPassword, TypedPassword};

/// 19 MiB, two passes, one lane: the second choice of the OWASP list for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How far the threads step back (nice(2)): beside a busy server they get a tenth of a core, on an idle one all of it.
const STEP_BACK: i32 = 10;

/// How long a thread keeps its memory after the last password.
const KEPT: Duration = Duration::from_secs(10);

/// How long somebody may wait for a place before being told to come back.
const PATIENCE: Duration = Duration::from_secs(10);

/// Hashes and compares passwords, a few at a time, on threads that may block.
///
/// It counts its comparisons, so that a test can see that an unknown account costs the same as a wrong password.
#[derive(Debug)]
pub struct PasswordHasher {
    places: Arc<Semaphore>,
    jobs: Sender<Job>,
    verifications: AtomicU64,
    decoy: PasswordHash,
}

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// What a thread hashes in, kept from one password to the next.
///
/// 19 MiB that are asked for and given back with each password change the map of the process, for which threads that answer
/// pages wait, and leave the allocator twice the memory behind (docs/BENCHMARKS.md).
#[derive(Default)]
struct Memory(Vec<Block>);

/// The hash of a password with its parameters and salt, in the PHC string form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordHash(String);

/// Why nothing was hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HashingError {
    /// Too many at once.
    #[error("too many passwords are being checked at the moment")]
    Busy,
    /// A stored hash is not one, or the machine refused memory.
    #[error("a password could not be hashed or its stored hash could not be read")]
    Failed,
}

impl PasswordHasher {
    /// At most `parallel` at once; each takes a core for some 20 ms and 19 MiB. Hashes a decoy first, so it takes as long.
    pub fn new(parallel: NonZeroUsize) -> Result<Self, HashingError> {
        let (jobs, waiting) = unbounded();
        for _ in 0..parallel.get() {
            let waiting = waiting.clone();
            let thread = std::thread::Builder::new().name("password".to_owned());
            thread.spawn(move || work(&waiting)).map_err(|_| HashingError::Failed)?;
        }
        Ok(Self {
            places: Arc::new(Semaphore::new(parallel.get())),
            jobs,
            verifications: AtomicU64::new(0),
            decoy: Memory::default().hash(SecretToken::fresh().reveal().as_bytes())?,
        })
    }

    /// The hash to keep of a new password.
    pub async fn hash(&self, password: ChosenPassword) -> Result<PasswordHash, HashingError> {
        let place = self.place().await?;
        self.run(place, move |memory| memory.hash(password.bytes())).await?
    }

    /// Whether the password is the one behind the hash. Without a hash (an unknown account) it does the same work on a
    /// decoy and says no.
    pub async fn verify(&self, password: TypedPassword, stored: Option<&PasswordHash>) -> Result<bool, HashingError> {
        let place = self.place().await?;
        self.verifications.fetch_add(1, Ordering::Relaxed);
        let is_known = stored.is_some();
        let against = stored.unwrap_or(&self.decoy).clone();
        let matches = self.run(place, move |memory| memory.matches(password.bytes(), &against)).await??;
        Ok(matches && is_known)
    }

    /// How many comparisons were made since the start.
    pub fn verifications(&self) -> u64 {
        self.verifications.load(Ordering::Relaxed)
    }

    /// What a thread makes of a job.
    async fn run<T: Send + 'static>(
        &self,
        place: OwnedSemaphorePermit,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        let (done, result) = oneshot::channel();
        let job: Job = Box::new(move |memory| {
            let _held_until_the_thread_is_done = place;
            // whoever asked may have gone away
            let _ = done.send(work(memory));
        });
        self.jobs.send(job).map_err(|_| HashingError::Failed)?;
        result.await.map_err(|_| HashingError::Failed)
    }

    /// A place to work in. It moves into the job: a request that goes away must not free it while its thread
    /// still computes.
    async fn place(&self) -> Result<OwnedSemaphorePermit, HashingError> {
        let place = Arc::clone(&self.places).acquire_owned();
        match tokio::time::timeout(PATIENCE, place).await {
            Ok(place) => place.map_err(|_| HashingError::Failed),
            Err(_) => Err(HashingError::Busy),
        }
    }
}

impl PasswordHash {
    /// Reads a stored hash.
    pub fn parse(text: String) -> Result<Self, HashingError> {
        Phc::new(&text).map_err(|_| HashingError::Failed)?;
        Ok(Self(text))
    }

    /// The text to store.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Memory {
    fn hash(&mut self, password: &[u8]) -> Result<PasswordHash, HashingError> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters lie within argon2's limits");
        let (salt, mut tag) = (Salt::generate(), [0; Params::DEFAULT_OUTPUT_LEN]);
        let said = ParamsString::try_from(&params).map_err(|_| HashingError::Failed)?;
        self.fill(&Argon2::new(Algorithm::Argon2id, Version::V0x13, params), password, &salt, &mut tag)?;
        let hash = Phc {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: said,
            salt: Some(salt),
            hash: Some(Output::new(&tag).map_err(|_| HashingError::Failed)?),
        };
        Ok(PasswordHash(hash.to_string()))
    }

    /// By the figures that the stored hash names, which may be those of an earlier policy.
    fn matches(&mut self, password: &[u8], stored: &PasswordHash) -> Result<bool, HashingError> {
        let stored = Phc::new(&stored.0).map_err(|_| HashingError::Failed)?;
        let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else { return Err(HashingError::Failed) };
        let params = Params::try_from(&stored).map_err(|_| HashingError::Failed)?;
        let algorithm = Algorithm::try_from(stored.algorithm.as_str()).map_err(|_| HashingError::Failed)?;
        let version = stored.version.map(Version::try_from).transpose().map_err(|_| HashingError::Failed)?;
        let mut tag = [0; Output::MAX_LENGTH];
        let tag = &mut tag[..expected.len()];
        self.fill(&Argon2::new(algorithm, version.unwrap_or_default(), params), password, salt, tag)?;
        // compares in constant time
        Ok(Output::new(tag).is_ok_and(|tag| tag == *expected))
    }

    fn fill(&mut self, argon2: &Argon2<'_>, password: &[u8], salt: &[u8], tag: &mut [u8]) -> Result<(), HashingError> {
        let blocks = argon2.params().block_count();
        if self.0.len() < blocks {
            self.0.resize(blocks, Block::new());
        }
        let done = argon2.hash_password_into_with_memory(password, salt, tag, &mut self.0[..blocks]);
        done.map_err(|_| HashingError::Failed)
    }
}

/// Works until nobody can ask any more.
fn work(waiting: &Receiver<Job>) {
    if let Err(error) = rustix::process::nice(STEP_BACK) {
        tracing::warn!(%error, "the threads that hash passwords do not step back");
    }
    let mut memory = Memory::default();
    loop {
        let kept = if memory.0.is_empty() { Duration::MAX } else { KEPT };
        match waiting.recv_timeout(kept) {
            Ok(job) => job(&mut memory),
            Err(RecvTimeoutError::Timeout) => memory = Memory::default(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::password::Factors;

    const GOOD: &str = "pohon ember kuda lemari";

    fn hasher() -> PasswordHasher {
        PasswordHasher::new(NonZeroUsize::MIN).unwrap()
    }

    async fn stored(hasher: &PasswordHasher) -> PasswordHash {
        let chosen = ChosenPassword::new(GOOD, Factors::PasswordOnly, &[]).unwrap();
        hasher.hash(chosen).await.unwrap()
    }

    #[tokio::test]
    async fn only_the_right_password_matches() {
        let hasher = hasher();
        let stored = stored(&hasher).await;
        for (typed, expected) in [(GOOD, true), ("pohon ember kuda lemar", false), ("", false)] {
            let verdict = hasher.verify(TypedPassword::new(typed), Some(&stored)).await;
            assert_eq!(verdict, Ok(expected), "{typed}");
        }
    }

    #[tokio::test]
    async fn the_hash_carries_the_figures_of_the_policy() {
        let stored = stored(&hasher()).await;
        assert!(stored.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", stored.as_str());
    }

    #[tokio::test]
    async fn an_unknown_account_costs_one_verification_as_a_known_one_does() {
        let hasher = hasher();
        let stored = stored(&hasher).await;
        assert_eq!(hasher.verifications(), 0);
        assert_eq!(hasher.verify(TypedPassword::new(GOOD), None).await, Ok(false));
        assert_eq!(hasher.verifications(), 1);
        assert_eq!(hasher.verify(TypedPassword::new("lain"), Some(&stored)).await, Ok(false));
        assert_eq!(hasher.verifications(), 2);
    }

    #[tokio::test]
    async fn a_request_that_goes_away_keeps_its_place_until_the_thread_is_done() {
        let hasher = Arc::new(hasher());
        let waiting = Arc::clone(&hasher);
        let request = tokio::spawn(async move { waiting.verify(TypedPassword::new(GOOD), None).await });
        while hasher.verifications() == 0 {
            tokio::task::yield_now().await;
        }
        request.abort();
        let _ = request.await;
        assert_eq!(hasher.places.available_permits(), 0);
        assert_eq!(hasher.verify(TypedPassword::new(GOOD), None).await, Ok(false));
    }

    #[test]
    fn a_stored_text_that_is_no_hash_is_refused() {
        assert_eq!(PasswordHash::parse("rahasia".into()), Err(HashingError::Failed));
    }

    #[tokio::test]
    async fn hashing_steps_back_for_the_threads_that_answer() {
        let hasher = hasher();
        let place = hasher.place().await.unwrap();
        let niceness = || rustix::process::getpriority_process(None).unwrap();
        let there = hasher.run(place, move |_| niceness()).await.unwrap();
        assert_eq!(there, niceness() + STEP_BACK);
    }
}
