//! Forms that others wrote, filled in on the screen by keyboard alone: every field answered, kept, opened again and signed.

use std::collections::BTreeMap;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use feldsher::domain::country::Country;
use feldsher::domain::lang::Lang;
use feldsher::domain::role::Role;
use feldsher::forms::{Form, FormSet, Item, Kind, VISIT, builtin};
use feldsher::i18n::tr;
use feldsher::ui::screens::Route;
use feldsher::ui::screens::visit::VisitState;
use feldsher::worker::{Op, PaperOf};

use super::fixture::{child, id};
use super::stage::{Hands as _, Stage, stage};
use crate::ui::keys::Keys as _;
use crate::ui::shoot;

/// A form file in the place of the visit's form.
fn as_visit(text: &str) -> &'static FormSet {
    let mut json: serde_json::Value = serde_json::from_str(text).unwrap();
    json["url"] = VISIT.into();
    json["version"] = "99".into();
    let site = vec![("site.json".to_owned(), json.to_string())];
    let (forms, mistakes) = FormSet::load(builtin(), site);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    Box::leak(Box::new(forms))
}

fn at_form(forms: &'static FormSet) -> Harness<'static, Stage> {
    let mut h = stage(Role::Doctor, Lang::Ru, vec![child()]);
    h.open(id(10));
    h.state_mut().app.screens.visit = VisitState::with_forms(forms);
    h.press(Key::F4);
    h.run_steps(4);
    h
}

fn kept(h: &Harness<'static, Stage>) -> BTreeMap<String, String> {
    let saved = h
        .state()
        .saved
        .last()
        .map(|draft| draft.visit.answers.clone());
    saved.unwrap_or_default()
}

/// Answers one field by its label; what the record must keep of it.
fn answer(h: &mut Harness<'static, Stage>, item: &Item) -> Option<String> {
    let label = item.text(Lang::Ru).to_owned();
    let option = |at: usize| {
        item.options
            .get(at)
            .map(|o| (o.text.plain.clone(), o.answer.encode()))
    };
    let mut write = |text: &str| {
        h.tab_to(&label);
        h.chord(Modifiers::COMMAND, Key::A);
        h.typed(text);
    };
    let line = match item.kind {
        Kind::Group | Kind::Display => return None,
        Kind::String | Kind::Text => {
            write("слова");
            "t:слова".to_owned()
        }
        Kind::Url => {
            write("https://example.org");
            "t:https://example.org".to_owned()
        }
        Kind::Integer => {
            write("3");
            "n:3".to_owned()
        }
        Kind::Decimal => {
            write("1,5");
            "n:1.5".to_owned()
        }
        Kind::Quantity => {
            write("12");
            format!(
                "q:12|{}",
                item.units.first().map_or("", |u| u.code.as_str())
            )
        }
        Kind::Date => {
            write("20.11.2026");
            "d:2026-11-20".to_owned()
        }
        Kind::DateTime => {
            write("20.11.2026 9:05");
            "m:2026-11-20T09:05".to_owned()
        }
        Kind::Time => {
            write("0905");
            "h:09:05".to_owned()
        }
        Kind::Boolean => {
            h.pick(&label, "Да");
            "b:true".to_owned()
        }
        Kind::Choice | Kind::OpenChoice if item.repeats => {
            let (first, second) = (option(0)?, option(1));
            let initial = |line: &str| item.initial.iter().any(|a| a.encode() == line);
            for (words, line) in std::iter::once(&first).chain(&second) {
                if !initial(line) {
                    assert!(h.tick_unticked(words), "{words}");
                }
            }
            let proposed = item.options.iter().skip(2).map(|o| o.answer.encode());
            let proposed = proposed.filter(|line| initial(line));
            let all = std::iter::once(first.1)
                .chain(second.map(|s| s.1))
                .chain(proposed);
            all.collect::<Vec<_>>().join("\n")
        }
        Kind::Choice | Kind::OpenChoice => {
            let (words, line) = option(0)?;
            h.pick(&label, &words);
            line
        }
    };
    // On, so that another field with the same words is another field.
    h.press(Key::Tab);
    Some(line)
}

fn fill(h: &mut Harness<'static, Stage>, form: &Form) -> BTreeMap<String, String> {
    let mut expected = BTreeMap::new();
    for item in form.all_items() {
        if item.hidden || item.is_computed() {
            // A hidden answer is the one that the form has.
            let all: Vec<String> = item
                .initial
                .iter()
                .map(feldsher::forms::Answer::encode)
                .collect();
            if !all.is_empty() {
                expected.insert(item.link_id.clone(), all.join("\n"));
            }
            continue;
        }
        if let Some(line) = answer(h, item) {
            expected.insert(item.link_id.clone(), line);
        }
    }
    expected
}

#[test]
fn forms_of_others_are_filled_in_kept_and_signed_by_keyboard() {
    let Some(folder) = crate::form_files::foreign_forms() else {
        return;
    };
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.sort();
    let mut filled = 0;
    for path in names {
        let text = std::fs::read_to_string(&path).unwrap();
        if Form::parse(&text, "form").is_err() {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        println!("{name}");
        let forms = as_visit(&text);
        let form = forms.current(VISIT).unwrap();
        let mut h = at_form(forms);
        let expected = fill(&mut h, form);
        h.run_steps(60);
        assert_eq!(kept(&h), expected, "{name}");

        // Left and taken up again, nothing is otherwise, byte for byte.
        h.press(Key::Escape);
        h.press(Key::Escape);
        let draft = h.state().cards[&id(10)].drafts.last().unwrap().id;
        h.state_mut().app.screens.visit = VisitState::with_forms(forms);
        h.go(Route::Visit { draft: Some(draft) });
        h.run_steps(4);
        h.chord(Modifiers::COMMAND, Key::Enter);
        h.run_steps(10);
        let signed = h
            .state()
            .ops
            .iter()
            .any(|op| matches!(op, Op::SignVisit { .. }));
        assert!(signed, "{name} is not signed: {:?}", h.state().log);
        let visit = &h.state().cards[&id(10)].visits[0];
        assert_eq!(visit.content.answers, expected, "{name}");
        filled += 1;
    }
    assert!(filled >= 15, "only {filled} could be filled in");
}

#[test]
fn a_group_gets_another_repetition_and_loses_one() {
    let forms = as_visit(
        r#"{"resourceType": "Questionnaire", "item": [{"linkId": "g", "type": "group", "repeats": true, "text": "Ребёнок", "item": [
            {"linkId": "name", "type": "string", "text": "Имя"}, {"linkId": "ill", "type": "boolean", "text": "Болен"}]},
            {"linkId": "photo", "type": "attachment", "text": "Фото"}]}"#,
    );
    let mut h = at_form(forms);
    assert!(h.sees("Фото: программа не может это спросить"));
    h.write("Имя", "Айша");
    for name in ["Болат", "Сәуле"] {
        h.tab_to("Добавить ещё: Ребёнок");
        h.press(Key::Enter);
        h.run_steps(3);
        // Round to the new one: it is the last of its name.
        for _ in 0..2 {
            h.press(Key::Tab);
        }
        while h.focused().as_deref() != Some("Имя") || h.sees_typed() {
            h.press(Key::Tab);
        }
        h.typed(name);
    }
    h.run_steps(60);
    let want = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    };
    assert_eq!(
        kept(&h),
        want(&[
            ("name", "t:Айша"),
            ("name 2", "t:Болат"),
            ("name 3", "t:Сәуле")
        ])
    );
    assert!(h.sees("Ребёнок 3"));
    h.tab_to("Убрать: Ребёнок 2");
    h.press(Key::Enter);
    h.run_steps(60);
    assert_eq!(kept(&h), want(&[("name", "t:Айша"), ("name 2", "t:Сәуле")]));
    assert!(!h.sees("Ребёнок 3"));
}

/// The home visit of a newborn: found by its number, written, kept under its own form, signed, and led to its own paper.
#[test]
fn a_national_form_is_chosen_by_its_number() {
    const NEWBORN: &str = "urn:feldsher:form:kz-052u-1";
    let mut h = stage(Role::Doctor, Lang::Ru, vec![child()]);
    h.open(id(10));
    h.tab_to("Другая форма");
    h.press(Key::Enter);
    h.run_steps(4);
    assert!(h.sees("расположение полей не сверено"));
    h.tab_to("Номер или название формы");
    h.typed("052 патронаж");
    h.press(Key::ArrowDown);
    h.press(Key::Enter);
    h.run_steps(20);
    let draft = h.state().saved.last().unwrap().visit.clone();
    assert_eq!(
        (draft.form.as_str(), draft.form_version.as_str()),
        (NEWBORN, "1.0")
    );
    assert!(h.sees("патронаж новорождённого"), "the head names the form");
    h.write("Масса тела", "3,4");
    h.write("Рост", "51");
    h.write("Роднички", "не выбухают");
    h.pick("Рефлекс Моро", "Да");
    h.run_steps(80);
    let kept = kept(&h);
    assert_eq!(
        kept.get("bmi").map(String::as_str),
        Some("n:13.1"),
        "{kept:?}"
    );
    assert_eq!(kept.get("weight").map(String::as_str), Some("q:3.4|kg"));
    assert_eq!(kept.get("moro").map(String::as_str), Some("b:true"));
    h.chord(Modifiers::COMMAND, Key::Enter);
    h.run_steps(10);
    h.chord(Modifiers::COMMAND, Key::Enter);
    h.run_steps(10);
    assert!(
        h.state()
            .ops
            .iter()
            .any(|op| matches!(op, Op::SignVisit { .. }))
    );
    h.chord(Modifiers::COMMAND, Key::P);
    let route = &h.state().app.route;
    let own = matches!(route, Route::Preview(what) if matches!(**what, PaperOf::Visit { .. }));
    assert!(own, "{route:?}");
}

#[test]
fn every_form_of_kazakhstan_opens_from_the_list() {
    open_from_the_list(Country::Kz, [Lang::Ru, Lang::Kk]);
}

#[test]
fn every_form_of_uzbekistan_opens_from_the_list() {
    open_from_the_list(Country::Uz, [Lang::Uz, Lang::Ru]);
}

#[test]
fn every_form_of_georgia_opens_from_the_list() {
    open_from_the_list(Country::Ge, [Lang::Ka, Lang::En]);
}

/// Each form of the country is found by its title, opens as a draft of its own, and is whole on the screen.
fn open_from_the_list(country: Country, langs: [Lang; 2]) {
    let national = FormSet::in_force().for_country(country);
    let national: Vec<&Form> = national
        .into_iter()
        .filter(|form| form.countries == [country])
        .collect();
    assert!(national.len() > 1);
    for (number, form) in national.into_iter().enumerate() {
        let lang = langs[number % 2];
        let mut h = stage(Role::Doctor, lang, vec![child()]);
        h.state_mut().app.model.session.as_mut().unwrap().country = country;
        h.open(id(10));
        h.tab_to(tr(lang, "card-form-other", &[]).trim_end_matches('…'));
        h.press(Key::Enter);
        h.run_steps(4);
        h.tab_to(&tr(lang, "card-form-search", &[]));
        if number < 2 {
            shoot(&mut h, &format!("form-list-{}", lang.code()));
        }
        h.typed(form.title(lang));
        h.run_steps(4);
        h.press(Key::ArrowDown);
        h.press(Key::Enter);
        h.run_steps(20);
        let draft = h.state().saved.last().unwrap().visit.clone();
        assert_eq!(
            (draft.form, draft.form_version),
            (form.url.clone(), form.version.clone())
        );
        assert!(h.sees(form.title(lang)), "the head names the form");
        let first = form
            .items
            .iter()
            .find(|item| item.kind != Kind::Group && item.asks() && !item.hidden);
        if let Some(first) = first {
            assert!(
                h.sees(first.text(lang)),
                "{} in {}",
                first.link_id,
                form.url
            );
        }
        let name = form.url.rsplit(':').next().unwrap();
        shoot(&mut h, &format!("form-{name}-{}", lang.code()));
    }
}

trait Typed {
    /// The field with the keyboard has words in it.
    fn sees_typed(&self) -> bool;
}

impl Typed for Harness<'static, Stage> {
    fn sees_typed(&self) -> bool {
        use egui_kittest::kittest::NodeT as _;
        self.root()
            .children_recursive()
            .find(|n| n.accesskit_node().is_focused())
            .is_some_and(|n| n.accesskit_node().value().is_some_and(|v| !v.is_empty()))
    }
}
