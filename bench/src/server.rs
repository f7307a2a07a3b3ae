//! A running `balai serve`, or another long command, seen from the outside: its first page, its memory, its work.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use balai_tests::{Answer, Browser};

use crate::Outcome;
use crate::deployment::Deployment;

/// The server must answer within this time, else something is wrong with it.
const PATIENCE: Duration = Duration::from_mins(1);
/// Ticks of a processor's time in a second, as /proc counts them.
const TICKS: f64 = 100.0;

/// A server of the program.
pub struct Server {
    /// The process.
    pub process: Process,
    /// Where it listens.
    pub address: SocketAddr,
    /// The address of the national entrance.
    pub base: String,
    /// How long it took from the start to the first page.
    pub first_page: Duration,
}

impl Server {
    /// Starts it and waits until a region's home is there.
    pub async fn start(deployment: &Deployment, slug: &str) -> Outcome<Self> {
        let address = free_address()?;
        let base = format!("http://balai.localhost:{}", address.port());
        let mut command = deployment.command(&["serve", "--listen", &address.to_string()]);
        command.env("BALAI__SERVER__BASE_URL", &base).env("BALAI__SERVER__TRUSTED_PROXIES", "127.0.0.1");
        let start = Instant::now();
        let mut process = Process::start(command, deployment, "server.log")?;
        let page = format!("http://{address}/");
        let (client, host) = (reqwest::Client::new(), format!("{slug}.balai.localhost:{}", address.port()));
        loop {
            let answer = client.get(&page).header("Host", &host).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                break;
            }
            if start.elapsed() > PATIENCE || process.has_ended() {
                return Err(format!("the server does not answer; see {}/server.log", deployment.dir.display()).into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(Self { process, address, base, first_page: start.elapsed() })
    }

    /// A browser of somebody who was never here.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.base, self.address)
    }
}

/// An answer that must be this one.
pub fn said(answer: Answer, status: u16) -> Outcome<Answer> {
    if answer.status == status { Ok(answer) } else { Err(format!("{}: {}", answer.status, answer.text()).into()) }
}

/// An address that nobody listens at.
pub fn free_address() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// A command that runs until it is told to stop; it does not outlive this value.
pub struct Process(Child);

impl Process {
    /// Starts it; what it says goes to a file.
    pub fn start(mut command: Command, deployment: &Deployment, log: &str) -> Outcome<Self> {
        let log = File::create(deployment.dir.join(log))?;
        Ok(Self(command.stdout(log.try_clone()?).stderr(log).spawn()?))
    }

    fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    /// Resident memory in megabytes.
    pub fn memory(&self) -> Outcome<f64> {
        self.resident("VmRSS:")
    }

    /// The most that was resident since [`Self::forget_peak`], in megabytes.
    pub fn peak(&self) -> Outcome<f64> {
        self.resident("VmHWM:")
    }

    /// Begins anew with what is resident now (proc(5), `clear_refs`).
    pub fn forget_peak(&self) -> Outcome {
        Ok(std::fs::write(format!("/proc/{}/clear_refs", self.0.id()), "5")?)
    }

    fn resident(&self, what: &str) -> Outcome<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(what));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()).ok_or_else(|| format!("no {what}"))?;
        Ok(kilobytes.parse::<f64>()? / 1024.0)
    }

    /// How much of one processor it takes over a while, in percent.
    pub async fn share(&self, while_: Duration) -> Outcome<f64> {
        let before = self.ticks()?;
        let start = Instant::now();
        tokio::time::sleep(while_).await;
        Ok((self.ticks()? - before) / TICKS / start.elapsed().as_secs_f64() * 100.0)
    }

    fn ticks(&self) -> Outcome<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id()))?;
        // the name in brackets may hold blanks; user and system time are the 12th and 13th field after it
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let field = |place: usize| fields.get(place).and_then(|text| text.parse::<f64>().ok()).ok_or("no times");
        Ok(field(11)? + field(12)?)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let told = Command::new("kill").arg(self.0.id().to_string()).status();
        let asked = Instant::now();
        while told.is_ok() && asked.elapsed() < Duration::from_secs(15) && !self.has_ended() {
            std::thread::sleep(Duration::from_millis(20));
        }
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
