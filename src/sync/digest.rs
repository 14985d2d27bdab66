//! A set of chunks in 40 bytes: their count and the sum of H(chunk hash, document) mod 2^256. Additive, so that it is kept
//! incrementally and a chunk held twice shows (an XOR would hide it).

use sha2::{Digest as _, Sha256};

use crate::domain::ids::{DocId, Hash32};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SetDigest {
    pub count: u64,
    /// Big-endian.
    pub sum: [u8; 32],
}

impl SetDigest {
    pub fn add(&mut self, hash: Hash32, doc: DocId) {
        let mut carry = 0_u16;
        for (own, other) in self.sum.iter_mut().zip(term(hash, doc)).rev() {
            let total = u16::from(*own) + u16::from(other) + carry;
            *own = total as u8;
            carry = total >> 8;
        }
        self.count += 1;
    }

    /// Takes back what was added. Taking what is not there gives a digest that is of no set.
    pub fn remove(&mut self, hash: Hash32, doc: DocId) {
        let mut borrow = 0_i16;
        for (own, other) in self.sum.iter_mut().zip(term(hash, doc)).rev() {
            let left = i16::from(*own) - i16::from(other) - borrow;
            *own = left.rem_euclid(256) as u8;
            borrow = i16::from(left < 0);
        }
        self.count = self.count.wrapping_sub(1);
    }

    pub fn of<'a>(chunks: impl IntoIterator<Item = (&'a Hash32, &'a DocId)>) -> Self {
        let mut digest = Self::default();
        for (hash, doc) in chunks {
            digest.add(*hash, *doc);
        }
        digest
    }
}

fn term(hash: Hash32, doc: DocId) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(hash.0);
    hasher.update(doc.0);
    hasher.finalize().into()
}

/// How many parts an id set is compared in, by the first byte of the hash.
pub const BUCKETS: usize = 256;

/// One bucket's own sum, enough to see which buckets differ.
pub type BucketSum = [u8; 8];

/// Bucket sums of a set of hashes.
pub fn bucket_sums<'a>(hashes: impl IntoIterator<Item = &'a Hash32>) -> Vec<BucketSum> {
    let mut sums = vec![0_u64; BUCKETS];
    for hash in hashes {
        let mut tail = [0; 8];
        tail.copy_from_slice(&hash.0[8..16]);
        let sum = &mut sums[usize::from(hash.0[0])];
        *sum = sum.wrapping_add(u64::from_be_bytes(tail) | 1);
    }
    sums.into_iter().map(u64::to_be_bytes).collect()
}

/// Eight bytes that stand for a hash inside one bucket list; the key changes with every list, so that a chance collision
/// does not last.
pub fn fingerprint(key: u64, hash: Hash32) -> [u8; 8] {
    let mut hasher = Sha256::new();
    hasher.update(key.to_be_bytes());
    hasher.update(hash.0);
    let full: [u8; 32] = hasher.finalize().into();
    let mut out = [0; 8];
    out.copy_from_slice(&full[..8]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(n: u8) -> Hash32 {
        Hash32(Sha256::digest([n]).into())
    }

    #[test]
    fn the_order_does_not_matter_and_a_double_shows() {
        let (a, b) = (hash(1), hash(2));
        let doc = DocId([9; 16]);
        assert_eq!(
            SetDigest::of([(&a, &doc), (&b, &doc)]),
            SetDigest::of([(&b, &doc), (&a, &doc)])
        );
        assert_ne!(
            SetDigest::of([(&a, &doc), (&b, &doc), (&b, &doc)]).sum,
            SetDigest::of([(&a, &doc)]).sum
        );
        assert_ne!(
            SetDigest::of([(&a, &doc)]),
            SetDigest::of([(&a, &DocId([8; 16]))])
        );
    }

    #[test]
    fn one_chunk_more_changes_its_own_bucket_only() {
        let all: Vec<Hash32> = (0..200).map(hash).collect();
        let (more, less) = (bucket_sums(&all), bucket_sums(&all[1..]));
        let differing: Vec<usize> = (0..BUCKETS).filter(|i| more[*i] != less[*i]).collect();
        assert_eq!(differing, [usize::from(all[0].0[0])]);
    }
}
