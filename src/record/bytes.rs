//! Bytes in, bytes out: the few shapes that every message is made of. Every length is compared with a limit and with what is
//! really there before anything is allocated.

use thiserror::Error;

/// Why bytes are not a message. Never worth a retry with the same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodecError {
    #[error("ends too early")]
    Short,
    #[error("`{0}` is over its limit")]
    Limit(&'static str),
    #[error("`{0}` has no meaning")]
    Value(&'static str),
    #[error("bytes are left over")]
    Trailing,
}

/// Appends to a buffer.
#[derive(Debug, Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    pub fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    /// LEB128: seven bits a byte, lowest first.
    pub fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// A length and the bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.varint(bytes.len() as u64);
        self.raw(bytes);
    }
}

/// Takes from a buffer.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub fn left(&self) -> usize {
        self.0.len()
    }

    pub fn u8(&mut self) -> Result<u8, CodecError> {
        let (first, rest) = self.0.split_first().ok_or(CodecError::Short)?;
        self.0 = rest;
        Ok(*first)
    }

    pub fn varint(&mut self) -> Result<u64, CodecError> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(CodecError::Limit("varint"));
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(CodecError::Limit("varint"))
    }

    /// A number of at most `limit`.
    pub fn number(&mut self, what: &'static str, limit: u64) -> Result<u64, CodecError> {
        let value = self.varint()?;
        if value > limit {
            return Err(CodecError::Limit(what));
        }
        Ok(value)
    }

    pub fn take(&mut self, length: usize) -> Result<&'a [u8], CodecError> {
        if length > self.0.len() {
            return Err(CodecError::Short);
        }
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        Ok(taken)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], CodecError> {
        let mut out = [0; N];
        out.copy_from_slice(self.take(N)?);
        Ok(out)
    }

    /// A length of at most `limit` and the bytes.
    pub fn bytes(&mut self, what: &'static str, limit: usize) -> Result<&'a [u8], CodecError> {
        let length = self.number(what, limit as u64)?;
        self.take(length as usize)
    }

    pub fn text(&mut self, what: &'static str, limit: usize) -> Result<String, CodecError> {
        let bytes = self.bytes(what, limit)?;
        std::str::from_utf8(bytes)
            .map(ToOwned::to_owned)
            .map_err(|_not_utf8| CodecError::Value(what))
    }

    /// A count of items of at least `smallest` bytes each: never more than can still follow, so that it is safe to reserve.
    pub fn count(
        &mut self,
        what: &'static str,
        limit: usize,
        smallest: usize,
    ) -> Result<usize, CodecError> {
        let count = self.number(what, limit as u64)? as usize;
        if count.saturating_mul(smallest) > self.0.len() {
            return Err(CodecError::Short);
        }
        Ok(count)
    }

    pub fn end(&self) -> Result<(), CodecError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(CodecError::Trailing)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_and_overlong_ones_are_refused() {
        for value in [0, 1, 127, 128, 300, 1 << 35, u64::MAX] {
            let mut w = Writer::default();
            w.varint(value);
            let mut r = Reader::new(&w.0);
            assert_eq!(r.varint(), Ok(value));
            assert_eq!(r.end(), Ok(()));
        }
        assert_eq!(
            Reader::new(&[0xff; 11]).varint(),
            Err(CodecError::Limit("varint"))
        );
        assert_eq!(Reader::new(&[0x80]).varint(), Err(CodecError::Short));
    }

    #[test]
    fn a_count_beyond_what_follows_is_refused_before_anything_is_reserved() {
        let mut w = Writer::default();
        w.varint(1_000_000);
        assert_eq!(
            Reader::new(&w.0).count("items", 2_000_000, 16),
            Err(CodecError::Short)
        );
        assert_eq!(
            Reader::new(&w.0).count("items", 10, 1),
            Err(CodecError::Limit("items"))
        );
    }
}
