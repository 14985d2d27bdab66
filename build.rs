//! Joins the message catalogues of each language into one file that `i18n` embeds, and so the topics of the help and their pictures,
//! so that a new area or topic is one file per language and no line of Rust.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const LANGUAGES: [&str; 5] = ["kk", "ru", "uz", "ka", "en"];

fn main() -> io::Result<()> {
    let locales = Path::new("assets/locales");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", locales.display());
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    let out = Path::new(&out);
    let help = Path::new("assets/help");
    for language in LANGUAGES {
        let mut joined = String::new();
        for file in files(&locales.join(language), "ftl")? {
            joined.push_str(&read(&file)?);
            joined.push('\n');
        }
        fs::write(out.join(format!("{language}.ftl")), joined)?;

        let mut topics = String::new();
        for file in files(&help.join(language), "md")? {
            // A separator that no text has, then the name of the file.
            topics.push_str(&format!("\u{1e}{}\n{}", stem(&file), read(&file)?));
        }
        fs::write(out.join(format!("help-{language}.md")), topics)?;
    }
    let mut pictures = String::from("&[\n");
    for file in files(&help.join("pictures"), "png")? {
        let whole = fs::canonicalize(&file)?;
        pictures.push_str(&format!(
            "    ({:?}, include_bytes!({:?})),\n",
            stem(&file),
            whole.display().to_string()
        ));
    }
    pictures.push_str("]\n");
    fs::write(out.join("help-pictures.rs"), pictures)
}

/// The files of a folder with this ending, in the order of their names; none where there is no folder.
fn files(folder: &Path, ext: &str) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = match fs::read_dir(folder) {
        Ok(entries) => entries
            .map(|entry| entry.map(|e| e.path()))
            .collect::<io::Result<Vec<_>>>()?,
        Err(e) if e.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(e) => return Err(e),
    };
    files.retain(|path| path.extension().is_some_and(|e| e == ext));
    files.sort();
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    Ok(files)
}

fn read(file: &Path) -> io::Result<String> {
    Ok(fs::read_to_string(file)?.replace("\r\n", "\n"))
}

fn stem(file: &Path) -> String {
    file.file_stem()
        .map_or_else(String::new, |s| s.to_string_lossy().into_owned())
}
