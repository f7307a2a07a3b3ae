//! The loads: kept pages, lists past the cache, a storm on one region, searches at a steady rate.

use std::collections::HashMap;

use actix_web::web::Bytes;

use crate::Outcome;
use crate::bare::{Bare, Body};
use crate::deployment::Deployment;
use crate::figures::{Figures, Target, Unit};
use crate::fill::Region;
use crate::server::Server;
use crate::tools::{Load, Request, Speed, steady};

/// Connections of every load.
const CONNECTIONS: u32 = 16;
/// Of which a storm takes so many: 80 of 100 requests, as all are answered alike fast.
const STORM: u32 = 13;
/// How often a pair of loads is run, turn by turn; the better of each counts, for others use this machine too.
pub const ROUNDS: usize = 2;
/// The list that no memory answers.
pub const LIST: &str = "/api/v1/services";
/// What browsers take.
const BROWSER: &str = "gzip, deflate, br, zstd";
/// What people type.
const QUERIES: &str = include_str!("../../tests/data/search/queries.tsv");

/// All regions with the pages that are asked for.
pub struct Pages {
    regions: Vec<Region>,
    domain: String,
    service: String,
    seconds: u64,
    /// Bodies of the first region's pages, plain and packed.
    plain: HashMap<String, Body>,
    packed: HashMap<String, Body>,
}

impl Pages {
    /// Looks at each region's home and one of its services once, so that both are in memory.
    pub async fn look(server: &Server, regions: Vec<Region>, seconds: u64) -> Outcome<Self> {
        let browser = server.browser();
        let list = browser.get(&regions[0].slug, LIST).await.json();
        let services: Vec<&str> =
            list["items"].as_array().into_iter().flatten().filter_map(|i| i["slug"].as_str()).collect();
        let service = format!("/layanan/{}", services.first().ok_or("no services")?);
        let (mut plain, mut packed) = (HashMap::new(), HashMap::new());
        for region in &regions {
            for path in ["/", &service, LIST] {
                for (takes, bodies) in [("", &mut plain), (BROWSER, &mut packed)] {
                    let answer = browser.get_with(&region.slug, path, &[("Accept-Encoding", takes)]).await;
                    if answer.status != 200 {
                        return Err(format!("{} {path}: {}", region.slug, answer.status).into());
                    }
                    let (kind, coding) = (answer.header("content-type"), answer.header("content-encoding"));
                    let body = Body {
                        kind: kind.to_owned(),
                        coding: coding.to_owned(),
                        bytes: Bytes::from(answer.body.clone()),
                    };
                    bodies.entry(path.to_owned()).or_insert(body);
                }
            }
        }
        let domain = format!("balai.localhost:{}", server.address.port());
        Ok(Self { regions, domain, service, seconds, plain, packed })
    }

    /// The region that was filled by the verbs of the domain.
    pub fn first(&self) -> &Region {
        &self.regions[0]
    }

    /// A path in every region.
    pub fn everywhere(&self, path: &str) -> Vec<Request> {
        self.regions.iter().map(|region| self.at(region, path)).collect()
    }

    fn at(&self, region: &Region, path: &str) -> Request {
        Request { host: self.host(region), path: path.to_owned() }
    }

    fn host(&self, region: &Region) -> String {
        format!("{}.{}", region.slug, self.domain)
    }

    /// A load of these.
    pub fn load<'a>(&self, to: std::net::SocketAddr, requests: &'a [Request]) -> Load<'a> {
        let (connections, seconds) = (CONNECTIONS, self.seconds);
        Load { to, requests, rare: &[], rare_percent: 0, takes: "", connections, seconds }
    }
}

/// Loads turn by turn; the best of each.
fn best<const N: usize>(loads: [&Load<'_>; N]) -> Outcome<[Speed; N]> {
    let mut best = [Speed { per_second: 0.0, median: 0.0, p99: 0.0 }; N];
    for _ in 0..ROUNDS {
        for (load, best) in loads.iter().zip(&mut best) {
            let speed = load.run()?;
            if speed.per_second > best.per_second {
                *best = speed;
            }
        }
    }
    Ok(best)
}

/// Puts a speed, what it is compared with, and their ratio.
fn put(figures: &mut Figures, what: &str, own: Speed, bare: (&str, Speed), target: f64) {
    let ratio = own.per_second / bare.1.per_second;
    let note = format!(
        "{:.0} against {:.0} a second ({}); half under {:.1} ms, 99 % under {:.1} ms",
        own.per_second, bare.1.per_second, bare.0, own.median, own.p99
    );
    figures.put(what, ratio, Unit::Ratio).target(Target::AtLeast(target)).note(note);
}

/// Pages from memory against a bare route that returns the same bytes.
pub fn kept(server: &Server, pages: &Pages, figures: &mut Figures) -> Outcome {
    let (plain, packed) = (Bare::bodies(pages.plain.clone())?, Bare::bodies(pages.packed.clone())?);
    for (name, path) in [("region home", "/"), ("service page", &pages.service)] {
        let requests = pages.everywhere(path);
        for (how, takes, bare, bodies) in
            [("plain", "", &plain, &pages.plain), ("as browsers ask", BROWSER, &packed, &pages.packed)]
        {
            let own = Load { takes, ..pages.load(server.address, &requests) };
            let other = Load { to: bare.address, ..pages.load(bare.address, &requests) };
            let [own, other] = best([&own, &other])?;
            let size = bodies.get(path).map_or(0, |body| body.bytes.len());
            put(figures, &format!("{name}, {how} ({size} bytes)"), own, ("bare route", other), 0.7);
        }
    }
    let usual = pages.everywhere(&pages.service);
    let rare = pages.everywhere(&format!("{}?n=@", pages.service));
    let own = Load { rare: &rare, rare_percent: 5, takes: BROWSER, ..pages.load(server.address, &usual) };
    let other = Load { rare: &rare, rare_percent: 5, ..pages.load(packed.address, &usual) };
    let [own, other] = best([&own, &other])?;
    put(figures, "service pages of which 5 % are not in memory", own, ("bare route", other), 0.3);
    Ok(())
}

/// The list of services as JSON, which is asked of the database each time.
pub fn list(deployment: &Deployment, server: &Server, pages: &Pages, figures: &mut Figures) -> Outcome {
    let bare = Bare::query(deployment)?;
    let (all, one) = (pages.everywhere(LIST), [pages.at(pages.first(), LIST)]);
    let (own, single) = (pages.load(server.address, &all), pages.load(server.address, &one));
    let other = pages.load(bare.address, &one);
    let [own, single, other] = best([&own, &single, &other])?;
    put(figures, "JSON list, past the cache", own, ("bare sqlx query on one schema", other), 0.45);
    put(figures, "JSON list, all regions against one", own, ("one region", single), 0.9);
    Ok(())
}

/// What is left to the other regions while one takes most requests.
pub fn storm(server: &Server, pages: &Pages, figures: &mut Figures) -> Outcome {
    let (others, one) = (&pages.regions[1..], pages.first());
    for (name, path) in [("JSON list", LIST), ("home from memory", "/")] {
        let others: Vec<Request> = others.iter().map(|region| pages.at(region, path)).collect();
        let one = [pages.at(one, path)];
        let (mut calm, mut stormy, mut share) = (0.0_f64, 0.0_f64, 0.0);
        for _ in 0..ROUNDS {
            for (requests, speed) in [(&others[..], &mut calm), (&one[..], &mut stormy)] {
                let many = Load { connections: STORM, ..pages.load(server.address, requests) }.start()?;
                let few = Load { connections: CONNECTIONS - STORM, ..pages.load(server.address, &others) }.start()?;
                let (many, few) = (many.end()?.per_second, few.end()?.per_second);
                if few > *speed {
                    (*speed, share) = (few, many / (many + few));
                }
            }
        }
        let note = format!(
            "{calm:.0} without and {stormy:.0} a second with {:.0} % of all requests at one region",
            share * 100.0
        );
        let figure =
            figures.put(&format!("others' speed in a storm on one region, {name}"), stormy / calm, Unit::Ratio);
        figure.target(Target::AtLeast(0.7)).note(note);
    }
    Ok(())
}

/// Searches at half of what they reach: of one region each, and over all regions at once.
pub fn search(server: &Server, pages: &Pages, figures: &mut Figures) -> Outcome {
    let typed: Vec<&str> = QUERIES.lines().skip(1).filter_map(|line| line.split('\t').nth(3)).collect();
    let path = |typed: &&str| {
        let question: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        format!("/cari?q={question}")
    };
    let paths: Vec<String> = typed.iter().map(path).collect();
    let hosts: Vec<String> = pages.regions.iter().map(|region| pages.host(region)).collect();
    let asked = |hosts: &[String]| -> Vec<Request> {
        let each = hosts.iter().flat_map(|host| paths.iter().map(move |path| (host, path)));
        each.map(|(host, path)| Request { host: host.clone(), path: path.clone() }).collect()
    };
    at_half(server, pages, "search in one region", &asked(&hosts), figures)?;
    at_half(server, pages, "search over all regions", &asked(std::slice::from_ref(&pages.domain)), figures)
}

fn at_half(server: &Server, pages: &Pages, what: &str, asked: &[Request], figures: &mut Figures) -> Outcome {
    let peak = Load { seconds: pages.seconds * 2, ..pages.load(server.address, asked) }.run()?;
    let note = format!("pages of {} questions and hosts at random; 99 % under {:.1} ms then", asked.len(), peak.p99);
    figures.put(&format!("{what}, as fast as it comes"), peak.per_second, Unit::PerSecond).note(note);
    let calm = steady(asked, server.address, peak.per_second / 2.0, pages.seconds * 2)?;
    let note = format!("{:.0} a second, half under {:.1} ms; what waits counts as late", calm.per_second, calm.median);
    let figure = figures.put(&format!("{what} at half of that, 99 of 100 under"), calm.p99, Unit::Milliseconds);
    figure.target(Target::AtMost(50.0)).note(note);
    Ok(())
}
