//! Bytes that almost are what they should be. Shared by the courier's damaged files.

/// A damaged copy. `below` draws a number below its argument.
pub fn mutated(below: &mut dyn FnMut(usize) -> usize, bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    if out.is_empty() {
        return vec![below(256) as u8];
    }
    let at = below(out.len());
    match below(6) {
        0 => out[at] ^= 1 << below(8),
        1 => out.truncate(at),
        2 => drop(out.drain(at..(at + 1 + below(200)).min(bytes.len()))),
        3 => {
            let end = (at + 1 + below(5_000)).min(out.len());
            let part = out[at..end].to_vec();
            out.splice(at..at, part);
        }
        // The head has every field.
        4 => out[at.min(60) % bytes.len()] = below(256) as u8,
        _ => {
            let end = (at + 70_000).min(out.len());
            out[at..end].rotate_left(1.min(end - at));
        }
    }
    out
}
