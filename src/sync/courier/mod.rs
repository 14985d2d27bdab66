//! Log sync v1 without a line: the same frames in a file on a stick, signed by its sender and encrypted to its receiver.
//!
//! Start reading at [`request`] (what a workstation writes for the store) and [`reply`] (what it does with the store's answer); the
//! store's part is `crate::store::courier`. [`envelope`] is the encryption, [`letter`] the signed first frame, [`parts`] the files.
//!
//! # The exchange
//! A *request* holds a Hello (cursors), every change that the store has not acknowledged as Push frames, and Wants for what a restored
//! workstation lacks. The *answer* holds the Acks, the Entries after those cursors, Digest and End. Importing the answer settles the
//! outbox; until then everything stays in it, and a line that works in between sends it too. Whoever comes second is a duplicate.
//!
//! A file may travel for weeks, arrive twice, in any order or never. So it takes part in neither the counter window nor the clone
//! token of the line: its frames are signed for the path [`COURIER_PATH`] and for the number of the file, and it carries no token. An
//! answer names the hashes that it acknowledges and the epoch in which it was given; the workstation remembers nothing of a file that
//! is on its way. What an old answer may do is bounded in [`reply`].
//!
//! Every file has a number among those of its workstation's life (`replica`), durable before the first byte is written. Two different
//! files with one number come from two copies of one database: the store takes nothing of the second, tells its operator, and answers
//! with a new name for that copy (errand *renamed*). Its next file is taken.
//!
//! # The file, version 1
//! ```text
//!  0   8  89 'F' 'C' 'O' 'U' version 0D 0A
//!  8   8  receiver: SHA-256("feldsher courier receiver 1\0" ‖ Ed25519 key), first 8 bytes
//! 16  32  the sender's one-time X25519 key
//! 48   8  length of the whole file, big-endian; 0 while it is being written
//! 56      64 KiB of plain text and a tag of 16 bytes each; the last is shorter or as long, and never empty
//! ```
//! Key and nonce prefix are HKDF-SHA256 over X25519(one-time key, the receiver's identity key), salted with the first 48 bytes; the
//! portions are ChaCha20-Poly1305 in the STREAM construction, which binds each to its number and the last one to being the last.
//! The receiver's X25519 key is her Ed25519 identity key on the other form of the curve (the two uses of one key do not disturb each
//! other: IACR eprint 2021/509), so that it was pinned at enrolment and every workstation that is enrolled already has one.
//!
//! The plain text is one stream of [`super::frame`]: first the [`letter::Letter`], signed by the sender over itself and the 48 bytes
//! above, then the frames of a request or an answer, each under its own signature as on a line.
//!
//! # Whole or not at all
//! A file is read twice: once to the end to see that every portion, signature and message is good, then to take it in. A file that was
//! half copied is refused with a sentence and changes nothing: copying again costs a minute, and "nothing was changed" is a sentence
//! that is always true. What is too large for one stick is split into parts, each a whole file that counts alone.

pub mod envelope;
pub mod error;
pub mod letter;
pub mod parts;
pub mod read;
pub mod reply;
pub mod request;

pub use error::CourierError;

/// What the frames of a courier file are signed for.
pub const COURIER_PATH: &str = "courier";
/// The smallest part: an answer's frames need some room at its end.
pub const SMALLEST_PART: u64 = 256 * 1024;
/// A stick with FAT32 holds no file of 4 GiB.
pub const USUAL_PART: u64 = 4_000_000_000;
