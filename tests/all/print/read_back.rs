//! What `pdftotext` reads from a paper is what was put on it: letter by letter, page by page.

use std::{
    fs,
    process::{Command, Stdio},
};

use chrono::DateTime;
use feldsher::{
    domain::{
        country::Country,
        lang::Lang,
        page::{Item, Page},
        paper::{Allergies, LabResult, LabValue, Medicine, PrescriptionKind},
    },
    i18n::tr,
    print::{
        layout::layout,
        paper::{Block, Paper, Rich, Size, Table},
        papers,
        pdf::{Meta, to_pdf},
    },
};
use proptest::prelude::*;

use super::samples;

const COUNTRIES: [(Country, Lang); 3] = [
    (Country::Kz, Lang::Kk),
    (Country::Uz, Lang::Uz),
    (Country::Ge, Lang::Ka),
];

fn meta(paper: &Paper) -> Meta {
    Meta {
        title: "test".to_owned(),
        lang: paper.lang,
        created: DateTime::from_timestamp(1_772_700_000, 0).unwrap(),
    }
}

pub fn pdf(paper: &Paper) -> (Vec<Page>, Vec<u8>) {
    let pages = layout(paper);
    let bytes = to_pdf(&pages, &meta(paper)).unwrap();
    (pages, bytes)
}

/// The text of each page, in the order of the file. None when poppler is not installed.
pub fn read(bytes: &[u8]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    fs::write(&file, bytes).unwrap();
    let output = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(&file)
        .arg("-")
        .stderr(Stdio::piped())
        .output();
    let Ok(output) = output else {
        assert_ne!(
            std::env::var("CI").as_deref(),
            Ok("true"),
            "CI needs pdftotext (poppler-utils)"
        );
        eprintln!("skipped: reading PDFs back needs pdftotext (poppler-utils)");
        return None;
    };
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "",
        "poppler complains about the file"
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    assert_eq!(pages.pop().as_deref(), Some(""));
    Some(pages)
}

/// Without the spaces, which a line's end may stand for.
pub fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

fn page_text(page: &Page) -> String {
    page.items
        .iter()
        .map(|item| match item {
            Item::Text { text, .. } => text.as_str(),
            Item::Line { .. } | Item::Rect { .. } => "",
        })
        .collect()
}

fn keep(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("PAPERS_DIR") {
        fs::write(
            std::path::Path::new(&folder).join(format!("{name}.pdf")),
            bytes,
        )
        .unwrap();
    }
}

/// Every mark lies on its sheet, and the PDF holds exactly the letters of the pages.
fn check(name: &str, paper: &Paper) -> Vec<String> {
    let (pages, bytes) = pdf(paper);
    keep(name, &bytes);
    for page in &pages {
        for item in &page.items {
            let (x, y) = match item {
                Item::Text { x_mm, y_mm, .. } | Item::Rect { x_mm, y_mm, .. } => (*x_mm, *y_mm),
                Item::Line { to_mm, .. } => *to_mm,
            };
            assert!(
                x >= 0.0 && x <= page.width_mm && y >= 0.0 && y <= page.height_mm,
                "{name}: off the sheet: {item:?}"
            );
        }
    }
    let Some(read) = read(&bytes) else {
        return pages.iter().map(page_text).collect();
    };
    assert_eq!(read.len(), pages.len(), "{name}");
    for (page, text) in pages.iter().zip(&read) {
        assert_eq!(bare(text), bare(&page_text(page)), "{name}");
    }
    read
}

/// Every word of the paper stands on its pages.
fn nothing_lost(name: &str, paper: &Paper, read: &[String]) {
    let all = bare(&read.concat());
    let mut texts = vec![
        paper.title.clone(),
        paper.issuer.clone(),
        paper.foot.clone(),
    ];
    texts.extend(paper.subtitle.iter().chain(&paper.mark).cloned());
    texts.extend(paper.identity.iter().map(Rich::text));
    if matches!(paper.blocks.as_slice(), [Block::Labels(_)]) {
        // A label has no head and no foot.
        texts.clear();
    }
    paper
        .blocks
        .iter()
        .for_each(|block| words_of(block, &mut texts));
    for text in texts {
        for line in text.lines() {
            for word in line.split_whitespace() {
                assert!(
                    all.contains(&bare(word)),
                    "{name}: lost «{word}» of «{line}»"
                );
            }
        }
    }
}

fn words_of(block: &Block, texts: &mut Vec<String>) {
    match block {
        Block::Heading(text) | Block::Subheading(text) | Block::Note(text) => {
            texts.push(text.clone())
        }
        Block::Paragraph(text) => texts.push(text.text()),
        Block::Fields(fields) => {
            for field in fields {
                texts.extend([field.label.clone(), field.value.text()]);
            }
        }
        Block::Callout { label, text } => texts.extend([label.clone(), text.text()]),
        Block::Table(Table { columns, rows }) => {
            texts.extend(columns.iter().map(|column| column.title.clone()));
            texts.extend(rows.iter().flatten().map(Rich::text));
        }
        Block::Signatures(signatures) => {
            for signature in signatures {
                texts.extend([
                    signature.role.clone(),
                    signature.name.text(),
                    signature.under.clone(),
                ]);
            }
        }
        Block::Figure(figure) => {
            texts.extend([figure.upright.clone(), figure.foot.clone()]);
            texts.extend(figure.lines.iter().map(|line| line.label.clone()));
        }
        Block::Wallet(card) => {
            let faces = card.front.texts.iter().chain(&card.back.texts);
            texts.extend(faces.map(Rich::text));
        }
        Block::Labels(labels) => {
            texts.push(labels.label.name.clone());
            texts.extend(labels.label.facts.iter().map(Rich::text));
            texts.extend(labels.label.blanks.iter().cloned());
        }
        Block::Lines(_) => {}
        Block::Together(blocks) => blocks.iter().for_each(|block| words_of(block, texts)),
    }
}

fn four(country: Country, lang: Lang) -> [(&'static str, Paper); 4] {
    [
        (
            "discharge",
            papers::discharge(&samples::discharge(country, lang)),
        ),
        ("visit", papers::visit(&samples::visit(country, lang))),
        (
            "prescription",
            papers::prescription(&samples::prescription(country, lang)),
        ),
        (
            "referral",
            papers::referral(&samples::referral(country, lang)),
        ),
    ]
}

#[test]
fn four_papers_in_three_countries_and_five_languages_read_back_letter_by_letter() {
    for (country, _) in COUNTRIES {
        for lang in Lang::ALL {
            for (kind, paper) in four(country, lang) {
                let name = format!("{kind}-{}-{}", country.code(), lang.code());
                let read = check(&name, &paper);
                nothing_lost(&name, &paper, &read);
                let all = read.concat();
                assert!(!all.contains('⟦') && !all.contains("[U+"), "{name}: {all}");
                let t = samples::texts(lang);
                for want in [t.clinician, t.post] {
                    assert!(bare(&all).contains(&bare(want)), "{name}: no {want}");
                }
            }
        }
    }
}

/// Whole lines as a person reads them.
#[test]
fn lines_read_as_written() {
    let check = |country, lang, wants: &[&str]| {
        let mut all = String::new();
        for (kind, paper) in four(country, lang) {
            all.extend(check(
                &format!("{kind}-{}-{}", country.code(), lang.code()),
                &paper,
            ));
        }
        let all = all.replace(['\n', '\u{a0}'], " ");
        for want in wants {
            assert!(all.contains(want), "{lang:?}: no «{want}» in\n{all}");
        }
    };
    check(
        Country::Kz,
        Lang::Ru,
        &[
            "ПРИМЕРОВА Анна Образцовна",
            "дата рождения 14 июля 1985 г. (40 лет)",
            "ИИН 000000000000",
            "Выписной эпикриз",
            "Аллергия — бензилпенициллин — крапивница через 20 минут",
            "азитромицин — Sumamed — 500 mg — таблетки — ДОЗА 500 мг — 3 дня — внутрь — 1 раз в день",
            "Жалобы Кашель с мокротой 5 дней, температура до 38,6 °C, слабость",
            "Прежнее значение",
            "138/86 мм рт. ст.",
            "Рецепт",
            "3 таблетки",
            "Направление",
            "срочно",
            "страница 1 из 1",
        ],
    );
    check(
        Country::Kz,
        Lang::Kk,
        &[
            "ҮЛГІБАЕВА Әйгерім Мысалқызы",
            "1985 жылғы 14 шілде",
            "ЖСН 000000000000",
            "Шағымдары 5 күн бойы қақырықты жөтел",
            "Рецепт",
        ],
    );
    check(
        Country::Uz,
        Lang::Uz,
        &[
            "NAMUNAYEVA Oʻgʻiloy Misol qizi",
            "1985-yil 14-iyul",
            "Bemor tibbiy kartasidan koʻchirma",
            "027-shakl",
            "Shikoyatlari 5 kun balgʻamli yoʻtal",
            "Yoʻllanma",
        ],
    );
    check(
        Country::Ge,
        Lang::Ka,
        &[
            "ნიმუშაძე ქეთევან მაგალითის ასული",
            "1985 წლის 14 ივლისი",
            "ცნობა ჯანმრთელობის მდგომარეობის შესახებ",
            "ფორმა № IV-100/ა",
            "3. სახელი, გვარი",
            "18. მკურნალი ექიმი",
            "20. გაცემის თარიღი, ბეჭედი",
        ],
    );
    check(
        Country::Ge,
        Lang::En,
        &[
            "SAMPLESON Ann",
            "born 14 July 1985",
            "Certificate of health status",
            "page 1 of",
        ],
    );
}

/// The fields of each discharge form stand in the order of the data file.
#[test]
fn forms_keep_their_order() {
    for (country, lang) in COUNTRIES {
        let layout = papers::layouts()
            .iter()
            .find(|one| one.paper == "discharge" && one.country == country)
            .unwrap();
        let paper = papers::discharge(&samples::discharge(country, lang));
        let mut labels = Vec::new();
        for block in &paper.blocks {
            match block {
                Block::Fields(fields) => {
                    labels.extend(fields.iter().map(|field| field.label.clone()))
                }
                Block::Heading(text) => labels.push(text.clone()),
                Block::Signatures(signatures) => {
                    labels.extend(signatures.iter().map(|signature| signature.role.clone()))
                }
                _ => {}
            }
        }
        let mut from = 0;
        for (index, field) in layout.fields.iter().enumerate() {
            let key = if field.label.starts_with("national-number-") {
                "common"
            } else {
                "print-item"
            };
            let label = tr(lang, &format!("{key}-{}", field.label), &[]);
            let label = if layout.numbered {
                format!("{}. {label}", index + 1)
            } else {
                label
            };
            let at = labels.iter().skip(from).position(|one| *one == label);
            from += at.unwrap_or_else(|| {
                panic!("{country:?}: {label} is not after {from} in {labels:#?}")
            }) + 1;
        }
    }
}

#[test]
fn a_long_case_repeats_head_and_header_and_counts_its_pages() {
    for (country, lang) in COUNTRIES {
        let data = samples::long_discharge(country, lang);
        let paper = papers::discharge(&data);
        let name = format!("long-{}", country.code());
        let read = check(&name, &paper);
        nothing_lost(&name, &paper, &read);
        assert!(read.len() >= 3, "{}", read.len());
        let column = tr(lang, "print-column-normal", &[]);
        let mut with_rows = 0;
        for (index, text) in read.iter().enumerate() {
            let bare_text = bare(text);
            let (page, pages) = ((index + 1).to_string(), read.len().to_string());
            let number = tr(lang, "print-page-of", &[("page", &page), ("pages", &pages)]);
            assert!(bare_text.contains(&bare(&number)), "{name}: no «{number}»");
            assert!(
                bare_text.contains(&bare(&paper.identity.first().unwrap().text())),
                "{name}: page {page} has no name"
            );
            assert!(
                bare_text.contains(&bare(&paper.identity.get(1).unwrap().text())),
                "{name}: page {page} has no birth date"
            );
            if text.matches("120–160").count() > 0 {
                with_rows += 1;
                assert!(
                    text.contains(&column),
                    "{name}: page {page} has rows without the header"
                );
            }
        }
        assert!(with_rows >= 2);
        let rows: usize = read
            .iter()
            .map(|text| text.matches("120–160").count())
            .sum();
        assert_eq!(rows, 60);
    }
}

#[test]
fn what_was_not_recorded_is_said_in_words() {
    for lang in Lang::ALL {
        let mut data = samples::discharge(Country::Kz, lang);
        data.complaints = None;
        data.diagnoses.main.clear();
        data.doctor = None;
        data.context.patient.allergies = Allergies::Known(Vec::new());
        let read = check("missing", &papers::discharge(&data)).concat();
        let missing = tr(lang, "print-not-recorded", &[]);
        assert!(read.matches(&missing).count() >= 4, "{lang:?}");
        let label = tr(lang, "print-allergy-label", &[]);
        let answer = tr(lang, "print-allergy-not-recorded", &[]);
        let read = bare(&read);
        assert!(
            read.contains(&bare(&format!("{label} — {answer}"))),
            "{lang:?}"
        );
        let none_known = tr(
            lang,
            "print-allergy-none-known",
            &[("by", ""), ("date", "")],
        );
        assert!(
            !read.contains(&bare(none_known.split('(').next().unwrap())),
            "{lang:?}: an empty list reads as no allergy"
        );
    }
}

#[test]
fn a_controlled_medicine_says_that_another_blank_is_needed() {
    for lang in Lang::ALL {
        let mut data = samples::prescription(Country::Kz, lang);
        data.kind = Some(PrescriptionKind::Controlled);
        let read = bare(&check("controlled", &papers::prescription(&data)).concat());
        assert!(
            read.contains(&bare(&tr(lang, "print-controlled", &[]))),
            "{lang:?}"
        );
    }
}

#[test]
fn a_training_paper_says_so_on_every_page() {
    for lang in Lang::ALL {
        let mut data = samples::prescription(Country::Uz, lang);
        data.context.training = true;
        let second = data.items[0].clone();
        data.items.extend([second.clone(), second]);
        let name = format!("training-{}", lang.code());
        let paper = papers::prescription(&data);
        let read = check(&name, &paper);
        nothing_lost(&name, &paper, &read);
        assert!(read.len() > 1, "{lang:?}: three medicines take two sheets");
        let mark = bare(&tr(lang, "print-training-mark", &[]));
        for page in &read {
            assert!(bare(page).contains(&mark), "{lang:?}");
        }
    }
}

#[test]
fn the_same_paper_gives_the_same_small_file() {
    for (country, lang) in COUNTRIES {
        for (kind, paper) in four(country, lang) {
            let (pages, first) = pdf(&paper);
            let (_, second) = pdf(&paper);
            assert!(first == second, "{kind}: two runs differ");
            assert!(
                pages.len() > 2 || first.len() <= 150_000,
                "{kind}-{}: {} bytes",
                country.code(),
                first.len()
            );
            let text = String::from_utf8_lossy(&first);
            assert!(
                text.contains("/FontFile2") && !text.contains("Type1"),
                "{kind}: fonts are embedded"
            );
        }
    }
}

/// Words as people write them, and as nobody does.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,12}",
        "[а-яәғқңөұүһі]{1,14}",
        "[ა-ჰ]{1,14}",
        "[a-zʻʼ]{1,12}",
        "[A-ZА-ЯÖÄ]{40,160}",
        "[ა-ჰ]{60,200}",
        "[0-9]{1,5}\u{a0}(mg|мг|მგ)",
        "[-/.,;·≥≤→…]{1,6}",
        Just("漢字".to_owned()),
    ]
}

fn sentence() -> impl Strategy<Value = String> {
    proptest::collection::vec(word(), 1..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_any_text_is_lost(
        texts in proptest::collection::vec(sentence(), 12),
        many in proptest::collection::vec(sentence(), 0..25),
        country in prop_oneof![Just(Country::Kz), Just(Country::Uz), Just(Country::Ge)],
        a5 in any::<bool>(),
    ) {
        let lang = Lang::Uz;
        let mut data = samples::discharge(country, lang);
        let [family, address, facility, complaints, life, course, name, value, normal, medicine, advice, doctor] =
            texts.try_into().unwrap();
        data.context.patient.family = family.clone();
        data.context.patient.address = Some(address.clone());
        data.context.facility.name = facility.clone();
        data.complaints = Some(complaints.clone());
        data.life_history = Some(life.clone());
        data.course = Some(course.clone());
        data.labs.push(LabResult { on: None, name: name.clone(), value: LabValue::Text(value.clone()), normal: Some(normal.clone()) });
        data.labs.extend(many.iter().map(|text| LabResult { on: None, name: text.clone(), value: LabValue::Text(String::new()), normal: None }));
        data.treatment = vec![Medicine { generic: medicine.clone(), ..Medicine::default() }];
        data.advice.text = Some(advice.clone());
        data.doctor.as_mut().unwrap().name.clone_from(&doctor);
        let mut paper = papers::discharge(&data);
        if a5 {
            paper.size = Size::A5;
        }
        let read = bare(&check("random", &paper).concat()).to_lowercase();
        let texts = [family, address, facility, complaints, life, course, name, value, normal, medicine, advice, doctor];
        let mut letters = std::collections::BTreeMap::new();
        for word in texts.iter().chain(&many).flat_map(|text| text.split(' ')) {
            let word = bare(&word.replace('漢', "[U+6F22]").replace('字', "[U+5B57]")).to_lowercase();
            word.chars().for_each(|letter| *letters.entry(letter).or_insert(0) += 1);
            // a longer word may be broken where a narrow column or a page ends
            prop_assert!(word.chars().count() > 8 || read.contains(&word), "lost «{}»", word);
        }
        for (letter, count) in letters {
            let found = read.chars().filter(|one| *one == letter).count();
            prop_assert!(found >= count, "{} of {} «{}» are left", found, count, letter);
        }
    }
}

/// What holds for every paper: what was put in is read back, whose it is and which page stand on each page, no letter without a shape
/// and none beyond the edge. Answers with the text of each page.
pub fn sound(name: &str, paper: &Paper) -> Vec<String> {
    let read = check(name, paper);
    nothing_lost(name, paper, &read);
    let labels = matches!(paper.blocks.as_slice(), [Block::Labels(_)]);
    for (index, text) in read.iter().enumerate() {
        let text = bare(text);
        assert!(
            !text.contains('⟦') && !text.contains("[U+"),
            "{name}: {text}"
        );
        if labels {
            continue;
        }
        let (page, pages) = ((index + 1).to_string(), read.len().to_string());
        let number = [("page", &*page), ("pages", &*pages)];
        let number = tr(paper.lang, "print-page-of", &number);
        assert!(text.contains(&bare(&number)), "{name}: no «{number}»");
        for line in &paper.identity {
            let line = bare(&line.text());
            assert!(text.contains(&line), "{name}: page {page} lacks {line}");
        }
    }
    within_edges(name, &pdf(paper).1);
    read
}

/// Every word lies on its page, as poppler measures it.
fn within_edges(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    fs::write(&file, bytes).unwrap();
    let output = Command::new("pdftotext")
        .arg("-bbox")
        .arg(&file)
        .arg("-")
        .output();
    // Without poppler `read` said so.
    let Ok(output) = output else { return };
    let text = String::from_utf8(output.stdout).unwrap();
    let number = |line: &str, key: &str| -> f32 {
        let from = line.find(&format!("{key}=\"")).unwrap() + key.len() + 2;
        let rest = &line[from..];
        rest[..rest.find('"').unwrap()].parse().unwrap()
    };
    let (mut width, mut height, mut words) = (0.0, 0.0, 0);
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            (width, height) = (number(line, "width"), number(line, "height"));
        } else if line.starts_with("<word ") {
            let (left, top) = (number(line, "xMin"), number(line, "yMin"));
            let (right, bottom) = (number(line, "xMax"), number(line, "yMax"));
            assert!(
                left >= 0.0 && top >= 0.0 && right <= width && bottom <= height,
                "{name}: beyond the edge: {line}"
            );
            words += 1;
        }
    }
    assert!(words > 0, "{name}: no words");
}
