//! What became of a courier file, as sentences for both faces.

use super::api::{CourierNews, CourierRead, CourierWritten};
use crate::domain::lang::Lang;
use crate::i18n::{tr, tr_n};

/// The most important first.
pub fn courier_words(lang: Lang, news: &CourierNews) -> Vec<String> {
    match news {
        CourierNews::Running { records } => vec![counted(lang, "courier-running", *records)],
        CourierNews::Written(written) => written_words(lang, written),
        CourierNews::Read(read) => read_words(lang, read),
        CourierNews::Stopped => Vec::new(),
    }
}

fn written_words(lang: Lang, written: &CourierWritten) -> Vec<String> {
    let mut words = Vec::new();
    if written.records == 0 {
        words.push(tr(lang, "courier-written-none", &[]));
    } else {
        if written.visits > 0 {
            words.push(counted(lang, "courier-written-visits", written.visits));
        }
        words.push(counted(lang, "courier-written-records", written.records));
        words.push(tr(lang, "courier-stay", &[]));
    }
    if written.too_long > 0 {
        words.push(counted(lang, "courier-too-long", written.too_long));
    }
    let files: Vec<String> = written
        .files
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let number = i64::try_from(files.len()).unwrap_or(i64::MAX);
    words.push(tr_n(
        lang,
        "courier-files",
        number,
        &[("files", &files.join(", "))],
    ));
    words
}

fn read_words(lang: Lang, read: &CourierRead) -> Vec<String> {
    for (is_so, key) in [
        (read.is_again, "courier-again"),
        (read.is_old, "courier-old"),
        (read.is_renamed, "courier-renamed"),
    ] {
        if is_so {
            return vec![tr(lang, key, &[])];
        }
    }
    let mut words = vec![
        counted(lang, "courier-confirmed", read.confirmed),
        counted(lang, "courier-received", read.received),
    ];
    for (count, key) in [
        (read.waiting, "courier-waiting"),
        (read.held, "courier-held"),
        (read.refused, "courier-refused"),
    ] {
        if count > 0 {
            words.push(counted(lang, key, count));
        }
    }
    for (is_so, key) in [
        (read.has_gap, "courier-gap"),
        (read.has_more && !read.has_gap, "courier-more"),
        (read.differs, "courier-differs"),
    ] {
        if is_so {
            words.push(tr(lang, key, &[]));
        }
    }
    words
}

fn counted(lang: Lang, key: &str, count: u64) -> String {
    tr_n(lang, key, i64::try_from(count).unwrap_or(i64::MAX), &[])
}
