//! Writes every sample page into a folder: `cargo run -p balai-web --features gallery --example gallery -- DIR`.
//! `node assets/look.mjs DIR` then photographs and checks them.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use balai_web::gallery::{samples, theme};
use balai_web::words::Lang;

fn main() -> ExitCode {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("Say which folder the pages go to.");
        return ExitCode::from(2);
    };
    match write(Path::new(&folder)) {
        Ok(count) => {
            println!("{count} pages in {folder}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("Cannot write to {folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> io::Result<usize> {
    let mut count = 0;
    for lang in [Lang::Id, Lang::En] {
        let pages = folder.join(lang.tag());
        fs::create_dir_all(&pages)?;
        for sample in samples(lang) {
            fs::write(pages.join(format!("{}.html", sample.name)), sample.html)?;
            count += 1;
        }
    }
    let (href, css) = theme();
    fs::write(folder.join(href.trim_start_matches('/')), css)?;
    Ok(count)
}
