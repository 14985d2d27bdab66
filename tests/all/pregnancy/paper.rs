//! The pregnancy card on paper, read back in five languages, and on the command line.

use std::path::Path;

use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::i18n::tr;
use feldsher::worker::{PaperOf, fill};

use super::record::{antenatal, book, booking, choice, clinic, quantity, sign};
use crate::print::read_back::{bare, pdf, read};
use crate::vaccination_paper::place;

const NOW: i64 = 1_790_000_000;
const DAY: i64 = 86_400;

#[test]
fn the_card_says_what_the_screen_says_and_that_its_layout_is_not_confirmed() {
    let (mut here, patient) = clinic(Role::Feldsher);
    let content = booking(|b| {
        (b.height_cm, b.weight_kg) = ("164".into(), "61".into());
        b.history = vec!["caesarean".into()];
    });
    book(&mut here, patient, content, None).unwrap();
    for (n, (kg, fundal)) in [("63.5", "17"), ("66", "21"), ("69.2", "24")]
        .into_iter()
        .enumerate()
    {
        let answers = [
            ("weight", quantity(kg, "kg")),
            ("bp-sys", quantity("152", "mm[Hg]")),
            ("bp-dia", quantity("98", "mm[Hg]")),
            ("fundal", quantity(fundal, "cm")),
            ("urine-protein", choice("1+")),
        ];
        let ago = (2 - n as i64) * 28 * DAY + DAY;
        sign(&mut here, patient, antenatal(&answers), NOW - ago).unwrap();
    }
    for country in Country::ALL {
        let place = place(&here, country);
        for lang in Lang::ALL {
            let what = PaperOf::Pregnancy { patient };
            let paper =
                fill::paper(&here.view(patient), &place, &what, Some(lang), NOW, 300).unwrap();
            crate::print::read_back::sound("shared", &paper);
            let (pages, bytes) = pdf(&paper);
            if let Some(folder) = std::env::var_os("FELDSHER_SHOTS") {
                let name = format!("pregnancy-{}-{}.pdf", country.code(), lang.code());
                std::fs::write(Path::new(&folder).join(name), &bytes).unwrap();
            }
            let Some(read) = read(&bytes) else { continue };
            assert_eq!(read.len(), pages.len());
            let whole: String = read.iter().map(|page| bare(page)).collect();
            let title = format!("print-pregnancy-title-{}", country.code());
            for key in [
                title.as_str(),
                "print-pregnancy-findings",
                "pregnancy-history-caesarean",
                "pregnancy-blood-missing",
                "pregnancy-upright-fundal",
                "pregnancy-upright-weight",
                "pregnancy-not-approved",
                "print-layout-unconfirmed",
            ] {
                let wanted = bare(&tr(lang, key, &[]));
                assert!(
                    whole.contains(&wanted),
                    "{country:?} {lang:?}: {key} in {whole}"
                );
            }
            let sign = tr(
                lang,
                "pregnancy-sign-preeclampsia",
                &[("pressure", "152/98"), ("protein", "1+")],
            );
            assert!(
                whole.contains(&bare(&sign)),
                "{country:?} {lang:?}: {sign} in {whole}"
            );
            let number = match country {
                Country::Kz => Some("077/у"),
                Country::Uz => Some("111"),
                Country::Ge => None,
            };
            if let Some(number) = number {
                let form = tr(lang, "print-form-number", &[("form", number)]);
                assert!(whole.contains(&bare(&form)), "{country:?} {lang:?}");
            }
        }
    }
}

#[test]
fn without_a_pregnancy_there_is_no_paper() {
    let (here, patient) = clinic(Role::Nurse);
    let what = PaperOf::Pregnancy { patient };
    let refused = fill::paper(
        &here.view(patient),
        here.house.place(),
        &what,
        None,
        NOW,
        300,
    );
    assert_eq!(refused.unwrap_err().code, "unknown-record");
}
