//! One line to one other workstation: pairing, and meetings from either end.

use std::net::{SocketAddr, TcpStream, ToSocketAddrs as _, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::listen::Pairing;
use super::port::LanPort;
use crate::domain::ids::{DeviceId, hex};
use crate::ops::House;
use crate::ops::neighbours::Neighbour;
use crate::ops::op::OpChanges;
use crate::sync::lan::message::{Hello, Message, PROTO, Wish};
use crate::sync::lan::pair::{self, Ends};
use crate::sync::lan::talk::{self, Line, Met};
use crate::sync::lan::tls::{self, Known};
use crate::sync::lan::{LanError, PORT, Refusal};
use crate::worker::Fault;
use crate::worker::shared::HouseGuest;
use crate::worker::sync_link::{self, op_fault};
use crate::worker::sync_port::notes;

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(3);

/// A meeting, and whom it was with.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub device: DeviceId,
    pub met: Met,
    pub changes: OpChanges,
}

/// What became of a line that somebody opened to us.
#[derive(Debug, Clone)]
pub enum Visit {
    Met(Box<Meeting>),
    Paired,
}

/// Meets whoever of the neighbours answers there.
pub fn meet(guest: &HouseGuest, address: &str, port: u16) -> Result<Meeting, Fault> {
    let me = Me::of(guest, port)?;
    let known = guest.step(|house| house.neighbours());
    let known = known.map_err(|error| op_fault(&error))?;
    let keys: Vec<VerifyingKey> = known.iter().filter_map(Neighbour::key).collect();
    let socket = connect(address)?;
    let said = |error: LanError| fault(error, address);
    let secured = tls::call(
        socket,
        &me.key,
        Arc::new(move |key: &VerifyingKey| keys.contains(key)),
    )
    .map_err(said)?;
    let peer = hex(secured.peer.as_bytes());
    let mut line = Line::new(secured.stream);
    let theirs = talk::greet(&mut line, &me.hello(Wish::Meet)).map_err(said)?;
    let is_known = |one: &&Neighbour| one.key == peer && one.device == theirs.device;
    if known.iter().find(is_known).is_none() {
        return Err(said(LanError::Stranger));
    }
    let mut house = LanPort::new(guest, theirs.device);
    let met = talk::call(&mut line, &mut house).map_err(said)?;
    let changes = house.changes;
    keep(
        guest,
        theirs.device,
        &theirs.name,
        Some(address.to_owned()),
        &met,
    )?;
    Ok(Meeting {
        device: theirs.device,
        met,
        changes,
    })
}

/// Types a code that the workstation at this address shows.
pub fn pair(guest: &HouseGuest, address: &str, code: &str, port: u16) -> Result<DeviceId, Fault> {
    let code = pair::digits(code).ok_or_else(|| Fault::new("lan-code-form"))?;
    let me = Me::of(guest, port)?;
    let socket = connect(address)?;
    let said = |error: LanError| match error {
        // Without a code to be typed nobody who is not paired gets as far as words.
        LanError::Stranger => fault(LanError::Refused(Refusal::NoCode), address),
        other => fault(other, address),
    };
    let anybody: Known = Arc::new(|_key| true);
    let secured = tls::call(socket, &me.key, anybody).map_err(said)?;
    let ends = Ends {
        caller: me.key.verifying_key(),
        host: secured.peer,
        binding: secured.binding,
    };
    let mut line = Line::new(secured.stream);
    let theirs = talk::greet(&mut line, &me.hello(Wish::Pair)).map_err(said)?;
    pair::type_in(&mut line, &ends, &code).map_err(said)?;
    let new = Neighbour {
        device: theirs.device,
        key: hex(ends.host.as_bytes()),
        name: theirs.name,
        address: address.trim().to_owned(),
        last_at: None,
        read: 0,
    };
    let paired = guest.step(|house| house.pair(new));
    paired.map_err(|error| op_fault(&error))?;
    Ok(theirs.device)
}

/// Somebody called. A stranger is let in only while a code is shown, and then only to type it.
pub fn welcome(
    socket: TcpStream,
    guest: &HouseGuest,
    pairing: &Pairing,
    port: u16,
) -> Result<Visit, LanError> {
    let from = socket.peer_addr()?;
    let me = Me::of(guest, port).map_err(|fault| LanError::Tls(fault.code))?;
    let known = guest.step(|house| house.neighbours()).map_err(vault)?;
    let keys: Vec<VerifyingKey> = known.iter().filter_map(Neighbour::key).collect();
    let is_open = pairing.is_open();
    let secured = tls::host(
        socket,
        &me.key,
        Arc::new(move |key: &VerifyingKey| is_open || keys.contains(key)),
    )?;
    let ends = Ends {
        caller: secured.peer,
        host: me.key.verifying_key(),
        binding: secured.binding,
    };
    let peer = hex(secured.peer.as_bytes());
    let mut line = Line::new(secured.stream);
    let (theirs, why) = talk::heard(&mut line, &me.hello(Wish::Meet))?;
    let back = (theirs.port != 0).then(|| SocketAddr::new(from.ip(), theirs.port).to_string());
    if theirs.wish == Wish::Pair {
        if let Some(why) = why {
            return Err(line.refuse(why));
        }
        let Some(code) = pairing.spend() else {
            return Err(line.refuse(Refusal::NoCode));
        };
        line.say(&Message::Hello(me.hello(Wish::Pair)))?;
        let new = Neighbour {
            device: theirs.device,
            key: peer,
            name: theirs.name,
            address: back.unwrap_or_default(),
            last_at: None,
            read: 0,
        };
        // Before the other side hears that all is well: she must not believe in a pair that is none here.
        pair::show(&mut line, &ends, &code, &mut || {
            pairing.close();
            let paired = guest.step(|house| house.pair(new.clone()));
            paired.map_err(vault)
        })?;
        return Ok(Visit::Paired);
    }
    let is_known = |one: &&Neighbour| one.key == peer && one.device == theirs.device;
    if known.iter().find(is_known).is_none() {
        return Err(line.refuse(Refusal::Stranger));
    }
    if let Some(why) = why {
        return Err(line.refuse(why));
    }
    line.say(&Message::Hello(me.hello(Wish::Meet)))?;
    let mut house = LanPort::new(guest, theirs.device);
    let met = talk::host(&mut line, &mut house)?;
    let changes = house.changes;
    keep(guest, theirs.device, &theirs.name, back, &met)
        .map_err(|fault| LanError::Tls(fault.code))?;
    Ok(Visit::Met(Box::new(Meeting {
        device: theirs.device,
        met,
        changes,
    })))
}

/// Where other workstations of this network find this one; empty without a network.
pub fn address_here(port: u16) -> String {
    // Nothing is sent: the system only says by which way it would go.
    let way = |to: &str| -> Option<SocketAddr> {
        let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
        socket.connect(to).ok()?;
        socket.local_addr().ok()
    };
    let found = way("192.0.2.1:9").or_else(|| way("224.0.0.251:5353"));
    let here = found.filter(|here| !here.ip().is_unspecified());
    here.map(|here| SocketAddr::new(here.ip(), port).to_string())
        .unwrap_or_default()
}

fn keep(
    guest: &HouseGuest,
    device: DeviceId,
    name: &str,
    address: Option<String>,
    met: &Met,
) -> Result<(), Fault> {
    let kept = guest.step(|house| house.met_neighbour(device, name, address.clone(), met.read));
    kept.map_err(|error| op_fault(&error))
}

fn vault(error: crate::ops::OpError) -> LanError {
    crate::sync::port::VaultError(error.code()).into()
}

fn connect(address: &str) -> Result<TcpStream, Fault> {
    let typed = address.trim();
    let named = |detail: &dyn std::fmt::Display| {
        Fault::new("lan-unreachable")
            .with("address", typed)
            .with("detail", detail)
            .retry(true)
    };
    let is_whole = typed
        .rsplit_once(':')
        .is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let whole = if is_whole {
        typed.to_owned()
    } else {
        format!("{typed}:{PORT}")
    };
    if typed.is_empty() || whole.starts_with(':') {
        return Err(Fault::new("lan-address").with("address", typed));
    }
    let mut last = None;
    for at in whole.to_socket_addrs().map_err(|error| named(&error))? {
        match TcpStream::connect_timeout(&at, CONNECT) {
            Ok(socket) => return Ok(socket),
            Err(error) => last = Some(error),
        }
    }
    Err(last.map_or_else(
        || Fault::new("lan-address").with("address", typed),
        |error| named(&error),
    ))
}

/// What a line that came to nothing has to say.
pub fn fault(error: LanError, address: &str) -> Fault {
    let told = match &error {
        LanError::Cut(detail) => Fault::new("lan-cut").with("detail", detail).retry(true),
        LanError::Stranger | LanError::Refused(Refusal::Stranger) => Fault::new("lan-stranger"),
        LanError::Refused(Refusal::Older) => Fault::new("lan-older"),
        LanError::Refused(Refusal::Newer) => Fault::new("lan-newer"),
        LanError::Refused(Refusal::OtherHouse) => Fault::new("lan-other-house"),
        LanError::Refused(Refusal::NoCode) => Fault::new("lan-no-code"),
        LanError::Refused(Refusal::Code) => Fault::new("lan-code"),
        LanError::Refused(Refusal::Self_) => Fault::new("lan-self"),
        LanError::Meaning(_) | LanError::Tls(_) => {
            Fault::new("lan-broken").with("detail", &error).retry(true)
        }
        LanError::Vault(_) => Fault::new("sync-stopped")
            .with("detail", &error)
            .retry(true),
    };
    told.with("address", address.trim())
}

/// Who this workstation is on the local network.
struct Me {
    device: DeviceId,
    key: SigningKey,
    name: String,
    house: Option<([u8; 32], [u8; 16])>,
    port: u16,
}

impl Me {
    fn of(guest: &HouseGuest, port: u16) -> Result<Self, Fault> {
        let me = guest.step(|house: &mut House| {
            let enrolled = sync_link::enrolled(house)?;
            let store = house.note(notes::STORE_KEY)?;
            let store: Option<[u8; 32]> = store.and_then(|key| key.try_into().ok());
            let place = house.place();
            Ok(Self {
                device: place.device,
                key: place.device_key.clone(),
                name: name_here().unwrap_or_else(|| place.clinic.clone()),
                house: store
                    .zip(enrolled)
                    .map(|(key, enrolled)| (key, enrolled.scope.0)),
                port,
            })
        });
        me.map_err(|error| op_fault(&error))
    }

    fn hello(&self, wish: Wish) -> Hello {
        Hello {
            proto: PROTO,
            wish,
            device: self.device,
            name: self.name.clone(),
            house: self.house,
            port: self.port,
        }
    }
}

/// What this computer is called, as people see it on its network.
fn name_here() -> Option<String> {
    const MOST: usize = 60;
    let named = ["FELDSHER_NAME", "COMPUTERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .or_else(|| std::fs::read_to_string("/etc/hostname").ok())?;
    let plain: String = named
        .chars()
        .filter(|c| !c.is_control())
        .take(MOST)
        .collect();
    Some(plain.trim().to_owned()).filter(|name| !name.is_empty())
}
