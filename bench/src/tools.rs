//! The two programs that make the load: wrk as fast as answers come, oha at a fixed rate.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::Outcome;

/// What wrk runs for each request.
const SCRIPT: &str = include_str!("load.lua");

/// A request of a load: host and path. Where the path has an `@`, each request gets a number of its own in its place.
#[derive(Clone)]
pub struct Request {
    /// The `Host` header.
    pub host: String,
    /// Path and query.
    pub path: String,
}

/// A load of wrk.
pub struct Load<'a> {
    /// Where to.
    pub to: SocketAddr,
    /// Requests of which each is one at random.
    pub requests: &'a [Request],
    /// Requests that take the place of one in `rare_share`, at random.
    pub rare: &'a [Request],
    /// How many of a hundred.
    pub rare_percent: u32,
    /// `Accept-Encoding`; may be empty.
    pub takes: &'a str,
    /// Connections.
    pub connections: u32,
    /// How long.
    pub seconds: u64,
}

/// What came of a load.
#[derive(Debug, Clone, Copy)]
pub struct Speed {
    /// Answers a second.
    pub per_second: f64,
    /// Half of all answers came within so many milliseconds.
    pub median: f64,
    /// 99 of 100.
    pub p99: f64,
}

/// A load under way.
pub struct Running {
    child: Child,
    _files: [tempfile::NamedTempFile; 2],
}

impl Load<'_> {
    /// Runs it to its end.
    pub fn run(&self) -> Outcome<Speed> {
        self.start()?.end()
    }

    /// Begins it.
    pub fn start(&self) -> Outcome<Running> {
        let (script, list) = (tempfile::NamedTempFile::new()?, tempfile::NamedTempFile::new()?);
        std::fs::write(script.path(), SCRIPT)?;
        std::fs::write(list.path(), self.list()?)?;
        let threads = self.connections.min(2);
        let mut wrk = Command::new("wrk");
        wrk.arg(format!("-t{threads}")).arg(format!("-c{}", self.connections)).arg(format!("-d{}s", self.seconds));
        wrk.args(["--timeout", "20s", "-s"]).arg(script.path()).arg(format!("http://{}/", self.to));
        wrk.arg("--").arg(list.path()).arg(self.rare_percent.to_string()).arg(self.takes);
        let child = wrk.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        Ok(Running { child, _files: [script, list] })
    }

    fn list(&self) -> Outcome<String> {
        let mut list = String::new();
        for (word, requests) in [("usual", self.requests), ("rare", self.rare)] {
            for Request { host, path } in requests {
                writeln!(list, "{word} {host} {path}")?;
            }
        }
        Ok(list)
    }
}

impl Running {
    /// Waits for its end. A load in which anything failed has measured nothing.
    pub fn end(self) -> Outcome<Speed> {
        let output = self.child.wait_with_output()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = said.lines().find_map(|line| line.strip_prefix("balai-bench "));
        let figures: Vec<f64> = line.unwrap_or_default().split(' ').filter_map(|word| word.parse().ok()).collect();
        let [requests, microseconds, failed, median, p99] = figures[..] else {
            return Err(format!("wrk says nothing: {said}{}", String::from_utf8_lossy(&output.stderr)).into());
        };
        if failed > 0.0 || requests < 1.0 {
            return Err(format!("{failed} of {requests} requests failed: {said}").into());
        }
        let per_second = requests / (microseconds / 1e6);
        Ok(Speed { per_second, median: median / 1e3, p99: p99 / 1e3 })
    }
}

/// Loads at a fixed rate for some seconds; what waits because answers are late counts as late.
pub fn steady(requests: &[Request], to: SocketAddr, rate: f64, seconds: u64) -> Outcome<Speed> {
    steady_as(requests, to, rate, seconds, None)
}

/// The same with a header of every request, such as the cookie of somebody who is signed in.
pub fn steady_as(
    requests: &[Request],
    to: SocketAddr,
    rate: f64,
    seconds: u64,
    header: Option<&str>,
) -> Outcome<Speed> {
    let list = tempfile::NamedTempFile::new()?;
    let urls: Vec<String> = requests.iter().map(|one| format!("http://{}{}", one.host, one.path)).collect();
    std::fs::write(list.path(), urls.join("\n"))?;
    let mut oha = Command::new("oha");
    oha.args(["--no-tui", "--output-format", "json", "--latency-correction", "--disable-compression", "-c", "16"]);
    oha.args(["-q", &format!("{rate:.0}"), "-z", &format!("{seconds}s"), "--urls-from-file"]).arg(list.path());
    if let Some(header) = header {
        oha.args(["-H", header]);
    }
    let hosts: BTreeSet<&str> = requests.iter().map(|request| request.host.as_str()).collect();
    for host in hosts {
        oha.args(["--connect-to", &format!("{host}:{}:{}", to.ip(), to.port())]);
    }
    let output = oha.output()?;
    let json: serde_json::Value = serde_json::from_slice(&output.stdout)
        .map_err(|e| format!("oha: {e}: {}", String::from_utf8_lossy(&output.stderr)))?;
    let number = |value: &serde_json::Value, what: &str| value.as_f64().ok_or(format!("oha tells no {what}"));
    let success = number(&json["summary"]["successRate"], "success rate")?;
    let others = json["statusCodeDistribution"].as_object().map_or(0, |all| all.keys().filter(|k| *k != "200").count());
    if success < 0.999 || others > 0 {
        return Err(format!("requests failed: {}", json["statusCodeDistribution"]).into());
    }
    Ok(Speed {
        per_second: number(&json["summary"]["requestsPerSec"], "rate")?,
        median: number(&json["latencyPercentiles"]["p50"], "median")? * 1e3,
        p99: number(&json["latencyPercentiles"]["p99"], "p99")? * 1e3,
    })
}

/// Where a program of the search path stands.
pub fn find(name: &str) -> Outcome<PathBuf> {
    let output = Command::new("sh").args(["-c", &format!("command -v {name}")]).output()?;
    let path = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if Path::new(&path).is_absolute() { Ok(path.into()) } else { Err(format!("{name} is missing").into()) }
}
