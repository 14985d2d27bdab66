//! Two houses in one process, with a line between them that can break after any word.

use std::io::{self, ErrorKind, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};

use feldsher::sync::lan::LanError;
use feldsher::sync::lan::talk::{Line, Met, call, host};
use feldsher::worker::SharedHouse;
use feldsher::worker::lan::port::LanPort;

/// One end of a line.
pub struct Pipe {
    out: Sender<Vec<u8>>,
    from: Receiver<Vec<u8>>,
    rest: Vec<u8>,
    /// Words that may still be said.
    left: Option<usize>,
}

/// A line that breaks when the caller or the host has said so many words.
pub fn line(of_caller: Option<usize>, of_host: Option<usize>) -> (Pipe, Pipe) {
    let (to_host, of_the_caller) = channel();
    let (to_caller, of_the_host) = channel();
    let end = |out, from, left| Pipe {
        out,
        from,
        rest: Vec::new(),
        left,
    };
    (
        end(to_host, of_the_host, of_caller),
        end(to_caller, of_the_caller, of_host),
    )
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let broken = || io::Error::from(ErrorKind::BrokenPipe);
        if let Some(left) = &mut self.left {
            *left = left.checked_sub(1).ok_or_else(broken)?;
        }
        self.out.send(bytes.to_vec()).map_err(|_gone| broken())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            // The other end is gone: the line is at its end.
            self.rest = self.from.recv().unwrap_or_default();
        }
        let count = self.rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.rest[..count]);
        self.rest.drain(..count);
        Ok(count)
    }
}

pub struct Meeting {
    pub called: Result<Met, LanError>,
    pub hosted: Result<Met, LanError>,
}

/// The two meet; the line breaks after so many words of the caller or the host.
pub fn meet(
    caller: &SharedHouse,
    at: &SharedHouse,
    cut: (Option<usize>, Option<usize>),
) -> Meeting {
    let (near, far) = line(cut.0, cut.1);
    let (one, two) = (caller.guest(), at.guest());
    let (caller, at) = (caller.lock().place().device, at.lock().place().device);
    let (hosted, called) = std::thread::scope(|scope| {
        let hosting = scope.spawn(move || {
            let mut port = LanPort::new(&two, caller);
            let mut line = Line::new(far);
            host(&mut line, &mut port)
        });
        let mut port = LanPort::new(&one, at);
        let mut line = Line::new(near);
        let called = call(&mut line, &mut port);
        drop(line);
        (hosting.join().unwrap(), called)
    });
    Meeting { called, hosted }
}
