//! A line that breaks, as a proxy before the store: connections cut in the middle, silence, sign-in pages, bodies cut short behind a
//! whole HTTP answer, halves that close. What befalls the next connection comes from a shuffled deck, so that a seed gives the same
//! faults in the same order and every kind comes up; what was done is counted.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::sync::rig::Dice;

/// What befalls one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Whole,
    /// Broken after some bytes of the request.
    RequestCut,
    /// The store has worked; its answer breaks after some bytes.
    AnswerCut,
    /// Silence in the middle of a request.
    RequestStall,
    /// Silence in the middle of an answer.
    AnswerStall,
    /// 200 and a page.
    Portal,
    /// 302 to a page.
    Redirect,
    /// An answer that is whole for HTTP, and is not.
    Truncated,
    /// 200 and nothing.
    Emptied,
    /// The store hears the end of the request before it is there.
    HalfClosed,
}

/// Three in ten are cut.
const DECK: [Fate; 20] = [
    Fate::RequestCut,
    Fate::RequestCut,
    Fate::RequestCut,
    Fate::AnswerCut,
    Fate::AnswerCut,
    Fate::AnswerCut,
    Fate::RequestStall,
    Fate::AnswerStall,
    Fate::Portal,
    Fate::Redirect,
    Fate::Truncated,
    Fate::Truncated,
    Fate::Emptied,
    Fate::HalfClosed,
    Fate::Whole,
    Fate::Whole,
    Fate::Whole,
    Fate::Whole,
    Fate::Whole,
    Fate::Whole,
];
pub const CARDS: u64 = DECK.len() as u64;

/// The faults of a whole test, for all of its lines.
pub struct Weather {
    bad: AtomicBool,
    stall: Duration,
    dice: Dice,
    deck: Mutex<Vec<Fate>>,
    /// Connections that were dealt a fate, and what in truth befell them: a short request ends before it can be cut.
    dealt: AtomicU64,
    struck: Mutex<BTreeMap<Fate, u64>>,
}

impl Weather {
    pub fn fair(seed: u64, stall: Duration) -> Arc<Self> {
        Arc::new(Self {
            bad: AtomicBool::new(false),
            stall,
            dice: Dice::new(seed),
            deck: Mutex::default(),
            dealt: AtomicU64::new(0),
            struck: Mutex::default(),
        })
    }

    pub fn turns_bad(&self, bad: bool) {
        self.bad.store(bad, Ordering::SeqCst);
    }

    /// These come next, the last of them first.
    pub fn deals(&self, fates: &[Fate]) {
        self.deck.lock().unwrap().extend(fates);
        self.turns_bad(true);
    }

    fn next(&self) -> Fate {
        if !self.bad.load(Ordering::SeqCst) {
            return Fate::Whole;
        }
        let mut deck = self.deck.lock().unwrap();
        if deck.is_empty() {
            deck.extend(DECK);
            for at in (1..deck.len()).rev() {
                let other = self.dice.below(at + 1);
                deck.swap(at, other);
            }
        }
        self.dealt.fetch_add(1, Ordering::SeqCst);
        deck.pop().unwrap()
    }

    pub fn dealt(&self) -> u64 {
        self.dealt.load(Ordering::SeqCst)
    }

    pub fn struck(&self) -> BTreeMap<Fate, u64> {
        self.struck.lock().unwrap().clone()
    }
}

/// One workstation's line to the store.
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    to: SocketAddr,
    weather: Arc<Weather>,
    stopped: AtomicBool,
    up: AtomicU64,
    down: AtomicU64,
    last: Mutex<Option<Fate>>,
}

impl Proxy {
    pub fn start(to: SocketAddr, weather: &Arc<Weather>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            to,
            weather: Arc::clone(weather),
            stopped: AtomicBool::new(false),
            up: AtomicU64::new(0),
            down: AtomicU64::new(0),
            last: Mutex::new(None),
        });
        let served = Arc::clone(&shared);
        spawn(move || {
            for client in listener.incoming() {
                if served.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (Ok(client), served) = (client, Arc::clone(&served)) else {
                    continue;
                };
                let fate = served.weather.next();
                // A connection that breaks by itself is what this is for.
                spawn(move || drop(served.carry(&client, fate)));
            }
        });
        Self { address, shared }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The newest fault since the last look.
    pub fn last(&self) -> Option<Fate> {
        self.shared.last.lock().unwrap().take()
    }

    /// Bytes of HTTP that went up and came down since the last look.
    pub fn carried(&self) -> (u64, u64) {
        (
            self.shared.up.swap(0, Ordering::SeqCst),
            self.shared.down.swap(0, Ordering::SeqCst),
        )
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the listener, which then ends; if it cannot be woken, it ends with the test.
        TcpStream::connect(self.address).ok();
    }
}

const PAGE: &str = "<html><head><title>Sign in</title></head><body>Welcome to the network. Please sign in.</body></html>";

impl Shared {
    fn carry(self: &Arc<Self>, client: &TcpStream, fate: Fate) -> std::io::Result<()> {
        match fate {
            Fate::Portal => {
                self.strikes(fate);
                return Self::answer(client, "200 OK\r\ncontent-type: text/html", PAGE);
            }
            Fate::Redirect => {
                self.strikes(fate);
                let head =
                    "302 Found\r\nlocation: http://192.0.2.1/login\r\ncontent-type: text/html";
                return Self::answer(client, head, PAGE);
            }
            _ => {}
        }
        let store = TcpStream::connect_timeout(&self.to, Duration::from_secs(40))?;
        // Nearly every request and answer is longer.
        let at = self.weather.dice.below(400) as u64;
        let weather = &self.weather;
        let (mut up, mut down) = (Leak::none(), Leak::none());
        match fate {
            Fate::Whole | Fate::Portal | Fate::Redirect => {}
            Fate::RequestCut => up = Leak::cut(at),
            Fate::AnswerCut => down = Leak::cut(at % 250),
            Fate::RequestStall => up = Leak::stall(at, weather.stall),
            Fate::AnswerStall => down = Leak::stall(at % 250, weather.stall),
            Fate::HalfClosed => {
                up = Leak {
                    half: true,
                    ..Leak::cut(at)
                }
            }
            Fate::Truncated | Fate::Emptied => return self.shorten(client, &store, fate, at),
        }
        let (here, there) = (client.try_clone()?, store.try_clone()?);
        let shared = Arc::clone(self);
        let upward = spawn(move || {
            relay(&here, &there, up, &shared.up, &|| shared.strikes(fate));
        });
        relay(&store, client, down, &self.down, &|| self.strikes(fate));
        upward.join().ok();
        Ok(())
    }

    fn strikes(&self, fate: Fate) {
        *self.weather.struck.lock().unwrap().entry(fate).or_default() += 1;
        *self.last.lock().unwrap() = Some(fate);
    }

    fn answer(mut client: &TcpStream, head: &str, body: &str) -> std::io::Result<()> {
        read_message(client)?;
        write!(
            client,
            "HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )?;
        client.shutdown(Shutdown::Both)
    }

    /// A proxy that thinks the answer ends where it stopped reading.
    fn shorten(
        &self,
        mut client: &TcpStream,
        mut store: &TcpStream,
        fate: Fate,
        at: u64,
    ) -> std::io::Result<()> {
        let (head, body) = read_message(client)?;
        store.write_all(&head)?;
        store.write_all(&body)?;
        self.up
            .fetch_add((head.len() + body.len()) as u64, Ordering::SeqCst);
        let (head, body) = read_message(store)?;
        self.strikes(fate);
        let keep = match fate {
            Fate::Emptied => 0,
            _ => at as usize % body.len().max(1),
        };
        let status = String::from_utf8_lossy(&head);
        let status = status.lines().next().unwrap_or_default();
        write!(
            client,
            "{status}\r\ncontent-type: application/vnd.feldsher.sync\r\ncontent-length: {keep}\r\nconnection: close\r\n\r\n"
        )?;
        client.write_all(&body[..keep])?;
        client.shutdown(Shutdown::Both)
    }
}

/// Head and body of an HTTP message that says its length.
fn read_message(mut from: &TcpStream) -> std::io::Result<(Vec<u8>, Vec<u8>)> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        from.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let text = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"))
        .and_then(|value| value.trim().parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    from.read_exact(&mut body)?;
    Ok((head, body))
}

/// Where one direction of a connection leaks.
struct Leak {
    after: Option<u64>,
    stall: Option<Duration>,
    half: bool,
}

impl Leak {
    fn none() -> Self {
        Self {
            after: None,
            stall: None,
            half: false,
        }
    }

    fn cut(after: u64) -> Self {
        Self {
            after: Some(after),
            ..Self::none()
        }
    }

    fn stall(after: u64, stall: Duration) -> Self {
        Self {
            stall: Some(stall),
            ..Self::cut(after)
        }
    }
}

/// Until one side ends, or the leak. A direction that ended is closed on the other side too.
fn relay(
    mut from: &TcpStream,
    mut to: &TcpStream,
    mut leak: Leak,
    count: &AtomicU64,
    strikes: &dyn Fn(),
) {
    let mut buffer = [0; 512];
    let mut carried = 0;
    loop {
        let read = match from.read(&mut buffer) {
            Ok(read) if read > 0 => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Ok(_) | Err(_) => break,
        };
        let mut rest = &buffer[..read];
        if let Some(after) = leak.after.filter(|after| *after < carried + read as u64) {
            let keep = (after - carried) as usize;
            strikes();
            let sent = to.write_all(&rest[..keep]);
            match leak.stall {
                Some(stall) if sent.is_ok() => {
                    std::thread::sleep(stall);
                    rest = &rest[keep..];
                    leak = Leak::none();
                }
                _ if leak.half => break,
                _ => {
                    // Either side may be gone already.
                    from.shutdown(Shutdown::Both).ok();
                    to.shutdown(Shutdown::Both).ok();
                    return;
                }
            }
        }
        if to.write_all(rest).is_err() {
            break;
        }
        carried += read as u64;
        count.fetch_add(read as u64, Ordering::SeqCst);
    }
    // Already closed is as good.
    to.shutdown(Shutdown::Write).ok();
}

fn spawn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> std::thread::JoinHandle<T> {
    std::thread::Builder::new()
        .name("line".to_owned())
        .spawn(work)
        .unwrap()
}
