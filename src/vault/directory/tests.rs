//! An invented village in a directory: found, changed, unreadable without its key.

use super::coming::Coming;
use super::*;
use crate::domain::dates::PartialDate;
use crate::domain::ids::Hash32;
use crate::domain::person::{KnownNumber, Name, Sex};
use std::io::Read as _;

fn someone(n: u8, family: &str, given: &str, born: &str, number: &str) -> EmergencyPassport {
    EmergencyPassport {
        card: DocId([n; 16]),
        made_from: [n; MADE_FROM_BYTES],
        name: Name {
            family: family.to_owned(),
            given: given.to_owned(),
            patronymic: String::new(),
        },
        sex: Sex::Female,
        born: born.parse::<PartialDate>().unwrap(),
        numbers: vec![KnownNumber {
            kind: "kz-iin".to_owned(),
            value: number.to_owned(),
        }],
        place: "Үлгі".to_owned(),
        ..EmergencyPassport::default()
    }
}

fn village() -> Vec<EmergencyPassport> {
    vec![
        someone(1, "Қасымова", "Әйгерім", "1902-07-14", "020714499991"),
        someone(2, "Касымов", "Али", "1911", "110101399992"),
        someone(3, "Kassymova", "Alina", "1903-01-02", "030102499993"),
        someone(4, "Исҳоқов", "Ботир", "1904-03-05", "040305399994"),
        someone(5, "ქავთარაძე", "ნინო", "1905-06-07", "01001099995"),
    ]
}

const STANDING: Standing = Standing {
    state: [7; STATE_BYTES],
    version: 3,
    as_of: 1_790_000_000,
};

fn made(folder: &Path, key: &DataKey) -> Directory {
    let mut making = Making::begin(&folder.join("making.db"), key).unwrap();
    making.add(&village()).unwrap();
    let path = making.finish(&STANDING).unwrap();
    let place = folder.join("directory.db");
    std::fs::rename(path, &place).unwrap();
    Directory::open(&place, key).unwrap().unwrap()
}

fn names(directory: &Directory, typed: &str) -> Vec<u8> {
    let (found, _) = directory.search(typed, 20).unwrap();
    found.iter().map(|one| one.who.card.0[0]).collect()
}

#[test]
fn anybody_is_found_in_any_script_by_name_number_and_birth_date() {
    let folder = tempfile::tempdir().unwrap();
    let key = DataKey::from_bytes(&[3; 32]);
    let directory = made(folder.path(), &key);
    for (typed, expected) in [
        ("Қасым", &[1, 3, 2][..]),
        ("kasimova", &[3, 1]),
        ("касымова айгерим", &[1]),
        ("айгерім қас", &[1]),
        ("касымов а", &[2, 3, 1]),
        ("kavtaradze", &[5]),
        ("кавтарадзе нино", &[5]),
        ("Исхаков", &[4]),
        ("020714", &[1]),
        ("0207 14 499 991", &[1]),
        ("14.07.1902", &[1]),
        ("1902-07-14", &[1]),
        ("1911", &[2]),
        ("касым 1903", &[3]),
        ("01001099995", &[5]),
        ("щщщщ", &[]),
        ("а", &[]),
        ("", &[]),
        ("\" OR *", &[]),
    ] {
        assert_eq!(names(&directory, typed), expected, "{typed}");
    }
    assert_eq!(directory.search("касым", 2).unwrap().0.len(), 2);
    assert!(directory.search("касым", 2).unwrap().1);
    assert!(!directory.search("касым", 3).unwrap().1);
    let age = directory.age().unwrap();
    assert_eq!((age.made_at, age.people), (1_790_000_000, 5));
    assert_eq!(directory.standing().unwrap(), Some(STANDING));
    for passport in village() {
        assert_eq!(directory.passport(passport.card).unwrap(), Some(passport));
    }
}

#[test]
fn a_change_replaces_and_removes_and_the_index_follows() {
    let folder = tempfile::tempdir().unwrap();
    let key = DataKey::from_bytes(&[3; 32]);
    let mut directory = made(folder.path(), &key);
    let mut married = village()[0].clone();
    married.name.family = "Сынақова".to_owned();
    let born = someone(6, "Қасым", "Нұр", "2026-11-01", "261101599996");
    let standing = Standing {
        state: [8; STATE_BYTES],
        version: 4,
        as_of: 1_790_086_400,
    };
    directory
        .change(
            &[married.clone(), born],
            &[DocId([2; 16]), DocId([99; 16])],
            &standing,
        )
        .unwrap();
    drop(directory);
    let place = folder.path().join("directory.db");
    let mut directory = Directory::open(&place, &key).unwrap().unwrap();
    assert_eq!(names(&directory, "касым"), [6, 3]);
    assert_eq!(names(&directory, "сынакова"), [1]);
    assert_eq!(directory.passport(DocId([2; 16])).unwrap(), None);
    assert_eq!(directory.passport(married.card).unwrap(), Some(married));
    assert_eq!(directory.age().unwrap().people, 5);
    assert_eq!(directory.standing().unwrap(), Some(standing));
    directory.index_anew().unwrap();
    assert_eq!(names(&directory, "касым"), [6, 3]);
    assert_eq!(names(&directory, "110101399992"), [0; 0]);
}

#[test]
fn nothing_of_it_can_be_read_without_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let key = DataKey::from_bytes(&[3; 32]);
    drop(made(folder.path(), &key));
    let other = DataKey::from_bytes(&[4; 32]);
    assert!(Directory::open(&folder.path().join("directory.db"), &other).is_err());
    let place = folder.path().join("coming.db");
    let mut coming = Coming::of(&place, &key, Hash32([1; 32])).unwrap();
    coming
        .append("Қасымова Әйгерім".repeat(500).as_bytes())
        .unwrap();
    drop(coming);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for hint in ["Қасымова".as_bytes(), b"020714499991", b"kasimova"] {
            assert!(!bytes.windows(hint.len()).any(|part| part == hint));
        }
    }
}

#[test]
fn what_came_of_a_pack_stays_until_another_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let key = DataKey::from_bytes(&[3; 32]);
    let place = folder.path().join("coming.db");
    let open = |pack| Coming::of(&place, &key, Hash32([pack; 32])).unwrap();
    let mut coming = open(1);
    for part in [&b"first "[..], b"second ", b"", b"third"] {
        coming.append(part).unwrap();
    }
    drop(coming);
    let coming = open(1);
    assert_eq!(coming.length(), 18);
    let mut all = String::new();
    coming.reader().read_to_string(&mut all).unwrap();
    assert_eq!(all, "first second third");
    drop(coming);
    assert_eq!(open(2).length(), 0);
    open(2).remove().unwrap();
    assert!(!place.exists());
}
