//! What a line can carry, learnt from how long answers took: always probing upward again.

/// What one frame, one request and one answer may weigh on this line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub frame_bytes: usize,
    /// Push frames in one request. Nothing is known to have arrived before its answer, so that it has to fit into the time that a
    /// request may take (`http::SILENCE`).
    pub push_frames: usize,
    pub answer_bytes: u64,
}

impl Line {
    pub const START: Self = Self {
        frame_bytes: 4 * 1024,
        // 45 s at 2 kbit/s: a program that begins anew for each exchange learns nothing from the last one.
        push_frames: 2,
        answer_bytes: 64 * 1024,
    };

    /// After an answer that came after so long, to so many Push frames.
    #[must_use]
    pub fn faster(self, elapsed_ms: u64, push_frames: u64) -> Self {
        let mut line = self;
        if elapsed_ms < QUICK_REQUEST_MS {
            line.push_frames = (self.push_frames * 2).min(PUSH_CEILING);
        }
        if elapsed_ms / push_frames.max(1) < QUICK_MS {
            line.frame_bytes = (self.frame_bytes * 2).min(FRAME_CEILING);
            line.answer_bytes = (self.answer_bytes * 2).min(ANSWER_CEILING);
        }
        line
    }

    /// After a cut.
    #[must_use]
    pub fn slower(self) -> Self {
        Self {
            frame_bytes: (self.frame_bytes / 2).max(FRAME_FLOOR),
            push_frames: (self.push_frames / 2).max(1),
            answer_bytes: (self.answer_bytes / 2).max(ANSWER_FLOOR),
        }
    }
}

const FRAME_FLOOR: usize = 1024;
const FRAME_CEILING: usize = 16 * 1024;
const PUSH_CEILING: usize = 8;
const ANSWER_FLOOR: u64 = 2 * 1024;
const ANSWER_CEILING: u64 = 1024 * 1024;
/// A frame that took less lets the next one be twice as long.
const QUICK_MS: u64 = 5_000;
/// A request that took less lets the next one have twice as many frames.
const QUICK_REQUEST_MS: u64 = 30_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_slows_to_the_floor_and_always_probes_upward_again() {
        let mut line = Line::START;
        for _ in 0..10 {
            line = line.slower();
        }
        assert_eq!((line.frame_bytes, line.push_frames), (1024, 1));
        assert_eq!(line.faster(30_000, 1), line);
        for _ in 0..10 {
            line = line.faster(4_000, 1);
        }
        assert_eq!((line.frame_bytes, line.push_frames), (16 * 1024, 8));
        assert_eq!(line.answer_bytes, 1024 * 1024);
    }
}
