//! The desk's part in the local network: who is let in, when a neighbour is called, and what meetings bring.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel, sync_channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::{Desk, Send, said};
use crate::domain::ids::DeviceId;
use crate::ops::op::OpChanges;
use crate::ops::policy::{Scope, authorize, may};
use crate::ops::{House, OpResult};
use crate::sync::lan::pair::code_of;
use crate::sync::lan::{LanError, Refusal};
use crate::worker::SharedHouse;
use crate::worker::api::{Event, Fault};
use crate::worker::lan::line::{self, Meeting, Visit, address_here};
use crate::worker::lan::listen::{Listening, Pairing, listen};
use crate::worker::lan::{LanAsk, LanCode, LanView, NeighbourView};
use crate::worker::shared::HouseGuest;
use crate::worker::sync_link::op_fault;

/// Where the port is kept at which paired workstations are let in.
const PORT_NOTE: &str = "lan_port";
/// Between two calls of a neighbour who answers.
const PERIOD: Duration = Duration::from_secs(10);
/// Between two calls of one who does not answer, at most.
const LONGEST: Duration = Duration::from_secs(300);
/// From a signature to the next call: a few records then share one.
const SOON: Duration = Duration::from_secs(1);
/// Between two words to the screen about meetings that brought nothing.
const NEWS: Duration = Duration::from_secs(60);

/// What one call came to.
type Call = (DeviceId, Result<Meeting, Fault>);

/// The local network, as long as the house is open.
pub(super) struct LanDesk {
    listening: Option<Listening>,
    /// Why nobody is let in although somebody wished so.
    fault: Option<Fault>,
    pairing: Pairing,
    tell: Sender<Result<Visit, LanError>>,
    heard: Receiver<Result<Visit, LanError>>,
    /// Calls on a thread of their own.
    calling: Option<Receiver<Vec<Call>>>,
    tries: BTreeMap<DeviceId, Try>,
    /// The house was asked who its neighbours are.
    begun: bool,
    told_at: Option<Instant>,
}

#[derive(Debug, Clone, Default)]
struct Try {
    failures: u32,
    /// `None`: at once.
    due: Option<Instant>,
    fault: Option<Fault>,
}

impl Default for LanDesk {
    fn default() -> Self {
        let (tell, heard) = channel();
        Self {
            listening: None,
            fault: None,
            pairing: Pairing::default(),
            tell,
            heard,
            calling: None,
            tries: BTreeMap::new(),
            begun: false,
            told_at: None,
        }
    }
}

impl LanDesk {
    pub(super) fn is_calling(&self) -> bool {
        self.calling.is_some()
    }

    /// Whoever answered last time is called soon again, after something was `written`.
    pub(super) fn soon(&mut self, written: bool) {
        let soon = Instant::now() + SOON;
        for one in self.tries.values_mut().filter(|_| written) {
            if one.failures == 0 && one.due.is_some_and(|due| due > soon) {
                one.due = Some(soon);
            }
        }
    }

    /// Everybody at once, also those who did not answer.
    fn at_once(&mut self) {
        self.tries.values_mut().for_each(|one| one.due = None);
    }

    fn port(&self) -> u16 {
        self.listening.as_ref().map_or(0, |open| open.port)
    }

    pub(super) fn view(&self, house: &House) -> OpResult<LanView> {
        let tip = house.log_tip()?;
        let now = house.clock().now();
        let neighbours = house.neighbours()?;
        let port = self.listening.as_ref().map(|open| open.port);
        Ok(LanView {
            port,
            address: port.map(address_here).unwrap_or_default(),
            code: self.pairing.seen().map(|(digits, tries, left)| LanCode {
                digits,
                tries,
                until: now.saturating_add(left as i64),
            }),
            neighbours: neighbours
                .into_iter()
                .map(|one| NeighbourView {
                    fault: self.tries.get(&one.device).and_then(|t| t.fault.clone()),
                    device: one.device,
                    name: one.name,
                    address: one.address,
                    last_at: one.last_at,
                    waiting: tip.saturating_sub(one.read),
                })
                .collect(),
            fault: self.fault.clone(),
        })
    }

    /// From the next idle moment on, whom the house knows is called.
    fn know(&mut self, house: &House) -> OpResult<()> {
        let known = house.neighbours()?;
        self.tries
            .retain(|device, _| known.iter().any(|one| one.device == *device));
        for one in known {
            self.tries.entry(one.device).or_default();
        }
        Ok(())
    }
}

impl Desk {
    /// Somebody may come or is to be called; [`Desk::idle`] should be called soon again.
    pub fn has_neighbours(&self) -> bool {
        self.lan.listening.is_some() || !self.lan.tries.is_empty()
    }

    pub(super) fn lan_work(
        &mut self,
        shared: &SharedHouse,
        job: LanAsk,
        send: Send<'_>,
    ) -> Result<(), Fault> {
        let me = self.me.as_ref().ok_or_else(|| Fault::new("locked"))?;
        authorize::<may::Enrol>(&me.who, Scope::House)
            .map_err(|denied| op_fault(&denied.into()))?;
        let noted = |act: &str| {
            let mut house = shared.lock();
            house.log_list(me, act, "exchange").map_err(said)
        };
        match job {
            LanAsk::Listen { port, keep } => {
                noted("lan-listen")?;
                self.lan.begun = true;
                self.lan.listening = None;
                self.lan.pairing.close();
                self.lan.fault = None;
                if let Some(port) = port {
                    self.open_door(shared, port)?;
                }
                if keep {
                    let kept = port.map(u16::to_be_bytes).unwrap_or_default();
                    let kept = port.map_or(&[][..], |_| &kept[..]);
                    shared.lock().set_note(PORT_NOTE, kept).map_err(said)?;
                }
            }
            LanAsk::Code => {
                if self.lan.listening.is_none() {
                    return Err(Fault::new("lan-not-listening"));
                }
                noted("lan-pair")?;
                let mut random = [0; 8];
                shared.lock().entropy().fill(&mut random)?;
                self.lan.pairing.show(code_of(random));
            }
            LanAsk::Pair { address, code } => {
                noted("lan-pair")?;
                let port = self.lan.port();
                line::pair(&shared.guest(), &address, &code, port)?;
                self.lan.know(&shared.lock()).map_err(said)?;
                self.lan.at_once();
                self.call(shared, send);
            }
            LanAsk::Meet { address: None } => {
                self.lan.know(&shared.lock()).map_err(said)?;
                self.lan.at_once();
                self.call(shared, send);
            }
            LanAsk::Meet {
                address: Some(address),
            } => {
                let port = self.lan.port();
                let meeting = line::meet(&shared.guest(), &address, port)?;
                self.met(meeting.device, Ok(meeting), send);
            }
            LanAsk::Forget { device } => {
                noted("lan-forget")?;
                shared.lock().forget_neighbour(device).map_err(said)?;
                self.lan.tries.remove(&device);
            }
        }
        self.wrote = true;
        self.tell_sync(shared, send);
        Ok(())
    }

    fn open_door(&mut self, shared: &SharedHouse, port: u16) -> Result<(), Fault> {
        let pairing = self.lan.pairing.clone();
        match listen(shared.guest(), port, pairing, self.lan.tell.clone()) {
            Ok(open) => {
                self.lan.listening = Some(open);
                Ok(())
            }
            Err(error) => {
                let fault = Fault::new("lan-port")
                    .with("port", port)
                    .with("detail", error)
                    .retry(true);
                self.lan.fault = Some(fault.clone());
                Err(fault)
            }
        }
    }

    /// Calls everybody whose address is known. Whether there is any neighbour.
    pub(super) fn call_all(&mut self, shared: &SharedHouse, send: Send<'_>) -> bool {
        if let Err(error) = self.lan.know(&shared.lock()) {
            log::warn!("lan: {}", error.code());
        }
        self.lan.at_once();
        self.call(shared, send);
        self.has_neighbours()
    }

    /// In idle moments: who came, who is to be called.
    pub(super) fn look_around(&mut self, house: &SharedHouse, send: Send<'_>) {
        if !self.lan.begun {
            self.lan.begun = true;
            let begun = self.lan.know(&house.lock());
            let port = house.lock().note(PORT_NOTE);
            match begun.and(port) {
                Ok(port) => {
                    let port: Option<[u8; 2]> = port.and_then(|kept| kept.try_into().ok());
                    if let Some(port) = port {
                        // The fault stands on the sync page.
                        self.open_door(house, u16::from_be_bytes(port)).ok();
                    }
                }
                Err(error) => log::warn!("lan: {}", error.code()),
            }
        }
        self.hear_visits(house, send);
        self.hear_calls(house, send);
        self.call(house, send);
    }

    fn hear_visits(&mut self, house: &SharedHouse, send: Send<'_>) {
        let visits: Vec<_> = self.lan.heard.try_iter().collect();
        let mut is_news = false;
        for visit in visits {
            match visit {
                Ok(Visit::Met(meeting)) => {
                    is_news |= self.brought(&meeting, send);
                    if let Some(one) = self.lan.tries.get_mut(&meeting.device) {
                        // Who comes can be reached, and has just been met.
                        let faulty = one.fault.take().is_some();
                        is_news |= faulty;
                        one.failures = 0;
                    }
                }
                Ok(Visit::Paired) => {
                    is_news = true;
                    if let Err(error) = self.lan.know(&house.lock()) {
                        log::warn!("lan: {}", error.code());
                    }
                }
                // A try is spent.
                Err(LanError::Refused(Refusal::Code)) => is_news = true,
                Err(_told_in_the_log) => {}
            }
        }
        self.tell_now_and_then(house, is_news, send);
    }

    fn hear_calls(&mut self, house: &SharedHouse, send: Send<'_>) {
        let Some(calling) = &self.lan.calling else {
            return;
        };
        let calls = match calling.try_recv() {
            Ok(calls) => calls,
            Err(TryRecvError::Empty) => return,
            // The thread panicked; the log has it, and every step in the vault was a transaction.
            Err(TryRecvError::Disconnected) => Vec::new(),
        };
        self.lan.calling = None;
        let mut is_news = false;
        for (device, call) in calls {
            is_news |= self.met(device, call, send);
        }
        self.tell_now_and_then(house, is_news, send);
    }

    /// Calls those who are due, on a thread of its own where the window must not wait.
    fn call(&mut self, house: &SharedHouse, send: Send<'_>) {
        if self.lan.calling.is_some() {
            return;
        }
        let now = Instant::now();
        let is_due = |device: &DeviceId| {
            let one = self.lan.tries.get(device);
            one.is_some_and(|one| one.due.is_none_or(|due| due <= now))
        };
        if !self.lan.tries.keys().any(is_due) {
            return;
        }
        let Ok(known) = house.lock().neighbours() else {
            return;
        };
        let due: Vec<(DeviceId, String)> = known
            .into_iter()
            .filter(|one| !one.address.is_empty() && is_due(&one.device))
            .map(|one| (one.device, one.address))
            .collect();
        for one in self.lan.tries.values_mut() {
            if one.due.is_none_or(|due| due <= now) {
                one.due = Some(now + PERIOD);
            }
        }
        if due.is_empty() {
            return;
        }
        let (guest, port) = (house.guest(), self.lan.port());
        if !self.in_background {
            for (device, call) in call_each(&guest, &due, port) {
                self.met(device, call, send);
            }
            return;
        }
        let (done, calling) = sync_channel(1);
        let started = Builder::new().name("lan call".to_owned()).spawn(move || {
            // The desk may have closed for the day meanwhile.
            done.send(call_each(&guest, &due, port)).ok();
        });
        match started {
            Ok(_thread) => self.lan.calling = Some(calling),
            Err(error) => log::warn!("lan: no thread: {error}"),
        }
    }

    /// What one call came to; whether there is something to show.
    fn met(&mut self, device: DeviceId, call: Result<Meeting, Fault>, send: Send<'_>) -> bool {
        let now = Instant::now();
        let one = self.lan.tries.entry(device).or_default();
        let before = one.fault.clone();
        match call {
            Ok(meeting) => {
                one.failures = 0;
                one.fault = None;
                one.due = (!meeting.met.more).then_some(now + PERIOD);
                self.brought(&meeting, send) || before.is_some()
            }
            Err(fault) => {
                one.failures += 1;
                let wait = PERIOD.saturating_mul(1 << one.failures.min(5)).min(LONGEST);
                one.due = Some(now + wait);
                one.fault = Some(fault);
                one.fault.as_ref().map(|fault| &fault.code) != before.as_ref().map(|f| &f.code)
            }
        }
    }

    /// What a meeting changed here reaches the screens, and the other neighbours soon; whether there is something to show.
    fn brought(&mut self, meeting: &Meeting, send: Send<'_>) -> bool {
        if meeting.changes != OpChanges::default() {
            self.reviews.more = true;
            send(Event::Changed(meeting.changes.clone()));
        }
        self.wrote |= meeting.met.new > 0;
        self.lan.soon(meeting.met.new > 0);
        let met = &meeting.met;
        met.new + met.given + met.seen + met.refused > 0
    }

    /// An idle window draws no frame for meetings that bring nothing.
    fn tell_now_and_then(&mut self, house: &SharedHouse, is_news: bool, send: Send<'_>) {
        let is_long_ago = self.lan.told_at.is_none_or(|at| at.elapsed() > NEWS);
        if is_news || (is_long_ago && self.has_neighbours()) {
            self.lan.told_at = Some(Instant::now());
            self.tell_sync(house, send);
        }
    }
}

fn call_each(guest: &HouseGuest, due: &[(DeviceId, String)], port: u16) -> Vec<Call> {
    let each = due.iter().map(|(device, address)| {
        let met = line::meet(guest, address, port);
        let met = met.and_then(|meeting| {
            if meeting.device == *device {
                Ok(meeting)
            } else {
                Err(Fault::new("lan-stranger").with("address", address))
            }
        });
        (*device, met)
    });
    each.collect()
}
