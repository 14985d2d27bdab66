//! Records by stick on the sync page.

use egui_kittest::kittest::Queryable as _;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::worker::{CourierNews, Event, Fault, Job, SyncView};

use super::look::stage;
use super::{Window, all_words, open, people};

fn typed(h: &mut Window, label: &str, text: &str) {
    h.get_by_label(label).focus();
    h.run();
    h.get_by_label(label).type_text(text);
    h.run();
}

#[test]
fn what_waits_goes_to_the_stick_and_stays_until_the_answer_is_read_in() {
    let (mut h, desk) = open(Lang::En);
    stage(&mut h, &desk, "sync-stick-to");
    h.run();
    desk.asked();
    h.get_by_label("Write").click();
    h.run();
    assert!(desk.asked().is_empty(), "nowhere to write");
    assert!(all_words(&h).contains("Say where the file is"));
    typed(&mut h, "File on the stick", "/media/USB/a.courier");
    h.get_by_label("Write").click();
    h.run();
    let asked = desk.asked();
    let [
        Job::CourierOut {
            path,
            max_part: None,
        },
    ] = asked.as_slice()
    else {
        panic!("{asked:?}");
    };
    assert_eq!(path.display().to_string(), "/media/USB/a.courier");

    desk.say(&mut h, Event::Courier(CourierNews::Running { records: 40 }));
    let words = all_words(&h);
    assert!(words.contains("40 records so far"));
    assert!(words.contains("a stick is being written or read"));
    assert!(h.query_by_label("From a stick…").is_none());
    let written = people::courier_written();
    desk.say(&mut h, Event::Courier(CourierNews::Written(written)));
    let words = all_words(&h);
    assert!(words.contains("37 visits written to the stick"));
    assert!(words.contains("They stay here until the centre has confirmed them"));
    assert!(words.contains("/media/USB/feldsher-to-centre.courier"));

    h.get_by_label("From a stick…").click();
    h.run();
    typed(&mut h, "File on the stick", "/media/USB/back.courier");
    h.get_by_label("Read in").click();
    h.run();
    assert!(matches!(desk.asked().as_slice(), [Job::CourierIn { .. }]));
    desk.say(&mut h, Event::Courier(CourierNews::Stopped));
    let fault = Fault::new("courier-cut").with("path", "/media/USB/back.courier");
    desk.say(
        &mut h,
        Event::Failed {
            ticket: None,
            fault,
        },
    );
    let words = all_words(&h);
    assert!(words.contains("/media/USB/back.courier is not whole"));
    assert!(words.contains("Nothing was changed"));
    let read = people::courier_read();
    desk.say(&mut h, Event::Courier(CourierNews::Read(read)));
    let words = all_words(&h);
    assert!(words.contains("The centre confirmed 112 records"));
    assert!(words.contains("The centre has more than this file holds"));
}

#[test]
fn without_a_store_or_the_right_to_it_there_is_no_stick() {
    let (mut h, desk) = open(Lang::En);
    stage(&mut h, &desk, "sync");
    h.run();
    assert!(h.query_by_label("To a stick…").is_some());
    desk.say(&mut h, Event::Sync(SyncView::default()));
    assert!(h.query_by_label("To a stick…").is_none());

    let (mut h, desk) = open(Lang::En);
    desk.sign_in(&mut h, Role::Auditor);
    desk.say(&mut h, Event::Sync(people::sync_view()));
    h.state_mut()
        .order(feldsher::ui::command::Command::SyncStatus);
    h.run();
    assert!(all_words(&h).contains("Waiting here"));
    assert!(h.query_by_label("To a stick…").is_none());
}
