//! The list of a day: who was seen between two midnights of the point, on paper in five languages.

use chrono::NaiveDate;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::i18n::{dates, tr};
use feldsher::print::papers::day;
use feldsher::worker::day_list;

use crate::house::{Point, person, point};
use crate::papers::{full, sign};
use crate::print::read_back::{bare, sound};

/// 2026-09-21, 14:13:20 UTC: 19:13 at the point.
const NOW: i64 = 1_790_000_000;
const MINUTE: i64 = 60;

fn text(point: &Point, on: NaiveDate, lang: Lang) -> String {
    let sheet = day_list::sheet(&point.house, &point.me, on, lang).unwrap();
    let paper = day(&sheet);
    assert_eq!(paper.lang, lang);
    bare(&sound(&format!("day-{on}-{}", lang.code()), &paper).concat())
}

#[test]
fn the_list_of_a_day_holds_its_people_in_five_languages() {
    let mut point = point("doctor", Role::Doctor);
    let mut people = Vec::new();
    // The long name is signed at 19:13, a draft is begun at 23:53, and after midnight the next day begins.
    for (minutes, family) in [
        (0, "Үлгібектайғанмұхамедсейітнұрланқызы-Мыса"),
        (280, "Кешкіева"),
        (290, "Ертеңгіева"),
    ] {
        point.clock.set(NOW + minutes * MINUTE);
        let mut registration = person();
        registration.person.name.family = family.into();
        if minutes > 0 {
            registration.person.identifiers.clear();
        }
        let patient = point.register(registration);
        if family == "Кешкіева" {
            let saved = point.house.save_draft(&point.me, None, patient, &full());
            saved.unwrap();
        } else {
            sign(&mut point, patient, &full());
        }
        people.push(bare(&family.to_uppercase()));
    }
    let today: NaiveDate = "2026-09-21".parse().unwrap();
    for lang in Lang::ALL {
        let read = text(&point, today, lang);
        for wanted in [
            &*people[0],
            &*people[1],
            "000101499599",
            "+77000000000",
            "19:13",
            "23:53",
            &dates::long(lang, today),
            &tr(lang, "common-signed", &[]),
            &tr(lang, "common-draft", &[]),
            &tr(lang, "print-day-count", &[("n", "2")]),
            "СынақовҮлгі",
        ] {
            assert!(read.contains(&bare(wanted)), "{lang:?}: {wanted} in {read}");
        }
        assert!(!read.contains(&people[2]), "{lang:?}: {read}");
        // Why they came is nobody's business on a list.
        assert!(!read.contains("J20"), "{lang:?}: {read}");

        let next = text(&point, today.succ_opt().unwrap(), lang);
        assert!(next.contains(&people[2]) && next.contains("00:03"));
        assert!(!next.contains(&people[0]) && !next.contains(&people[1]));

        let before = text(&point, today.pred_opt().unwrap(), lang);
        let nobody = tr(lang, "print-day-nobody", &[]);
        assert!(before.contains(&bare(&nobody)), "{lang:?}: {before}");
    }
}
