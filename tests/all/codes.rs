//! The search fold on real-life spellings, and the ICD-10 search on the whole list.

use std::collections::BTreeMap;
use std::time::Instant;

use feldsher::codes::fold;
use feldsher::codes::icd10::Icd10;
use feldsher::codes::query::{Query, Rank, same_name};
use feldsher::domain::lang::Lang;

/// One name a line, in the spellings of identity cards, passports, Russian papers, Latin drafts and keyboards. Invented people only.
const NAMES: [&[&str]; 32] = [
    // Kazakh: Cyrillic, Russian papers, passport, Latin drafts of 2021 and 2018
    &[
        "Қасымов",
        "Касымов",
        "Kassymov",
        "Qasymov",
        "Kasymov",
        "Kasimov",
    ],
    &[
        "Әйгерім",
        "Айгерим",
        "Aigerim",
        "Äigerım",
        "Áıgerim",
        "Aygerim",
    ],
    &["Жұмабек", "Жумабек", "Zhumabek", "Jūmabek", "Jumabek"],
    &["Нұрсұлтан", "Нурсултан", "Nursultan", "Nūrsūltan"],
    &[
        "Ғалымжан",
        "Галымжан",
        "Galymzhan",
        "Ğalymjan",
        "Ǵalymjan",
        "Ghalymzhan",
    ],
    &[
        "Өмірбеков",
        "Омирбеков",
        "Omirbekov",
        "Ömırbekov",
        "Умирбеков",
    ],
    &["Ержан", "Yerzhan", "Erzhan", "Erjan"],
    &["Қожахмет", "Кожахмет", "Kozhakhmet", "Qojahmet"],
    &["Шыңғыс", "Шынгыс", "Shyngys", "Şyñğys", "Shyńǵys"],
    &["Гүлнәр", "Гульнар", "Gulnar", "Gülnär", "Гүлнaр"],
    &["Әлия", "Алия", "Aliya", "Äliia", "Aliia"],
    &["Хилл", "Khill", "Hill"],
    &["Асайын", "Асаин", "Asain", "Assaiyn"],
    &["Теңізбай", "Тенизбай", "Tenizbay", "Teñızbai", "Tengizbai"],
    // Uzbek: Cyrillic, Latin of the law with several keys, drafts of the reform, passport, Russian papers
    &[
        "Ўткиров",
        "Oʻtkirov",
        "O'tkirov",
        "O`tkirov",
        "Ötkirov",
        "Уткиров",
        "Utkirov",
    ],
    &[
        "Ғуломжон",
        "Gʻulomjon",
        "G’ulomjon",
        "Ğulomjon",
        "Гуломжон",
        "Gulomzhon",
    ],
    &["Исҳоқ", "Isʼhoq", "Is'hoq", "Исхак"],
    &["Шерзод", "Sherzod", "Şerzod"],
    &["Чўлпон", "Choʻlpon", "Çölpon", "Cho'lpon", "Чулпон"],
    &["Ҳамид", "Hamid", "Хамид", "Khamid", "Xamid"],
    &["Ёдгор", "Yodgor", "Ёдгоp"],
    &["Юсуф", "Yusuf", "Iusuf"],
    &["Жамшид", "Jamshid", "Джамшид", "Zhamshid", "Dzhamshid"],
    // Georgian: mkhedruli, national romanisation, passport, Russian papers
    &["ჭავჭავაძე", "Chʼavchʼavadze", "Chavchavadze", "Чавчавадзе"],
    &["წულაია", "Tsʼulaia", "Tsulaia", "Цулая"],
    &[
        "ყიფშიძე",
        "Qʼipshidze",
        "Kipshidze",
        "Qipshidze",
        "Кипшидзе",
    ],
    &["ღვინიაშვილი", "Ghviniashvili", "Гвиниашвили"],
    &["ჯაფარიძე", "Japaridze", "Джапаридзе", "Dzhaparidze"],
    // Russian: Cyrillic, passport of two rules, without ё
    &["Юлия", "Iuliia", "Yuliya", "Julia"],
    &["Артём", "Артем", "Artem", "Artyom"],
    &["Щербакова", "Shcherbakova", "Scherbakova"],
    &["Александр", "Aleksandr", "Alexandr", "Aлександр"],
];

#[test]
fn names_are_found_in_other_spellings() {
    let mut by_rank: BTreeMap<Option<Rank>, Vec<(&str, &str)>> = BTreeMap::new();
    for spellings in NAMES {
        for other in &spellings[1..] {
            let rank = same_name(spellings[0], other);
            by_rank.entry(rank).or_default().push((spellings[0], other));
        }
    }
    let pairs = |rank: Option<Rank>| by_rank.get(&rank).cloned().unwrap_or_default();
    let count: usize = by_rank.values().map(Vec::len).sum();
    let strong: usize = [Rank::Exact, Rank::Canonical, Rank::Fold]
        .map(|r| pairs(Some(r)).len())
        .iter()
        .sum();
    println!(
        "{count} pairs, {strong} by the fold, weak {:?}, missed {:?}",
        pairs(Some(Rank::Weak)),
        pairs(None)
    );
    // today's measure; a better fold may raise it, none may lower it
    assert_eq!((count, strong), (111, 104));
    assert_eq!(
        pairs(Some(Rank::Weak)),
        [
            ("Өмірбеков", "Умирбеков"),
            ("Ўткиров", "Уткиров"),
            ("Ўткиров", "Utkirov"),
            ("Исҳоқ", "Исхак"),
            ("Чўлпон", "Чулпон"),
            ("Артём", "Artyom"),
        ]
    );
    assert_eq!(pairs(None), [("Юлия", "Julia")]);
}

/// The fold merges no two of the names; the weak key merges some, and comes last in every list for that.
#[test]
fn different_names_stay_apart() {
    let mut folds: BTreeMap<String, usize> = BTreeMap::new();
    let mut weak_merges = Vec::new();
    for (at, spellings) in NAMES.iter().enumerate() {
        for spelling in *spellings {
            let keys = fold::keys(spelling);
            let before = folds.insert(keys.fold, at);
            assert!(before.is_none_or(|other| other == at), "{spelling}");
        }
        for other in NAMES.iter().skip(at + 1) {
            if same_name(spellings[0], other[0]) == Some(Rank::Weak) {
                weak_merges.push((spellings[0], other[0]));
            }
        }
    }
    assert_eq!(weak_merges, [("Ғалымжан", "Ғуломжон")]);
    for (a, b) in [
        ("Алия", "Алла"),
        ("Мария", "Мара"),
        ("Асан", "Хасан"),
        ("Болат", "Полат"),
        ("Марат", "Мурат"),
        ("Серик", "Шерик"),
        ("Жанар", "Санар"),
        ("Гүлжан", "Гүлжанат"),
        ("გიორგი", "გიგა"),
        ("Ойбек", "Ойгул"),
        ("Каримов", "Каримова"),
    ] {
        assert!(
            same_name(a, b).is_none_or(|rank| rank == Rank::Weak),
            "{a} = {b}"
        );
    }
}

#[test]
fn a_name_is_found_while_it_is_typed() {
    let card = fold::keys("Қасымова Әйгерім Нұрланқызы");
    for typed in [
        "к",
        "ка",
        "кас",
        "касым",
        "kassym",
        "qas",
        "айг",
        "aigerim ka",
        "нурлан",
        "nurlankyzy",
    ] {
        assert!(Query::new(typed).find_in(&card).is_some(), "{typed}");
    }
    for typed in ["касымбек", "айгуль", "kasymova kasymova"] {
        assert!(Query::new(typed).find_in(&card).is_none(), "{typed}");
    }
}

/// Prints how long a nation's worth of keys takes; asserts only that the work was done.
#[test]
fn keys_of_many_names_are_quick() {
    let start = Instant::now();
    let keys: Vec<_> = (0..20_000)
        .map(|n| {
            let name = NAMES[n % NAMES.len()][0];
            fold::keys(&format!(
                "{name} {} {n}",
                NAMES[n / NAMES.len() % NAMES.len()][0]
            ))
        })
        .collect();
    let made = start.elapsed();
    let query = Query::new("касым 1216");
    let start = Instant::now();
    let found = keys
        .iter()
        .filter(|keys| query.find_in(keys).is_some())
        .count();
    println!(
        "20 000 names: keys {made:?}, one query {:?}, {found} found",
        start.elapsed()
    );
    assert_eq!(found, 2, "1216 and 12160");
}

#[test]
fn own_titles_stand_at_the_same_codes_in_four_languages() {
    let list = Icd10::builtin();
    let codes = |lang: Lang| list.codes_with_title(lang).collect::<Vec<_>>();
    let russian = codes(Lang::Ru);
    assert_eq!(russian.len(), 396);
    for lang in [Lang::Kk, Lang::Uz, Lang::Ka] {
        assert_eq!(codes(lang), russian, "{lang:?}");
    }
    for lang in [Lang::Ru, Lang::Kk, Lang::Uz, Lang::Ka] {
        assert!(list.source(lang).source.starts_with("own wording"));
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for code in &russian {
            let text = list.title(code, lang).unwrap().text;
            assert!(
                seen.insert(text, code).is_none(),
                "two codes have the title {text}"
            );
            let ours = |c: char| match lang {
                Lang::Ru => {
                    ('а'..='я').contains(&c) || "ёЁ".contains(c) || ('А'..='Я').contains(&c)
                }
                Lang::Kk => ('\u{400}'..='\u{4ff}').contains(&c),
                Lang::Ka => ('ა'..='ჰ').contains(&c),
                Lang::Uz | Lang::En => c.is_ascii_alphabetic() || "ʻʼ".contains(c),
            };
            assert!(text.chars().any(ours), "{code} {text}");
            // Latin in Cyrillic and Georgian titles: names of germs, letters of hepatitis and vitamins, COVID
            let foreign: String = text
                .chars()
                .filter(|c| c.is_alphabetic() && !ours(*c))
                .collect();
            assert!(
                [
                    "",
                    "A",
                    "B",
                    "C",
                    "D",
                    "BD",
                    "COVID",
                    "Plasmodiumfalciparum"
                ]
                .contains(&foreign.as_str()),
                "{code} {text}: {foreign}"
            );
        }
    }
}

/// What a feldsher types finds the diagnosis among the first ten, in every language and script.
#[test]
fn common_diagnoses_are_found() {
    for (lang, typed, code) in [
        (Lang::Ru, "орви", "J06.9"),
        (Lang::Ru, "пневм", "J18.9"),
        (Lang::Ru, "гипертенз", "I10"),
        (Lang::Ru, "железодеф анем", "D50.9"),
        (Lang::Ru, "цистит остр", "N30.0"),
        (Lang::Ru, "укус соб", "W54"),
        (Lang::Ru, "брюцеллез", "A23.9"),
        (Lang::Ru, "бруцеллез", "A23.9"),
        (Lang::Kk, "өкпе туберкул", "A16.2"),
        (Lang::Kk, "қант диабет 2", "E11.9"),
        (Lang::Kk, "кант диабет", "E11.9"),
        (Lang::Kk, "қызылша", "B05.9"),
        (Lang::Uz, "qizamiq", "B05.9"),
        (Lang::Uz, "кизамик", "B05.9"),
        (Lang::Uz, "yoʻtal", "R05"),
        (Lang::Uz, "yo'tal", "R05"),
        (Lang::Ka, "წითელა", "B05.9"),
        (Lang::Ka, "tsitela", "B05.9"),
        (Lang::Ka, "ანემია", "D64.9"),
        (Lang::En, "measles", "B05.9"),
        (Lang::Ru, "measles", "B05.9"),
        (Lang::Ru, "U07", "U07.1"),
        (Lang::Ru, "е11", "E11.9"),
    ] {
        let hits = Icd10::builtin().search(typed, lang, 20);
        let found = hits.items.iter().any(|hit| hit.code == code);
        // abbreviations and misspelt words are not found today; a synonym list would
        let missed_today = ["орви", "брюцеллез"].contains(&typed);
        assert_eq!(found, !missed_today, "{typed}: {:?}", hits.items);
    }
}

/// Prints the times; asserts the answers.
#[test]
fn the_whole_list_is_searched_quickly() {
    let start = Instant::now();
    let list = Icd10::builtin();
    let read = start.elapsed();
    let start = Instant::now();
    list.warm();
    let indexed = start.elapsed();
    for typed in [
        "а",
        "о",
        "acute",
        "жедел бронхит",
        "of other and unspecified",
        "j",
        "J20",
    ] {
        let start = Instant::now();
        let hits = list.search(typed, Lang::Ru, 40);
        println!("«{typed}»: {} in {:?}", hits.total, start.elapsed());
        assert!(hits.total >= hits.items.len() && hits.items.len() <= 40 && hits.total > 0);
    }
    println!("read {read:?}, index {indexed:?}");
}
