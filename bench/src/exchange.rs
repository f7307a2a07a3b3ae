//! From the upload of a catalogue to the preview of what it would do, for each kind of file, over HTTP.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use balai_tests::{Answer, Browser};
use reqwest::multipart::{Form, Part};

use crate::Outcome;
use crate::accounts;
use crate::deployment::{Deployment, run};
use crate::figures::{Figures, Target, Unit};
use crate::fill::Region;
use crate::server::Server;

const IMPORT: &str = "/kelola/katalog/impor";
/// The services of the first region, as a page prints their number.
const ALL: &str = "1.418";
/// How long an officer waits for a preview at most.
const PATIENCE: f64 = 5.0;

/// Measures each kind of file with all services of the first region.
pub async fn measure(deployment: &Deployment, server: &Server, first: &Region, figures: &mut Figures) -> Outcome {
    let owner = accounts::owner(deployment, server, first).await?;
    let xlsx = owner.get(&first.slug, "/kelola/katalog/ekspor.xlsx").await;
    let csv = owner.get(&first.slug, "/kelola/katalog/ekspor.csv").await;
    let mut files = vec![("xlsx", "XLSX", xlsx.body.clone()), ("csv", "CSV", csv.body)];
    match converted(&xlsx.body, &deployment.dir) {
        Ok(others) => files.extend(others),
        Err(failure) => println!("   ODS and XLS are left out: {failure}"),
    }
    for (suffix, name, body) in files {
        let size = body.len() / 1024;
        let start = Instant::now();
        preview(&owner, &first.slug, &format!("katalog.{suffix}"), body).await?;
        let took = start.elapsed().as_secs_f64();
        let figure = figures.put(&format!("{name} of {ALL} services, from upload to preview"), took, Unit::Seconds);
        figure.target(Target::AtMost(PATIENCE)).note(format!("{size} kB; two forms and two pages"));
    }
    Ok(())
}

/// The same table as others write it.
fn converted(xlsx: &[u8], dir: &Path) -> Outcome<Vec<(&'static str, &'static str, Vec<u8>)>> {
    let office = crate::tools::find("soffice")?;
    let source = dir.join("katalog.xlsx");
    std::fs::write(&source, xlsx)?;
    let mut files = Vec::new();
    for (suffix, name) in [("ods", "ODS"), ("xls", "XLS")] {
        let mut convert = Command::new(&office);
        convert.args(["--headless", "--convert-to", suffix, "--outdir"]).arg(dir).arg(&source);
        run(convert.env("HOME", dir))?;
        files.push((suffix, name, std::fs::read(dir.join(format!("katalog.{suffix}")))?));
    }
    Ok(files)
}

/// Uploads, takes the columns as they were guessed, and looks at the preview.
async fn preview(owner: &Browser, host: &str, name: &str, body: Vec<u8>) -> Outcome {
    // what was converted took longer than the server keeps a silent connection
    owner.get(host, IMPORT).await;
    let form = Form::new().part("berkas", Part::bytes(body).file_name(name.to_owned()));
    let sent = owner.send(owner.posting(host, IMPORT).multipart(form)).await;
    let page = owner.get(host, redirect(&sent)?).await;
    let fields = page.columns().ok_or_else(|| page.text().to_owned())?;
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let chosen = owner.post(host, redirect(&sent)?, &fields).await;
    let shown = owner.get(host, redirect(&chosen)?).await;
    if shown.status != 200 || !shown.says(ALL) {
        return Err(format!("{name}: {}: {}", shown.status, shown.text()).into());
    }
    Ok(())
}

fn redirect(answer: &Answer) -> Outcome<&str> {
    if answer.location().is_empty() { Err(answer.text().to_owned().into()) } else { Ok(answer.location()) }
}
