//! FHIR out and in: summaries of demo patients against the requirements of IPS 2.0.1, foreign bundles shown whole.

mod codes;
mod export;
mod foreign;
mod guide;
mod validators;

use std::sync::{Arc, OnceLock};

use feldsher::clock::FixedClock;
use feldsher::domain::card::CardView;
use feldsher::domain::country::Country;
use feldsher::domain::ids::DocId;
use feldsher::domain::lang::Lang;
use feldsher::ops::policy::{Scope, authorize, may};
use feldsher::ops::{House, SignedIn};
use feldsher::paths::DataFolder;
use feldsher::vault::slots::KdfCost;
use feldsher::worker::{ExportOf, demo, fill};
use serde_json::Value as Json;

/// 2026-11-22, 08:13 at the point.
const NOW: i64 = 1_795_317_200;
pub const OFFSET_MINUTES: i32 = 300;

/// A demo patient with the summary of the card.
pub struct Made {
    pub view: CardView,
    pub bundle: Json,
    /// Bundles of the visits that stand.
    pub visits: Vec<(DocId, Json)>,
}

/// 50 invented people of Kazakhstan, 20 each of Uzbekistan and Georgia. Made once.
pub fn village() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    MADE.get_or_init(|| {
        [
            (Country::Kz, Lang::Ru, 50),
            (Country::Uz, Lang::Uz, 20),
            (Country::Ge, Lang::Ka, 20),
        ]
        .into_iter()
        .flat_map(|(country, lang, count)| people(country, lang, count))
        .collect()
    })
}

fn people(country: Country, lang: Lang, count: u32) -> Vec<Made> {
    let folder = tempfile::tempdir().unwrap();
    let (house, me) = demo::make(
        &DataFolder::at(folder.path()),
        count,
        7,
        country,
        lang,
        Arc::new(FixedClock::at(NOW)),
        KdfCost::CHEAPEST,
        &mut |_| {},
    )
    .unwrap();
    let may = authorize::<may::Worklist>(&me.who, Scope::House).unwrap();
    let (_, visits) = house.worklist(&may, 0, i64::MAX).unwrap();
    let mut patients: Vec<DocId> = visits.into_iter().filter_map(|row| row.patient).collect();
    patients.sort();
    patients.dedup();
    patients
        .into_iter()
        .map(|patient| made(&house, &me, patient))
        .collect()
}

fn made(house: &House, me: &SignedIn, patient: DocId) -> Made {
    let may = authorize::<may::ReadCard>(&me.who, Scope::Patient(patient)).unwrap();
    let view = house.card(&may).unwrap();
    let bundle = bundle(house, &view, ExportOf::Summary { patient }, None);
    let visits = view
        .visits
        .iter()
        .filter(|visit| visit.withdrawn.is_none() && visit.amended_by.is_empty())
        .map(|visit| {
            let what = ExportOf::Visit {
                patient,
                visit: visit.id,
            };
            (visit.id, bundle_of(house, &view, what))
        })
        .collect();
    Made {
        view,
        bundle,
        visits,
    }
}

fn bundle_of(house: &House, view: &CardView, what: ExportOf) -> Json {
    bundle(house, view, what, None)
}

/// What the worker would write.
pub fn bundle(house: &House, view: &CardView, what: ExportOf, lang: Option<Lang>) -> Json {
    fill::bundle(view, house.place(), &what, lang, NOW, OFFSET_MINUTES).unwrap()
}

/// Every resource of a bundle.
pub fn resources(bundle: &Json) -> Vec<&Json> {
    let entries = bundle["entry"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    entries.iter().map(|entry| &entry["resource"]).collect()
}

pub fn of_type<'b>(bundle: &'b Json, kind: &str) -> Vec<&'b Json> {
    let mut all = resources(bundle);
    all.retain(|one| one["resourceType"] == kind);
    all
}

/// Every text of a JSON value with the name under which it stands.
pub fn texts<'j>(name: &'j str, value: &'j Json, out: &mut Vec<(&'j str, &'j str)>) {
    match value {
        Json::String(text) => out.push((name, text)),
        Json::Array(items) => items.iter().for_each(|item| texts(name, item, out)),
        Json::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| texts(name, value, out)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}
