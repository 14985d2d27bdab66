//! Joins the message catalogues of each language into one file that `i18n` embeds,
//! so that a new area is one `.ftl` file per language and no line of Rust.

use std::path::Path;
use std::{env, fs, io};

const LANGUAGES: [&str; 5] = ["kk", "ru", "uz", "ka", "en"];

fn main() -> io::Result<()> {
    let locales = Path::new("assets/locales");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", locales.display());
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    for language in LANGUAGES {
        let folder = locales.join(language);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = fs::read_dir(&folder)?
            .map(|entry| entry.map(|e| e.path()))
            .collect::<io::Result<Vec<_>>>()?;
        files.retain(|path| path.extension().is_some_and(|ext| ext == "ftl"));
        files.sort();
        let mut joined = String::new();
        for file in files {
            println!("cargo::rerun-if-changed={}", file.display());
            joined.push_str(&fs::read_to_string(&file)?.replace("\r\n", "\n"));
            joined.push('\n');
        }
        fs::write(Path::new(&out).join(format!("{language}.ftl")), joined)?;
    }
    Ok(())
}
