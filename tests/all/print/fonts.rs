//! Every letter the program ships has a glyph in its fonts.

use std::{collections::BTreeSet, fs, path::Path};

use feldsher::print::fonts::face_of;

/// The letters of the five alphabets, and the signs of clinical text.
const ALPHABETS: [(&str, &str); 7] = [
    (
        "Russian",
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    ),
    ("Kazakh", "әғқңөұүһіӘҒҚҢӨҰҮҺІ"),
    (
        "Uzbek",
        "abcdefghijklmnopqrstuvwxyzʻʼABCDEFGHIJKLMNOPQRSTUVWXYZşçöğŞÇÖĞўқғҳЎҚҒҲ",
    ),
    ("Georgian", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"),
    ("Kazakh Latin", "äñūıİÄÑŪáǵńóúýÁǴŃÓÚÝ"),
    ("Kyrgyz and Tajik", "ӣӯҷӢӮҶ"),
    (
        "signs",
        "0123456789 \u{a0}\u{2009}\u{202f}.,;:!?()[]«»“”„‘’\"'-\u{2011}–—…·•№°²³½±×÷≥≤→←↑↓−✓≈≠%‰/\\+=<>&@#*§₸₾₽€$µΔ₂⁹",
    ),
];

#[test]
fn every_shipped_letter_has_a_glyph() {
    let mut letters: BTreeSet<(char, String)> = BTreeSet::new();
    for (name, alphabet) in ALPHABETS {
        letters.extend(alphabet.chars().map(|letter| (letter, name.to_owned())));
    }
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let mut files = 0;
    for folder in ["locales", "codes", "papers"] {
        collect(&assets.join(folder), &mut letters, &mut files);
    }
    assert!(files >= 10, "only {files} text files were found");
    let missing: Vec<_> = letters
        .iter()
        .filter(|(letter, _)| !letter.is_control())
        .filter(|(letter, _)| face_of(*letter, false).is_none() || face_of(*letter, true).is_none())
        .map(|(letter, at)| format!("U+{:04X} {letter} in {at}", u32::from(*letter)))
        .collect();
    assert!(missing.is_empty(), "no glyph for:\n{}", missing.join("\n"));
}

fn collect(folder: &Path, letters: &mut BTreeSet<(char, String)>, files: &mut usize) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, letters, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            *files += 1;
            let at = path.file_name().unwrap().to_string_lossy().into_owned();
            letters.extend(
                text.chars()
                    .filter(|letter| *letter != '\u{feff}')
                    .map(|letter| (letter, at.clone())),
            );
        }
    }
}
