//! Where a file that a person asked for may be written: not among the clinic's own files, and not over another thing. A paper
//! named `feldsher.db` would be the end of the record.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::api::Fault;
use crate::paths::DataFolder;

/// What may stand there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    Nothing,
    /// A PDF of before, which its maker prints again.
    Paper,
}

/// The whole path of a file that may be written.
pub fn target(folder: &DataFolder, path: &Path, over: Over) -> Result<PathBuf, Fault> {
    let refuse = |code: &str, path: &Path| Fault::new(code).with("path", path.display());
    // A bare name lies in the folder where the command was typed.
    let path = std::path::absolute(path).unwrap_or_else(|_unknown| path.to_owned());
    let parent = path.parent().unwrap_or(&path);
    // Links are followed: what counts is where the bytes end.
    let parent = parent
        .canonicalize()
        .map_err(|_missing| refuse("target-no-folder", parent))?;
    let ends = path.canonicalize().unwrap_or_else(|_new| {
        path.file_name()
            .map_or(parent.clone(), |name| parent.join(name))
    });
    let own = folder.root().canonicalize();
    if own.is_ok_and(|own| ends.starts_with(own)) {
        return Err(refuse("target-in-clinic", &path));
    }
    let fits = match over {
        _ if !ends.exists() => true,
        Over::Nothing => false,
        Over::Paper => is_pdf(&ends),
    };
    if fits {
        Ok(path)
    } else {
        Err(refuse("target-taken", &path))
    }
}

fn is_pdf(path: &Path) -> bool {
    let mut head = [0; 5];
    File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok() && &head == b"%PDF-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_never_lands_on_the_record_or_on_another_file() {
        let place = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(place.path().join("clinic"));
        folder.create().unwrap();
        let at = |name: &str| place.path().join(name);
        std::fs::write(at("clinic/feldsher.db"), "record").unwrap();
        std::fs::write(at("visit.json"), "{}").unwrap();
        std::fs::write(at("old.pdf"), "%PDF-1.3 …").unwrap();
        let code = |name: &str, over| target(&folder, &at(name), over).map_err(|fault| fault.code);
        let refused = |code: &str| Err(code.to_owned());
        for over in [Over::Nothing, Over::Paper] {
            assert_eq!(code("new.pdf", over), Ok(at("new.pdf")));
            assert_eq!(code("visit.json", over), refused("target-taken"));
            for own in [
                "clinic/feldsher.db",
                "clinic/feldsher.db-wal",
                "clinic/../clinic/new.pdf",
            ] {
                assert_eq!(code(own, over), refused("target-in-clinic"), "{own}");
            }
            assert_eq!(code("nowhere/new.pdf", over), refused("target-no-folder"));
        }
        assert_eq!(code("old.pdf", Over::Paper), Ok(at("old.pdf")));
        assert_eq!(code("old.pdf", Over::Nothing), refused("target-taken"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_record_is_the_record() {
        let place = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(place.path().join("clinic"));
        folder.create().unwrap();
        std::fs::write(place.path().join("clinic/feldsher.db"), "record").unwrap();
        let link = place.path().join("paper.pdf");
        std::os::unix::fs::symlink(place.path().join("clinic/feldsher.db"), &link).unwrap();
        let refused = target(&folder, &link, Over::Paper).unwrap_err();
        assert_eq!(refused.code, "target-in-clinic");
    }
}
