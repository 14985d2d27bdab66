//! Whoever should not get in, whatever is said that has no meaning, and lines that break.

use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use ed25519_dalek::{SigningKey, VerifyingKey};
use feldsher::domain::chunk::{Chunk, Kind, Unit};
use feldsher::domain::ids::{DocId, Hash32};
use feldsher::sync::lan::message::{Hello, Mark, Message, PROTO, Wish};
use feldsher::sync::lan::talk::Line;
use feldsher::sync::lan::tls::{self, Known};
use feldsher::sync::lan::{LanError, Refusal};

use super::pipe;
use super::rig::{Centre, Point, pair};

fn anybody() -> Known {
    Arc::new(|_key: &VerifyingKey| true)
}

#[test]
fn a_code_is_void_after_three_wrong_ones() {
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    let address = a.listen();
    let refused = |b: &mut Point, code: &str| b.type_code(&address, code).unwrap_err().code;
    assert_eq!(refused(&mut b, "12345678"), "lan-no-code");
    let code = a.show_code();
    let wrong = if code == "12345678" {
        "87654321"
    } else {
        "12345678"
    };
    assert_eq!(refused(&mut b, "123"), "lan-code-form");
    for left in [2, 1] {
        assert_eq!(refused(&mut b, wrong), "lan-code");
        assert_eq!(a.view().lan.code.unwrap().tries, left);
    }
    assert_eq!(refused(&mut b, wrong), "lan-code");
    assert_eq!(refused(&mut b, &code), "lan-no-code");
    assert!(a.view().lan.neighbours.is_empty() && b.view().lan.neighbours.is_empty());
    let code = a.show_code();
    b.type_code(&address, &format!("{} {}", &code[..4], &code[4..]))
        .unwrap();
    assert_eq!(b.view().lan.neighbours.len(), 1);
    // Used once, it is void.
    let mut c = Point::new("dina");
    assert_eq!(refused(&mut c, &code), "lan-no-code");
}

#[test]
fn other_houses_strangers_and_oneself_are_turned_away() {
    let centre = Centre::new();
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    centre.enrol(&mut a, "Үлгі");
    centre.enrol(&mut b, "Басқа");
    let address = a.listen();
    let code = a.show_code();
    assert_eq!(
        b.type_code(&address, &code).unwrap_err().code,
        "lan-other-house"
    );
    assert_eq!(a.type_code(&address, &code).unwrap_err().code, "lan-self");
    // The refusals before the code cost no try.
    assert_eq!(a.view().lan.code.unwrap().tries, 3);
    // A code is shown: who is not paired may type it and nothing else.
    assert_eq!(b.meet(&address).unwrap_err().code, "lan-stranger");
    let mut c = Point::new("dina");
    assert_eq!(c.meet(&address).unwrap_err().code, "lan-stranger");
    c.type_code(&address, &code).unwrap();
    // No code is shown: strangers do not even get through TLS.
    assert_eq!(b.meet(&address).unwrap_err().code, "lan-stranger");
    assert_eq!(b.meet("127.0.0.1:1").unwrap_err().code, "lan-unreachable");
    assert_eq!(b.meet(" ").unwrap_err().code, "lan-address");
    // Later one of the pair joins another house.
    centre.enrol(&mut c, "Басқа");
    let patient = a.register("Айна");
    assert_eq!(c.meet(&address).unwrap_err().code, "lan-other-house");
    assert!(c.show(patient).is_err());
}

#[test]
fn a_revoked_neighbour_is_dropped_when_the_store_says_so() {
    let centre = Centre::new();
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    centre.enrol(&mut a, "Үлгі");
    centre.enrol(&mut b, "Үлгі");
    let address = pair(&mut a, &mut b);
    let device = b.desk.house().unwrap().lock().place().device;
    centre.store.revoke_device(device, "stolen").unwrap();
    a.sync();
    assert!(a.view().lan.neighbours.is_empty());
    assert_eq!(b.meet(&address).unwrap_err().code, "lan-stranger");
}

/// Somebody with a line to each side passes every word on.
#[test]
fn nobody_stands_in_the_middle_of_a_pairing() {
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    let address = a.listen();
    let code = a.show_code();
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let middle = door.local_addr().unwrap().to_string();
    let between = on_a_thread(move || {
        let me = SigningKey::from_bytes(&[66; 32]);
        let near = tls::host(door.accept().unwrap().0, &me, anybody()).unwrap();
        let far = tls::call(TcpStream::connect(address).unwrap(), &me, anybody()).unwrap();
        let (mut near, mut far) = (Line::new(near.stream), Line::new(far.stream));
        let mut words = 0;
        loop {
            let Ok(word) = near.hear() else { return words };
            far.say(&word).unwrap();
            let Ok(word) = far.hear() else { return words };
            near.say(&word).unwrap();
            words += 2;
        }
    });
    assert_eq!(b.type_code(&middle, &code).unwrap_err().code, "lan-code");
    assert!(between.join().unwrap() >= 6, "it came to the proof");
    assert!(a.view().lan.neighbours.is_empty() && b.view().lan.neighbours.is_empty());
    assert_eq!(a.view().lan.code.unwrap().tries, 2);
}

#[test]
fn another_key_at_a_neighbours_address_is_not_spoken_to() {
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    pair(&mut a, &mut b);
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let false_address = door.local_addr().unwrap().to_string();
    let heard = on_a_thread(move || {
        let me = SigningKey::from_bytes(&[66; 32]);
        tls::host(door.accept().unwrap().0, &me, anybody()).is_ok()
    });
    assert_eq!(b.meet(&false_address).unwrap_err().code, "lan-stranger");
    assert!(!heard.join().unwrap(), "it learnt nothing");
}

/// Breaks the line after every word of either side, and goes on: in the end both have the same, and nothing twice.
#[test]
fn a_line_that_breaks_at_any_word_goes_on_where_it_was() {
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    for n in 0..150 {
        a.register(&format!("А{n}"));
    }
    let patient = b.register("Болат");
    let (one, two) = (a.desk.house().unwrap(), b.desk.house().unwrap());
    let mut breaks = 0;
    let mut at = 0;
    loop {
        let cut = if at % 2 == 0 {
            (Some(at / 2), None)
        } else {
            (None, Some(at / 2))
        };
        let met = pipe::meet(&one, &two, cut);
        at += 1;
        if met.called.is_ok() && met.hosted.is_ok() {
            break;
        }
        breaks += 1;
        assert!(breaks < 200, "no end: {:?} {:?}", met.called, met.hosted);
    }
    assert!(breaks > 10, "{breaks}");
    assert_eq!(a.everything(), b.everything());
    let again = pipe::meet(&one, &two, (None, None));
    let (called, hosted) = (again.called.unwrap(), again.hosted.unwrap());
    assert_eq!(called.new + hosted.new + called.given + hosted.given, 0);
    assert_eq!(a.show(patient).unwrap(), b.show(patient).unwrap());
}

/// A paired workstation whose program was replaced by somebody says what it should not.
#[test]
fn what_a_neighbour_says_is_hostile_until_it_is_checked() {
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    let address = pair(&mut a, &mut b);
    let patient = a.register("Айна");
    let (device, key) = {
        let house = b.desk.house().unwrap();
        let house = house.lock();
        (house.place().device, house.place().device_key.clone())
    };
    let hello = Hello {
        proto: PROTO,
        wish: Wish::Meet,
        device,
        name: "b".to_owned(),
        house: None,
        port: 0,
    };
    let call = |hello: &Hello| {
        let socket = TcpStream::connect(&address).unwrap();
        let mut line = Line::new(tls::call(socket, &key, anybody()).unwrap().stream);
        line.say(&Message::Hello(hello.clone())).unwrap();
        let answer = line.hear();
        (line, answer)
    };
    let shown = a.show(patient).unwrap();
    let before = a.everything();

    // A key that is known under another name; a program of tomorrow.
    let other = Hello {
        device: feldsher::domain::ids::DeviceId([9; 16]),
        ..hello.clone()
    };
    let refused = |answer: Result<Message, LanError>| match answer.unwrap() {
        Message::Refuse(why) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(call(&other).1), Some(Refusal::Stranger));
    let newer = Hello {
        proto: PROTO + 1,
        ..hello.clone()
    };
    assert_eq!(refused(call(&newer).1), Some(Refusal::Newer));

    // Words out of turn end the line.
    for word in [
        Message::Hello(hello.clone()),
        Message::Chunks(Vec::new()),
        Message::Pair(vec![0; 33]),
        Message::Placed(Vec::new()),
    ] {
        let (mut line, answer) = call(&hello);
        answer.unwrap();
        line.say(&word).unwrap();
        assert!(line.hear().is_err(), "{word:?}");
    }

    // Chunks that are not what they are called, and a log without an end.
    let forged = Chunk {
        doc: patient,
        kind: Kind::CARD,
        unit: Unit::Patient(patient),
        bytes: vec![7; 300],
    };
    let hash = feldsher::record::hash(&forged.bytes);
    let offer = |n: u64, hash: Hash32, is_last: bool| Message::Offer {
        hashes: vec![hash],
        upto: Mark { n, chain: [1; 32] },
        is_last,
    };
    let turn = || {
        let (mut line, answer) = call(&hello);
        answer.unwrap();
        line.say(&Message::Done).unwrap();
        assert!(matches!(line.hear().unwrap(), Message::Ask(_)));
        line
    };
    let mut line = turn();
    line.say(&offer(1, Hash32([8; 32]), true)).unwrap();
    assert!(matches!(line.hear().unwrap(), Message::Want(_)));
    line.say(&Message::Chunks(vec![forged.clone()])).unwrap();
    assert!(line.hear().is_err(), "not what was wanted");
    let mut line = turn();
    line.say(&offer(5, *before.first().unwrap(), false))
        .unwrap();
    assert!(matches!(line.hear().unwrap(), Message::Ask(_)));
    line.say(&offer(5, *before.first().unwrap(), false))
        .unwrap();
    assert!(line.hear().is_err(), "a log that does not go on");

    // What is called by its name and is no change goes to quarantine; the record does not move.
    let mut line = turn();
    line.say(&offer(9, hash, true)).unwrap();
    assert!(matches!(line.hear().unwrap(), Message::Want(_)));
    line.say(&Message::Chunks(vec![forged])).unwrap();
    line.say(&Message::Done).unwrap();
    assert!(matches!(
        line.hear().unwrap(),
        Message::Done | Message::Waiting(_)
    ));
    drop(line);
    assert_eq!(before, a.everything());
    assert_eq!(shown, a.show(patient).unwrap());
    assert_eq!(a.view().refused.len(), 1);

    // Bytes that are no frames, from somebody who is let in, and from somebody who is not.
    let socket = TcpStream::connect(&address).unwrap();
    let mut stream = tls::call(socket, &key, anybody()).unwrap().stream;
    std::io::Write::write_all(&mut stream, &[0xff; 4_000]).ok();
    let mut socket = TcpStream::connect(&address).unwrap();
    std::io::Write::write_all(&mut socket, b"GET / HTTP/1.1\r\n\r\n").unwrap();
    let mut end = Vec::new();
    std::io::Read::read_to_end(&mut socket, &mut end).ok();
    b.meet(&address).unwrap();
    assert_eq!(a.show(patient).unwrap(), b.show(patient).unwrap());
    a.verify();
}

#[test]
fn the_document_of_another_patient_is_not_taken_under_a_false_name() {
    let (mut a, mut b) = (Point::new("nina"), Point::new("olga"));
    let patient = a.register("Айна");
    let house = a.desk.house().unwrap();
    let all: Vec<Hash32> = a.everything().into_iter().collect();
    let chunks = house.lock().chunks_of(&all).unwrap();
    let card = chunks.iter().find(|chunk| chunk.doc == patient).unwrap();
    let renamed = Chunk {
        doc: DocId([3; 16]),
        ..card.clone()
    };
    let taking = b.desk.house().unwrap();
    let device = house.lock().place().device;
    let mark = feldsher::vault::relay::Mark::default();
    let brought = taking.lock().take_from_neighbour(device, &[renamed], &mark);
    let brought = brought.unwrap();
    assert_eq!((brought.new, brought.refused), (0, 1));
    assert!(
        b.everything_waiting()
            .is_disjoint(&all.into_iter().collect())
    );
    b.verify();
}

fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> thread::JoinHandle<T> {
    let named = thread::Builder::new().name("enemy".to_owned());
    named.spawn(work).unwrap()
}
