//! Two workstations learn each other's key by a code of eight digits that one shows and a person types at the other.
//!
//! SPAKE2 makes a strong key out of the weak code: somebody on the network learns nothing to try codes on at home, and has one guess for
//! each time she takes part. The key then confirms both device keys and the very TLS line, so that nobody can stand in the middle with a
//! line to each side. The one who types proves the code first; the one who shows it answers only to the right one.

use std::io::{Read, Write};

use ed25519_dalek::VerifyingKey;
use hkdf::Hkdf;
use sha2::Sha256;
use spake2::{Ed25519Group, Identity, Password, Spake2};
use zeroize::Zeroizing;

use super::message::Message;
use super::talk::Line;
use super::{LanError, Refusal};

/// Digits of a code.
pub const DIGITS: usize = 8;
/// Wrong ones before a code is void.
pub const TRIES: u8 = 3;
/// Seconds after which a code is void.
pub const VALID_SECS: u64 = 600;

/// Both keys and the line that they were shown on.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    /// Of the one who types the code.
    pub caller: VerifyingKey,
    /// Of the one who shows it.
    pub host: VerifyingKey,
    pub binding: [u8; 32],
}

/// The digits that a person typed, with whatever she put between them.
pub fn digits(typed: &str) -> Option<String> {
    let digits: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    let is_code = digits.len() == DIGITS && digits.chars().all(|c| c.is_ascii_digit());
    is_code.then_some(digits)
}

/// A code out of eight random bytes.
pub fn code_of(random: [u8; 8]) -> String {
    let number = u64::from_be_bytes(random) % 10_u64.pow(DIGITS as u32);
    format!("{number:0DIGITS$}")
}

/// At the one who types. `Ok`: the other side knows the code too, and there is nobody between.
pub fn type_in<S: Read + Write>(
    line: &mut Line<S>,
    ends: &Ends,
    code: &str,
) -> Result<(), LanError> {
    let (caller, host) = identities(ends);
    let (state, first) =
        Spake2::<Ed25519Group>::start_a(&Password::new(code.as_bytes()), &caller, &host);
    line.say(&Message::Pair(first))?;
    let theirs = heard(line)?;
    let key = finish(state, &theirs)?;
    line.say(&Message::Pair(proof(&key, ends, CALLER).to_vec()))?;
    let answer = heard(line)?;
    if answer == *proof(&key, ends, HOST) {
        Ok(())
    } else {
        Err(LanError::Refused(Refusal::Code))
    }
}

/// At the one who shows the code. One of its tries is spent already. `keep` stores the pair, before the other side hears that the code
/// was right.
pub fn show<S: Read + Write>(
    line: &mut Line<S>,
    ends: &Ends,
    code: &str,
    keep: &mut dyn FnMut() -> Result<(), LanError>,
) -> Result<(), LanError> {
    let (caller, host) = identities(ends);
    let theirs = heard(line)?;
    let (state, second) =
        Spake2::<Ed25519Group>::start_b(&Password::new(code.as_bytes()), &caller, &host);
    let key = finish(state, &theirs)?;
    line.say(&Message::Pair(second))?;
    // A key is used for one proof: how long the comparison takes helps nobody.
    if heard(line)? == *proof(&key, ends, CALLER) {
        keep()?;
        line.say(&Message::Pair(proof(&key, ends, HOST).to_vec()))
    } else {
        Err(line.refuse(Refusal::Code))
    }
}

const CALLER: &[u8] = b"feldsher lan pair caller 1\0";
const HOST: &[u8] = b"feldsher lan pair host 1\0";

fn heard<S: Read + Write>(line: &mut Line<S>) -> Result<Vec<u8>, LanError> {
    match line.hear()? {
        Message::Pair(bytes) => Ok(bytes),
        Message::Refuse(Some(why)) => Err(LanError::Refused(why)),
        _ => Err(LanError::Meaning("pairing")),
    }
}

fn finish(state: Spake2<Ed25519Group>, theirs: &[u8]) -> Result<Zeroizing<Vec<u8>>, LanError> {
    let key = state.finish(theirs);
    key.map(Zeroizing::new)
        .map_err(|_point| LanError::Meaning("pairing"))
}

fn identities(ends: &Ends) -> (Identity, Identity) {
    (
        Identity::new(ends.caller.as_bytes()),
        Identity::new(ends.host.as_bytes()),
    )
}

fn proof(key: &[u8], ends: &Ends, of: &[u8]) -> Zeroizing<Vec<u8>> {
    let info = [
        of,
        ends.caller.as_bytes(),
        ends.host.as_bytes(),
        &ends.binding,
    ]
    .concat();
    let mut proof = Zeroizing::new(vec![0; 32]);
    let expanded = Hkdf::<Sha256>::new(None, key).expand(&info, &mut proof);
    assert!(expanded.is_ok(), "32 bytes are within the reach of HKDF");
    proof
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_typed_as_people_type() {
        for typed in ["12345678", " 1234 5678 ", "1234-5678", "12 34 56 78"] {
            assert_eq!(digits(typed).as_deref(), Some("12345678"));
        }
        for typed in ["", "1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨"] {
            assert_eq!(digits(typed), None, "{typed}");
        }
        assert_eq!(code_of([0; 8]), "00000000");
        assert_eq!(code_of(1_234_u64.to_be_bytes()), "00001234");
    }
}
