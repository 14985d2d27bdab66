//! The pictures of the help: real screens with invented people, small. `FELDSHER_WRITE=1 cargo nextest run pictures_of_the_help` draws
//! them anew into `assets/help/pictures`; then look at them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use egui::vec2;
use feldsher::domain::lang::Lang;
use feldsher::i18n::help::{Block, topics};
use feldsher::ui::screens::help_picture::bytes;
use feldsher::ui::settings::Colours;

use super::{Scene, cards, door, lists, turn, work};

/// Which scene a picture shows.
const SHOWN: [(&str, &str); 13] = [
    ("find", "search-results"),
    ("register", "registration-duplicate"),
    ("visit", "visit-values"),
    ("prescribe", "prescribe-outside"),
    ("give", "give"),
    ("vaccinate", "recall-vaccination"),
    ("card", "card-child"),
    ("forms", "form-choice"),
    ("print", "paper-prescription"),
    ("sync", "sync"),
    ("trouble", "conflicts"),
    ("passwords", "sign-in"),
    ("looks", "settings"),
];

/// Pixels: of the window that is drawn, and of the picture.
const WINDOW: (u32, u32) = (1024, 600);
/// What a screen under test has around it, transparent.
const MARGIN: u32 = 8;
const DRAWN: (u32, u32) = (WINDOW.0 + 2 * MARGIN, WINDOW.1 + 2 * MARGIN);
const WIDTH: u32 = 640;
const HEIGHT: u32 = 375;
/// Bytes of one picture and of all of them.
const MOST: usize = 40_000;
const MOST_ALL: usize = 3_000_000;
/// Colours of a picture.
const COLOURS: usize = 24;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help/pictures")
}

fn scene(name: &str) -> &'static Scene {
    let all = [
        &door::SCENES[..],
        &lists::SCENES[..],
        &cards::SCENES[..],
        &work::SCENES[..],
    ];
    let found = all.into_iter().flatten().find(|scene| scene.name == name);
    found.unwrap_or_else(|| panic!("no scene {name}"))
}

#[test]
fn pictures_of_the_help_are_small_and_there() {
    if std::env::var_os("FELDSHER_WRITE").is_some() {
        for (name, of) in SHOWN {
            write(name, scene(of));
        }
        return;
    }
    let mut total = 0;
    for lang in Lang::ALL {
        for topic in topics(lang) {
            for block in &topic.blocks {
                let Block::Picture(name) = block else {
                    continue;
                };
                assert!(SHOWN.iter().any(|(n, _)| n == name), "{name} shows nothing");
                let file = format!("{}-{name}", lang.code());
                let Some(png) = bytes(&file) else {
                    panic!("{file}.png is missing: FELDSHER_WRITE=1 draws it");
                };
                assert!(png.len() <= MOST, "{file}: {} bytes", png.len());
                let size = size_of(png);
                assert_eq!(size, (WIDTH, HEIGHT), "{file}");
                total += png.len();
            }
        }
    }
    assert!(total <= MOST_ALL, "{total} bytes");
    let files = std::fs::read_dir(folder()).unwrap().count();
    assert_eq!(
        files,
        SHOWN.len() * Lang::ALL.len(),
        "pictures that no topic shows"
    );
}

/// Width and height, from the head of the file.
fn size_of(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

fn write(name: &str, scene: &Scene) {
    let mut h = (scene.reach)();
    std::fs::create_dir_all(folder()).unwrap();
    for lang in Lang::ALL {
        let size = vec2(DRAWN.0 as f32, DRAWN.1 as f32);
        turn(&mut h, lang, Colours::Light, size, 1.0);
        let drawn = h.render().unwrap();
        let rgba = drawn.as_raw();
        assert_eq!((drawn.width(), drawn.height()), DRAWN);
        let small = shrink(rgba);
        let png = encode(&small);
        let file = folder().join(format!("{}-{name}.png", lang.code()));
        std::fs::write(file, png).unwrap();
    }
}

/// Every pixel the mean of the area that it covers.
fn shrink(rgba: &[u8]) -> Vec<[u8; 3]> {
    let scale = f64::from(WINDOW.0) / f64::from(WIDTH);
    let mut small = Vec::with_capacity((WIDTH * HEIGHT) as usize);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (left, top) = (f64::from(x) * scale, f64::from(y) * scale);
            let (right, bottom) = (left + scale, top + scale);
            let (mut sum, mut area) = ([0.0; 3], 0.0);
            for sy in top as u32..(bottom.ceil() as u32).min(WINDOW.1) {
                for sx in left as u32..(right.ceil() as u32).min(WINDOW.0) {
                    let share = |low: f64, high: f64, at: u32| {
                        high.min(f64::from(at) + 1.0) - low.max(f64::from(at))
                    };
                    let weight = share(left, right, sx) * share(top, bottom, sy);
                    let at = (((sy + MARGIN) * DRAWN.0 + sx + MARGIN) * 4) as usize;
                    for (channel, value) in sum.iter_mut().zip(&rgba[at..at + 3]) {
                        *channel += weight * f64::from(*value);
                    }
                    area += weight;
                }
            }
            small.push(sum.map(|channel| (channel / area).round() as u8));
        }
    }
    small
}

/// A PNG of few colours: those that most pixels have, each other one as the nearest of them.
fn encode(pixels: &[[u8; 3]]) -> Vec<u8> {
    let mut bins: BTreeMap<[u8; 3], (u64, [u64; 3])> = BTreeMap::new();
    for pixel in pixels {
        let bin = bins.entry(pixel.map(|c| c / 24)).or_default();
        bin.0 += 1;
        for (sum, channel) in bin.1.iter_mut().zip(pixel) {
            *sum += u64::from(*channel);
        }
    }
    let mut all: Vec<(u64, [u64; 3])> = bins.into_values().collect();
    all.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    all.truncate(COLOURS);
    let palette: Vec<[u8; 3]> = all
        .iter()
        .map(|(count, sums)| sums.map(|sum| (sum / count) as u8))
        .collect();
    let distance = |a: &[u8; 3], b: &[u8; 3]| -> i32 {
        let each = a.iter().zip(b).map(|(a, b)| i32::from(*a) - i32::from(*b));
        each.map(|d| d * d).sum()
    };
    let nearest = |pixel: &[u8; 3]| -> u8 {
        let indices = 0..palette.len();
        let best = indices.min_by_key(|at| distance(&palette[*at], pixel));
        u8::try_from(best.unwrap_or(0)).unwrap()
    };
    let indices: Vec<u8> = pixels.iter().map(nearest).collect();
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&indices).unwrap();
    writer.finish().unwrap();
    png
}
