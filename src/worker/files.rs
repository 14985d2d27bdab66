//! Files and pictures of a card: read from where the user has them, opened as papers are. Only kinds that a viewer shows are taken:
//! a file that runs is no document, whatever its name says.

use std::io::Read as _;
use std::path::Path;

use super::api::Fault;
use super::beside::paper_folder;
use super::papers::hand_off_fault;
use super::sync_link::op_fault;
use crate::domain::ids::{DocId, PatientId};
use crate::domain::visit::Attachment;
use crate::ops::policy::{Scope, authorize, may};
use crate::ops::{House, SignedIn};
use crate::print::printer;

/// Longest name that is kept, in characters.
const NAME_CHARS: usize = 150;

/// Reads a file to be attached: its name, kind and bytes.
pub fn read(path: &Path, visit: Option<DocId>) -> Result<(Attachment, Vec<u8>), Fault> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name: String = name
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_CHARS)
        .collect();
    let refuse =
        |code: &str, detail: String| Fault::new(code).with("field", &name).with("detail", detail);
    let limit = Attachment::LIMIT_BYTES as u64;
    let mut bytes = Vec::new();
    // One byte more than allowed tells that it is too large, without reading a film to its end.
    std::fs::File::open(path)
        .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
        .map_err(|error| refuse("attachment-unreadable", error.to_string()))?;
    if bytes.len() as u64 > limit {
        return Err(refuse("attachment-too-large", String::new()));
    }
    if bytes.is_empty() {
        return Err(refuse("attachment-empty", String::new()));
    }
    let Some((media_type, _)) = kind(&bytes) else {
        return Err(refuse("attachment-type", String::new()));
    };
    let attachment = Attachment {
        visit,
        media_type: media_type.to_owned(),
        name,
        ..Attachment::default()
    };
    Ok((attachment, bytes))
}

/// Opens an attachment in the desktop's viewer; the copy lies in the private folder until the next start.
pub fn open(
    house: &mut House,
    me: &SignedIn,
    patient: PatientId,
    attachment: DocId,
) -> Result<(), Fault> {
    let may = authorize::<may::ReadCard>(&me.who, Scope::Patient(patient))
        .map_err(|denied| op_fault(&denied.into()))?;
    let (described, bytes) = house
        .attachment(&may, attachment)
        .map_err(|error| op_fault(&error))?;
    let refuse = |code: &str| Fault::new(code).with("field", &described.name);
    let bytes = bytes.ok_or_else(|| refuse("attachment-elsewhere"))?;
    // By what it is, not by what its description says: that may have come from anywhere.
    let (_, extension) = kind(&bytes).ok_or_else(|| refuse("attachment-type"))?;
    house
        .log_access(me, "open-file", "care", patient)
        .map_err(|error| op_fault(&error))?;
    let folder = paper_folder(house.folder());
    crate::paths::create_private(&folder).map_err(|error| hand_off_fault(&error.into()))?;
    // No name of a person in the folder.
    let file = folder.join(format!("file-{attachment}.{extension}"));
    printer::save(&file, &bytes).map_err(|error| hand_off_fault(&error))?;
    printer::open(&file).map_err(|error| hand_off_fault(&error))
}

/// Media type and extension by the first bytes; `None` for what no viewer shows.
fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const STARTS: [(&[u8], &str, &str); 8] = [
        (b"%PDF-", "application/pdf", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
        (b"\xff\xd8\xff", "image/jpeg", "jpg"),
        (b"GIF87a", "image/gif", "gif"),
        (b"GIF89a", "image/gif", "gif"),
        (b"BM", "image/bmp", "bmp"),
        (b"II*\0", "image/tiff", "tif"),
        (b"MM\0*", "image/tiff", "tif"),
    ];
    let begins = |start: &[u8]| bytes.starts_with(start);
    if let Some((_, media_type, extension)) = STARTS.iter().find(|(start, ..)| begins(start)) {
        return Some((media_type, extension));
    }
    if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(("image/webp", "webp"));
    }
    if bytes.get(128..132) == Some(b"DICM") {
        return Some(("application/dicom", "dcm"));
    }
    let is_text = std::str::from_utf8(bytes).is_ok_and(|text| {
        !text.starts_with("#!")
            && text
                .chars()
                .all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
    });
    is_text.then_some(("text/plain", "txt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let dicom = [vec![0; 128], b"DICM".to_vec()].concat();
        let cases: [(&[u8], Option<&str>); 8] = [
            (b"%PDF-1.7 ...", Some("application/pdf")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"RIFF\x01\x02\x03\x04WEBPVP8", Some("image/webp")),
            (&dicom, Some("application/dicom")),
            ("анализ крови\n".as_bytes(), Some("text/plain")),
            (b"#!/bin/sh\nrm", None),
            (b"MZ\x90\0", None),
            (b"\x7fELF\x02", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(kind(bytes).map(|k| k.0), expected, "{bytes:?}");
        }
    }

    #[test]
    fn what_cannot_be_attached_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        let large = folder.path().join("film.pdf");
        std::fs::write(&large, b"%PDF-").unwrap();
        let open = std::fs::OpenOptions::new()
            .write(true)
            .open(&large)
            .unwrap();
        open.set_len(Attachment::LIMIT_BYTES as u64 + 1).unwrap();
        for (path, code) in [
            (large, "attachment-too-large"),
            (file("empty.png", b""), "attachment-empty"),
            (file("снимок.exe", b"MZ\x90\0"), "attachment-type"),
            (folder.path().join("none.png"), "attachment-unreadable"),
        ] {
            let fault = read(&path, None).unwrap_err();
            assert_eq!(fault.code, code);
            let name = path.file_name().unwrap().to_str().unwrap();
            assert_eq!(fault.args[0].1, name);
        }
        let (taken, bytes) = read(&file("ЭКГ.png", b"\x89PNG\r\n\x1a\n1"), None).unwrap();
        assert_eq!((taken.name.as_str(), bytes.len()), ("ЭКГ.png", 9));
        assert_eq!(taken.media_type, "image/png");
    }
}
