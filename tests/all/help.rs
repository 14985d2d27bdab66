//! The help cannot lie: all languages say the same, with the keys and the words that the program really has.

use std::collections::BTreeSet;

use feldsher::domain::lang::Lang;
use feldsher::i18n;
use feldsher::i18n::help::{Block, Line, Piece, topics};
use feldsher::ui::command::Command;
use feldsher::ui::screens::help::{found, topic_of};

use crate::print::read_back::{bare, sound};

/// Keys that no command has: they belong to fields and lists.
const PLAIN: [&str; 4] = ["Tab", "Enter", "Esc", "↓"];

/// Buttons with words of their own that obey the key of a command, and where.
const BUTTONS: [(&str, Command, &str); 4] = [
    ("screen-register-act", Command::Sign, "registration/mod.rs"),
    ("give-do", Command::Sign, "give.rs"),
    ("card-rx-add", Command::SaveDraft, "prescribe.rs"),
    ("common-print", Command::Print, "preview.rs"),
];

/// A topic has at most so many lines, pictures not counted: who needs help reads no chapter.
const LINES: usize = 12;

fn lines(blocks: &[Block]) -> impl Iterator<Item = &Line> {
    blocks.iter().filter_map(|block| match block {
        Block::Heading(line) | Block::Text(line) | Block::Step(_, line) => Some(line),
        Block::Picture(_) | Block::Keys => None,
    })
}

/// What a line is made of, without its language: keys and messages, whatever their order in the sentence.
fn shape(block: &Block) -> String {
    let marks = |line: &Line| -> BTreeSet<String> {
        let marks = line.0.iter().filter_map(|piece| match piece {
            Piece::Key(key) => Some(format!("`{key}`")),
            Piece::Said(message) => Some(format!("{{{message}}}")),
            Piece::Text(_) => None,
        });
        marks.collect()
    };
    match block {
        Block::Heading(line) => format!("heading {:?}", marks(line)),
        Block::Text(line) => format!("text {:?}", marks(line)),
        Block::Step(number, line) => format!("step {number} {:?}", marks(line)),
        Block::Picture(name) => format!("picture {name}"),
        Block::Keys => "keys".to_owned(),
    }
}

#[test]
fn the_help_says_the_same_in_five_languages() {
    let english = topics(Lang::En);
    assert!(english.len() >= 14, "{} topics", english.len());
    for lang in Lang::ALL {
        let own = topics(lang);
        let ids = |all: &[i18n::help::Topic]| all.iter().map(|t| t.id).collect::<Vec<_>>();
        assert_eq!(ids(own), ids(english), "{}", lang.code());
        for (topic, model) in own.iter().zip(english) {
            let at = format!("{} {}", lang.code(), topic.id);
            assert!(!topic.title.is_empty(), "{at}");
            let shapes = |blocks: &[Block]| blocks.iter().map(shape).collect::<Vec<_>>();
            assert_eq!(shapes(&topic.blocks), shapes(&model.blocks), "{at}");
            assert!(lines(&topic.blocks).count() <= LINES, "{at} is too long");
            let mut last = 0;
            for block in &topic.blocks {
                match block {
                    Block::Step(number, _) => {
                        assert_eq!(*number, last + 1, "{at}: steps are counted");
                        last = *number;
                    }
                    Block::Heading(_) => last = 0,
                    Block::Text(_) | Block::Picture(_) | Block::Keys => {}
                }
            }
        }
    }
}

#[test]
fn every_key_and_every_word_of_the_help_is_on_the_screen() {
    let mut wrong = Vec::new();
    let mut keys = 0;
    for lang in Lang::ALL {
        for topic in topics(lang) {
            for line in lines(&topic.blocks) {
                let at = format!("{} {}: {}", lang.code(), topic.id, line.text(lang));
                let mut before = None;
                for piece in &line.0 {
                    match piece {
                        Piece::Said(message) => {
                            before = Some(*message);
                            if let Err(errors) = i18n::try_tr(lang, message, 1, &[]) {
                                wrong.push(format!("{at}: {errors:?}"));
                            }
                        }
                        Piece::Key(key) => {
                            keys += 1;
                            if let Some(fault) = fault_of(key, before.take()) {
                                wrong.push(format!("{at}: {fault}"));
                            }
                        }
                        Piece::Text(text) if text.trim().is_empty() => {}
                        Piece::Text(text) => {
                            before = None;
                            if text.contains(['`', '{', '}']) {
                                wrong.push(format!("{at}: something is not closed"));
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(keys > 100, "{keys} keys were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Why this key is wrong after these words.
fn fault_of(key: &str, words: Option<&str>) -> Option<String> {
    let command_of = |words: &str| {
        let own = Command::ALL.into_iter().find(|c| c.name_key() == words);
        own.or_else(|| {
            let button = BUTTONS.iter().find(|(message, _, _)| *message == words);
            button.map(|(_, command, _)| *command)
        })
    };
    match words.and_then(command_of) {
        Some(command) if command.keys() == key => None,
        Some(command) => Some(format!("the key of {command:?} is {:?}", command.keys())),
        None if PLAIN.contains(&key) => None,
        None => Some(format!("{key} does not follow the words of its command")),
    }
}

#[test]
fn a_wrong_key_of_the_help_is_found() {
    assert_eq!(fault_of("Ctrl+Enter", Some("ui-command-sign")), None);
    assert_eq!(fault_of("Enter", None), None);
    assert!(fault_of("F4", Some("ui-command-sign")).is_some());
    assert!(fault_of("F4", None).is_some());
    assert!(fault_of("F9", Some("give-do")).is_some());
}

/// The words of a button stand in the file that gives it the key.
#[test]
fn buttons_of_the_help_obey_their_keys() {
    for (message, command, file) in BUTTONS {
        let path = format!("{}/src/ui/screens/{file}", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(&path).unwrap();
        assert!(source.contains(&format!("\"{message}\"")), "{message}");
        assert!(
            source.contains(&format!("Command::{command:?}.keys()")),
            "{message} {command:?}"
        );
    }
}

/// Whatever the letters: as in the search for patients.
#[test]
fn the_search_of_the_help_ignores_script_and_marks() {
    for (lang, typed, topic) in [
        (Lang::En, "vaccin", "vaccinate"),
        (Lang::Ru, "назначить", "prescribe"),
        (Lang::Ru, "naznachit", "prescribe"),
        (Lang::Kk, "каралуды жазу", "visit"),
        (Lang::Uz, "royxatga olish", "register"),
        (Lang::Uz, "emlash", "vaccinate"),
        (Lang::Ka, "vizitis chatsera", "visit"),
        (Lang::Ka, "პაროლ", "passwords"),
    ] {
        let all = found(lang, typed);
        assert_eq!(
            all.first().map(|t| t.id),
            Some(topic),
            "{} {typed}: {:?}",
            lang.code(),
            all.iter().map(|t| t.id).collect::<Vec<_>>()
        );
    }
    // A key is found by its name, and the words of a button by those of the screen.
    assert!(
        found(Lang::Ru, "ctrl+enter")
            .iter()
            .any(|t| t.id == "visit")
    );
    assert!(found(Lang::Ru, "на флешку").iter().any(|t| t.id == "sync"));
    assert!(found(Lang::Ru, "ксилофон").is_empty());
    assert_eq!(found(Lang::Ru, " ").len(), topics(Lang::Ru).len());
}

/// One page, in every language, with every line of the first day and each of its keys.
#[test]
fn the_quick_start_is_one_page() {
    for lang in Lang::ALL {
        let paper = feldsher::print::papers::quick_start(lang);
        let pages = sound(&format!("quickstart-{}", lang.code()), &paper);
        assert_eq!(pages.len(), 1, "{}", lang.code());
        let text = bare(&pages.concat());
        let first = i18n::help::topic(lang, "first-day").unwrap();
        let mut keys = 0;
        for line in lines(&first.blocks) {
            for piece in &line.0 {
                let wanted = match piece {
                    Piece::Text(text) => (*text).to_owned(),
                    Piece::Said(message) => i18n::help::said(lang, message),
                    Piece::Key(key) => {
                        keys += 1;
                        (*key).to_owned()
                    }
                };
                let wanted = bare(&wanted);
                assert!(text.contains(&wanted), "{} {wanted}: {text}", lang.code());
            }
        }
        assert!(keys >= 10, "{keys}");
        for message in [
            "finding-verdict-cannot-check",
            "screen-sync-stable",
            "help-quick-who",
        ] {
            let wanted = bare(&i18n::tr(lang, message, &[]));
            assert!(text.contains(&wanted), "{} {wanted}", lang.code());
        }
    }
}

#[test]
fn every_screen_has_its_topic() {
    use feldsher::ui::model::Phase;
    use feldsher::ui::screens::Route;
    for route in [
        Route::Worklist,
        Route::Search,
        Route::Registration,
        Route::Conflicts,
        Route::Proposals,
        Route::Recall,
        Route::Round,
        Route::Reviews,
        Route::Rules,
        Route::Sync,
        Route::Users,
        Route::AccessLog,
        Route::Settings,
        Route::Card,
        Route::Visit { draft: None },
        Route::Prescribe,
    ] {
        let id = topic_of(&Phase::Open, &route);
        assert!(i18n::help::topic(Lang::En, id).is_some(), "{route:?}: {id}");
    }
    assert_eq!(topic_of(&Phase::Locked, &Route::Card), "passwords");
}
