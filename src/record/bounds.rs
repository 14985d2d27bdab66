//! How much a change would unfold to, told from its columns before anything unfolds. Automerge expands every run of a column as
//! it reads it: seventy bytes can say "a billion operations", and would be believed first and counted later.

use super::check::{LIMIT_BYTES, LIMIT_OPS, Poison};

/// Walks head and columns of an uncompressed change: no column may hold more than [`LIMIT_OPS`] values, no group more members,
/// and the texts of a column no more than [`LIMIT_BYTES`] once their runs are written out.
pub(super) fn within(bytes: &[u8]) -> Result<(), Poison> {
    const MAGIC_AND_CHECKSUM: usize = 8;
    let mut r = Walk(bytes);
    r.take(MAGIC_AND_CHECKSUM + 1)?;
    let length = r.length()?;
    let mut r = Walk(r.take(length)?);
    for _ in 0..r.unsigned()? {
        r.take(32)?;
    }
    r.text()?;
    // Number, first operation, time, message.
    r.unsigned()?;
    r.unsigned()?;
    r.signed()?;
    r.text()?;
    for _ in 0..r.unsigned()? {
        r.text()?;
    }
    let mut columns = Vec::new();
    for _ in 0..r.unsigned()? {
        columns.push((r.unsigned()?, r.length()?));
    }
    for (spec, length) in columns {
        let column = Walk(r.take(length)?);
        if spec & DEFLATED != 0 {
            return Err(Poison::NotAChange);
        }
        match spec & TYPE {
            GROUP => runs(column, |column, times| {
                let members = column.unsigned()?;
                members.checked_mul(times).ok_or(Poison::TooManyOps)
            })?,
            DELTA => runs(column, |column, _| column.signed().map(|_| 0))?,
            BOOLEAN => booleans(column)?,
            STRING => runs(column, |column, times| {
                // A key of a thousand letters, twenty thousand times.
                let length = column.text()? as u64;
                let written = length.checked_mul(times).ok_or(Poison::TooManyOps)?;
                Ok(written / (LIMIT_BYTES / LIMIT_OPS) as u64)
            })?,
            // Counted by their lengths, which stand in a column of their own.
            RAW => {}
            _ => runs(column, |column, _| column.unsigned().map(|_| 0))?,
        }
    }
    Ok(())
}

const DEFLATED: u64 = 8;
const TYPE: u64 = 7;
const GROUP: u64 = 0;
const DELTA: u64 = 3;
const BOOLEAN: u64 = 4;
const STRING: u64 = 5;
const RAW: u64 = 7;

/// `weigh` reads one value and says what it counts for when it stands so many times.
fn runs(
    mut column: Walk<'_>,
    weigh: impl Fn(&mut Walk<'_>, u64) -> Result<u64, Poison>,
) -> Result<(), Poison> {
    let (mut values, mut weight) = (0_u64, 0_u64);
    while !column.0.is_empty() {
        let run = column.signed()?;
        let (times, literals) = match run {
            // That many of nothing.
            0 => (column.unsigned()?, 0),
            1.. => (run.unsigned_abs(), 1),
            _ => (run.unsigned_abs(), run.unsigned_abs()),
        };
        values = values.saturating_add(times);
        few(values)?;
        for _ in 0..literals {
            let each = if run > 0 { times } else { 1 };
            weight = weight.saturating_add(weigh(&mut column, each)?);
            few(weight)?;
        }
    }
    Ok(())
}

fn booleans(mut column: Walk<'_>) -> Result<(), Poison> {
    let mut values = 0_u64;
    while !column.0.is_empty() {
        values = values.saturating_add(column.unsigned()?);
        few(values)?;
    }
    Ok(())
}

fn few(count: u64) -> Result<(), Poison> {
    if count > LIMIT_OPS as u64 {
        return Err(Poison::TooManyOps);
    }
    Ok(())
}

/// What is left to read.
struct Walk<'a>(&'a [u8]);

impl<'a> Walk<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Poison> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Poison::NotAChange)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Poison> {
        self.take(1).map(|byte| byte[0])
    }

    fn unsigned(&mut self) -> Result<u64, Poison> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Poison::NotAChange)
    }

    fn signed(&mut self) -> Result<i64, Poison> {
        let mut value = 0_i64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let is_negative = byte & 0x40 != 0 && shift + 7 < 64;
                return Ok(if is_negative {
                    value | (-1 << (shift + 7))
                } else {
                    value
                });
            }
        }
        Err(Poison::NotAChange)
    }

    fn length(&mut self) -> Result<usize, Poison> {
        usize::try_from(self.unsigned()?).map_err(|_huge| Poison::NotAChange)
    }

    /// Steps over bytes that are told with their length, and says how many.
    fn text(&mut self) -> Result<usize, Poison> {
        let length = self.length()?;
        self.take(length).map(<[u8]>::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chunk::{Chunk, Kind, Unit};
    use crate::domain::ids::DocId;
    use crate::record::inspect;
    use sha2::{Digest as _, Sha256};

    fn unsigned(mut value: u64) -> Vec<u8> {
        let mut out = Vec::new();
        loop {
            let low = (value & 0x7f) as u8;
            value >>= 7;
            if value == 0 {
                out.push(low);
                return out;
            }
            out.push(low | 0x80);
        }
    }

    fn signed(mut value: i64) -> Vec<u8> {
        let mut out = Vec::new();
        loop {
            let low = (value & 0x7f) as u8;
            value >>= 7;
            if (value == 0 && low & 0x40 == 0) || (value == -1 && low & 0x40 != 0) {
                out.push(low);
                return out;
            }
            out.push(low | 0x80);
        }
    }

    fn run(times: u64, value: &[u8]) -> Vec<u8> {
        [&signed(times as i64)[..], value].concat()
    }

    /// So many puts of so long a key, each with so many predecessors.
    fn bomb(ops: u64, key: usize, preds: u64) -> Vec<u8> {
        let key = [unsigned(key as u64), vec![b'a'; key]].concat();
        let mut columns = vec![
            (0x15, run(ops, &key)),
            (0x34, unsigned(ops)),
            (0x42, run(ops, &[1])),
            (0x56, run(ops, &[0])),
            (0x70, run(ops, &unsigned(preds))),
        ];
        if preds > 0 {
            columns.push((0x71, run(ops * preds, &[0])));
            columns.push((0x73, run(ops * preds, &[0])));
        }
        let mut body = [&[0, 16][..], &[0; 16], &[1, 1, 0, 0, 0]].concat();
        body.extend(unsigned(columns.len() as u64));
        for (spec, data) in &columns {
            body.extend(unsigned(*spec));
            body.extend(unsigned(data.len() as u64));
        }
        for (_, data) in columns {
            body.extend(data);
        }
        let rest = [&[1][..], &unsigned(body.len() as u64), &body].concat();
        let checksum = Sha256::digest(&rest);
        [&[0x85, 0x6f, 0x4a, 0x83], &checksum[..4], &rest].concat()
    }

    fn asked(bytes: Vec<u8>) -> Poison {
        let began = std::time::Instant::now();
        let doc = DocId([1; 16]);
        let refused = inspect(&Chunk {
            doc,
            kind: Kind::CARD,
            unit: Unit::Patient(doc),
            bytes,
        })
        .unwrap_err();
        assert!(began.elapsed().as_millis() < 500, "{:?}", began.elapsed());
        refused
    }

    #[test]
    fn a_few_bytes_that_stand_for_billions_of_values_are_refused_at_once() {
        const MANY: u64 = 1_000_000_000_000;
        let (ops, preds) = (bomb(MANY, 1, 0), bomb(1, 1, MANY));
        assert!(ops.len() < 110 && preds.len() < 110);
        assert_eq!(asked(ops), Poison::TooManyOps);
        assert_eq!(asked(preds), Poison::TooManyOps);
        // Four gigabytes of key, and predecessors that multiply.
        assert_eq!(asked(bomb(19_000, 200_000, 0)), Poison::TooManyOps);
        assert_eq!(asked(bomb(19_000, 1, 19_000)), Poison::TooManyOps);
    }

    #[test]
    fn the_same_bytes_with_small_numbers_are_an_automerge_change() {
        for small in [bomb(10, 1, 0), bomb(1, 1, 10), bomb(20_000, 8, 0)] {
            assert_eq!(within(&small), Ok(()));
            automerge::Change::from_bytes(small).unwrap();
        }
        // One key more than once is not what a card is made of.
        assert_eq!(asked(bomb(10, 1, 0)), Poison::ForeignOperation);
    }

    #[test]
    fn a_change_that_ends_inside_a_number_is_none() {
        let whole = bomb(3, 1, 1);
        for cut in 0..whole.len() {
            assert_eq!(within(&whole[..cut]), Err(Poison::NotAChange));
        }
    }
}
