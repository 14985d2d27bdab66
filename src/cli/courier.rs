//! Records by stick: `courier export` and `courier import`.

use serde_json::json;

use super::args::CourierCommand;
use super::face::{Face, Outcome, say, tell};
use crate::worker::{CourierNews, Event, Job, courier_words};

pub fn courier(face: &mut Face, command: &CourierCommand) -> Outcome {
    let job = match command {
        CourierCommand::Export { file, max_size } => Job::CourierOut {
            path: file.clone(),
            max_part: *max_size,
        },
        CourierCommand::Import { file } => Job::CourierIn { path: file.clone() },
    };
    let news = face.ask(job, |event| match event {
        Event::Courier(CourierNews::Running { .. } | CourierNews::Stopped) => None,
        Event::Courier(news) => Some(news),
        _ => None,
    })?;
    match &news {
        CourierNews::Written(written) => say(&json!({
            "files": written.files, "bytes": written.bytes, "records": written.records, "visits": written.visits,
            "too_long": written.too_long,
        })),
        CourierNews::Read(read) => say(&json!({
            "confirmed": read.confirmed, "waiting": read.waiting, "received": read.received, "held": read.held,
            "refused": read.refused, "again": read.is_again, "old": read.is_old, "gap": read.has_gap, "more": read.has_more,
            "differs": read.differs, "renamed": read.is_renamed,
        })),
        CourierNews::Running { .. } | CourierNews::Stopped => {}
    }
    for sentence in courier_words(face.lang, &news) {
        tell(&sentence);
    }
    Ok(())
}

/// `4000000`, `700M`, `2G`: thousands, as sticks are sold.
pub fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" => Some(1),
        "k" | "kb" => Some(1_000),
        "m" | "mb" => Some(1_000_000),
        "g" | "gb" => Some(1_000_000_000),
        _ => None,
    };
    let number = digits.parse::<u64>().ok();
    number
        .zip(unit)
        .and_then(|(number, unit)| number.checked_mul(unit))
        .ok_or_else(|| "a size such as 700M or 2G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_typed_as_sticks_are_sold() {
        for (text, bytes) in [
            ("262144", Some(262_144)),
            ("700M", Some(700_000_000)),
            ("2gb", Some(2_000_000_000)),
            ("2T", None),
            ("-1", None),
            ("M", None),
            ("99999999999999999999G", None),
            ("20000000000G", None),
        ] {
            assert_eq!(size(text).ok(), bytes, "{text}");
        }
    }
}
