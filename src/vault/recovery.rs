//! The recovery key: what opens the vault when every password is forgotten, printed as shares of which any two open.
//!
//! Must not know files or slots. The sharing is Shamir's (1979) over GF(256) with the polynomial of AES, so that one
//! share alone tells nothing. A share is typed by hand from paper: Crockford's base 32 in groups of four with a
//! checksum, capitals or not, `O` for zero and `I` or `L` for one forgiven, and so are Cyrillic look-alikes typed
//! with the keyboard in the wrong layout.

use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::VaultError;
use super::secret::{Entropy, KEY_LEN};

/// How many shares are printed.
pub const SHARES: u8 = 3;
/// How many of them open the vault.
pub const THRESHOLD: u8 = 2;

/// One printed share.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Share {
    /// Which printing it belongs to; a new printing makes the old shares useless.
    pub set: [u8; SET_LEN],
    /// 1, 2, 3…; printed beside the text.
    pub number: u8,
    value: [u8; KEY_LEN],
}

/// What is wrong with a typed share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// A character that is never in a share, at this group of four (from 1).
    #[error("group {group} has a character that is never in a share")]
    Character { group: usize },
    /// Too short or too long, counted in characters without spaces.
    #[error("{found} characters instead of {wanted}")]
    Length { found: usize, wanted: usize },
    /// Some character is wrong.
    #[error("the checksum does not fit")]
    Checksum,
    /// A newer program printed it.
    #[error("this share was printed by a newer program")]
    Version,
    /// Shares of different printings do not fit together.
    #[error("the shares come from different printings")]
    DifferentSets,
    /// The same share was given twice.
    #[error("share {number} was given twice")]
    Twice { number: u8 },
    /// Fewer shares than needed.
    #[error("{found} of {wanted} shares")]
    TooFew { found: usize, wanted: u8 },
}

impl ShareError {
    /// Key of the message in `error.ftl`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Character { .. } => "error-share-character",
            Self::Length { .. } => "error-share-length",
            Self::Checksum => "error-share-checksum",
            Self::Version => "error-share-version",
            Self::DifferentSets => "error-share-different-sets",
            Self::Twice { .. } => "error-share-twice",
            Self::TooFew { .. } => "error-share-too-few",
        }
    }

    /// Arguments of the message.
    pub fn args(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Character { group } => vec![("group", group.to_string())],
            Self::Length { found, wanted } => {
                vec![("found", found.to_string()), ("wanted", wanted.to_string())]
            }
            Self::Twice { number } => vec![("number", number.to_string())],
            Self::TooFew { found, wanted } => {
                vec![("found", found.to_string()), ("wanted", wanted.to_string())]
            }
            Self::Checksum | Self::Version | Self::DifferentSets => Vec::new(),
        }
    }
}

impl Share {
    /// The text to print: 16 groups of four characters.
    pub fn text(&self) -> String {
        let mut bytes = Zeroizing::new(Vec::with_capacity(TEXT_BYTES));
        bytes.push(FORMAT);
        bytes.extend_from_slice(&self.set);
        bytes.push(self.number);
        bytes.extend_from_slice(&self.value);
        let sum = checksum(&bytes);
        bytes.extend_from_slice(&sum);
        let mut text = String::with_capacity(TEXT_CHARS + TEXT_CHARS / 4);
        for (n, letter) in encode(&bytes).chars().enumerate() {
            if n > 0 && n % 4 == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }

    /// Reads what a person typed. Spaces, hyphens and line breaks may stand anywhere.
    pub fn parse(text: &str) -> Result<Self, ShareError> {
        let bytes = decode(text)?;
        let (body, sum) = bytes.split_at(bytes.len() - SUM_LEN);
        if checksum(body) != sum {
            return Err(ShareError::Checksum);
        }
        let [format, s0, s1, s2, number, value @ ..] = body else {
            return Err(ShareError::Checksum);
        };
        if *format != FORMAT {
            return Err(ShareError::Version);
        }
        let Ok(value) = <[u8; KEY_LEN]>::try_from(value) else {
            return Err(ShareError::Checksum);
        };
        Ok(Self {
            set: [*s0, *s1, *s2],
            number: *number,
            value,
        })
    }
}

impl std::fmt::Debug for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Share({} of {:02x?}, hidden)", self.number, self.set)
    }
}

/// Splits a secret so that any `threshold` of `count` shares give it back.
pub fn split(
    secret: &[u8; KEY_LEN],
    threshold: u8,
    count: u8,
    entropy: &mut dyn Entropy,
) -> Result<Vec<Share>, VaultError> {
    assert!(
        threshold >= 1 && threshold <= count,
        "a threshold within the number of shares"
    );
    let mut set = [0; SET_LEN];
    entropy.fill(&mut set)?;
    // Row d holds the coefficients of x^(d+1), one per byte of the secret.
    let mut rows = Zeroizing::new(vec![[0_u8; KEY_LEN]; usize::from(threshold) - 1]);
    for row in rows.iter_mut() {
        entropy.fill(row)?;
    }
    Ok((1..=count)
        .map(|x| {
            let mut value = [0; KEY_LEN];
            for (n, byte) in value.iter_mut().enumerate() {
                // Horner's rule, from the highest power down to the secret itself.
                let high = rows
                    .iter()
                    .rev()
                    .fold(0, |sum, row| gf_mul(sum, x) ^ row[n]);
                *byte = gf_mul(high, x) ^ secret[n];
            }
            Share {
                set,
                number: x,
                value,
            }
        })
        .collect())
}

/// Puts the secret together again. That it is the right one shows only when it opens its slot.
pub fn join(shares: &[Share], threshold: u8) -> Result<Zeroizing<[u8; KEY_LEN]>, ShareError> {
    let Some(first) = shares.first() else {
        return Err(ShareError::TooFew {
            found: 0,
            wanted: threshold,
        });
    };
    for (n, share) in shares.iter().enumerate() {
        if share.set != first.set {
            return Err(ShareError::DifferentSets);
        }
        if shares
            .iter()
            .skip(n + 1)
            .any(|other| other.number == share.number)
        {
            return Err(ShareError::Twice {
                number: share.number,
            });
        }
    }
    if shares.len() < usize::from(threshold) {
        return Err(ShareError::TooFew {
            found: shares.len(),
            wanted: threshold,
        });
    }
    let used: Vec<&Share> = shares.iter().take(usize::from(threshold)).collect();
    let mut secret = Zeroizing::new([0; KEY_LEN]);
    for share in &used {
        // Lagrange's basis polynomial of this share at x = 0.
        let basis = used
            .iter()
            .filter(|other| other.number != share.number)
            .fold(1, |product, other| {
                gf_mul(
                    product,
                    gf_mul(other.number, gf_inverse(other.number ^ share.number)),
                )
            });
        for (byte, part) in secret.iter_mut().zip(share.value) {
            *byte ^= gf_mul(part, basis);
        }
    }
    Ok(secret)
}

const SET_LEN: usize = 3;
const SUM_LEN: usize = 3;
const FORMAT: u8 = 1;
/// 40 bytes = 64 characters of five bits.
const TEXT_BYTES: usize = 1 + SET_LEN + 1 + KEY_LEN + SUM_LEN;
const TEXT_CHARS: usize = TEXT_BYTES * 8 / 5;
/// Crockford's alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn checksum(body: &[u8]) -> [u8; SUM_LEN] {
    let hash = Sha256::new_with_prefix(b"feldsher/v1/share")
        .chain_update(body)
        .finalize();
    [hash[0], hash[1], hash[2]]
}

fn encode(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(TEXT_CHARS));
    let (mut pending, mut bits) = (0_u32, 0);
    for byte in bytes {
        pending = (pending << 8 | u32::from(*byte)) & 0xFFF;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(pending >> bits & 31) as usize]));
        }
    }
    text
}

fn decode(text: &str) -> Result<Zeroizing<Vec<u8>>, ShareError> {
    let mut digits = Zeroizing::new(Vec::with_capacity(TEXT_CHARS));
    for typed in text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '—' | '.'))
    {
        let digit = digit_of(typed).ok_or(ShareError::Character {
            group: digits.len() / 4 + 1,
        })?;
        digits.push(digit);
        if digits.len() > 4 * TEXT_CHARS {
            break;
        }
    }
    if digits.len() != TEXT_CHARS {
        return Err(ShareError::Length {
            found: digits.len(),
            wanted: TEXT_CHARS,
        });
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(TEXT_BYTES));
    let (mut pending, mut bits) = (0_u32, 0);
    for digit in digits.iter() {
        pending = (pending << 5 | u32::from(*digit)) & 0xFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((pending >> bits & 0xFF) as u8);
        }
    }
    Ok(bytes)
}

fn digit_of(typed: char) -> Option<u8> {
    let plain = match typed.to_uppercase().next()? {
        'O' | 'О' => '0',
        'I' | 'L' | 'І' => '1',
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        other => other,
    };
    let found = ALPHABET
        .iter()
        .position(|letter| char::from(*letter) == plain)?;
    u8::try_from(found).ok()
}

/// Product in GF(256) modulo x⁸+x⁴+x³+x+1 (FIPS 197 §4.2), without tables or branches on the secret.
fn gf_mul(a: u8, b: u8) -> u8 {
    let (mut a, mut product) = (a, 0);
    for bit in 0..8 {
        product ^= a & (b >> bit & 1).wrapping_neg();
        a = a << 1 ^ 0x1B & (a >> 7).wrapping_neg();
    }
    product
}

/// a⁻¹ = a²⁵⁴. Zero has none; shares have distinct numbers, so it is never asked for.
fn gf_inverse(a: u8) -> u8 {
    (0..253).fold(a, |power, _| gf_mul(power, a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::secret::tests::SeededEntropy;

    #[test]
    fn the_field_is_that_of_fips_197() {
        // §4.2: {57}·{83} = {c1}; §4.2.1: {57}·{13} = {fe}
        assert_eq!(gf_mul(0x57, 0x83), 0xC1);
        assert_eq!(gf_mul(0x57, 0x13), 0xFE);
        for a in 1..=255_u8 {
            assert_eq!(gf_mul(a, gf_inverse(a)), 1, "{a}");
        }
    }

    #[test]
    fn shares_by_hand() {
        // One byte: secret 0x42, slope 0x57, so f(1) = 0x42^0x57 and f(2) = 0x42^(0x57·2 = 0xae).
        struct Fixed;
        impl Entropy for Fixed {
            fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError> {
                out.fill(0x57);
                Ok(())
            }
        }
        let shares = split(&[0x42; 32], 2, 3, &mut Fixed).unwrap();
        assert_eq!(shares[0].value, [0x15; 32]);
        assert_eq!(shares[1].value, [0xEC; 32]);
        assert_eq!(shares[2].value, [0x42 ^ 0x57 ^ 0xAE; 32]);
    }

    proptest::proptest! {
        #[test]
        fn enough_shares_give_the_secret_and_fewer_do_not(
            secret: [u8; 32], seed: u64, threshold in 2_u8..6, extra in 0_u8..5, pick: u64,
        ) {
            let count = threshold + extra;
            let mut shares = split(&secret, threshold, count, &mut SeededEntropy(seed >> 8)).unwrap();
            // Any shares, in any order.
            let turn = (pick % u64::from(count)) as usize;
            shares.rotate_left(turn);
            shares.truncate(usize::from(threshold));
            proptest::prop_assert_eq!(&*join(&shares, threshold).unwrap(), &secret);
            shares.pop();
            let too_few = matches!(join(&shares, threshold), Err(ShareError::TooFew { .. }));
            proptest::prop_assert!(too_few);
            proptest::prop_assert_ne!(&*join(&shares, threshold - 1).unwrap(), &secret);
        }

        #[test]
        fn a_share_survives_paper_and_tired_fingers(secret: [u8; 32], seed: u32, at in 0_usize..64, other in 0_usize..32) {
            let share = split(&secret, 2, 3, &mut SeededEntropy(seed.into())).unwrap().remove(1);
            let text = share.text();
            proptest::prop_assert_eq!(text.len(), 64 + 15);
            proptest::prop_assert_eq!(&Share::parse(&text).unwrap(), &share);
            let sloppy = text.to_lowercase().replace('-', "  ").replace('0', "o").replace('1', "l").replace('a', "а");
            proptest::prop_assert_eq!(&Share::parse(&sloppy).unwrap(), &share);
            // One wrong character is always noticed.
            let mut letters: Vec<char> = text.chars().filter(|c| *c != '-').collect();
            let wrong = char::from(ALPHABET[other]);
            if letters[at] != wrong {
                letters[at] = wrong;
                let typed: String = letters.iter().collect();
                proptest::prop_assert!(Share::parse(&typed).is_err());
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let shares = split(&[9; 32], 2, 3, &mut SeededEntropy(5)).unwrap();
        let others = split(&[9; 32], 2, 3, &mut SeededEntropy(50)).unwrap();
        let text = shares[0].text();
        assert_eq!(
            Share::parse(&text[..70]),
            Err(ShareError::Length {
                found: 56,
                wanted: 64
            })
        );
        assert_eq!(
            Share::parse(&text.replacen('-', "-U", 1)),
            Err(ShareError::Character { group: 2 })
        );
        let twice = [shares[0].clone(), shares[0].clone()];
        assert_eq!(join(&twice, 2), Err(ShareError::Twice { number: 1 }));
        let mixed = [shares[0].clone(), others[1].clone()];
        assert_eq!(join(&mixed, 2), Err(ShareError::DifferentSets));
        assert_eq!(
            join(&shares[..1], 2),
            Err(ShareError::TooFew {
                found: 1,
                wanted: 2
            })
        );
        assert!(!format!("{:?}", shares[0]).contains(&text[8..12]));
    }
}
