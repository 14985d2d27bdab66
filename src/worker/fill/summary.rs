//! What an international summary, or the bundle of one visit, is made from: the card and the words that other rooms have for its ids.

use serde_json::Value as Json;

use super::{Fill, Issuer, unknown};
use crate::clinical::Formulary;
use crate::domain::card::{CardView, standing};
use crate::domain::lang::Lang;
use crate::interop::{self, Source};
use crate::ops::Place;
use crate::print::papers::medicine_text;
use crate::worker::api::{ExportOf, Fault};
use crate::worker::pregnancy::followed;

/// The bundle that was asked for, in `lang` or the patient's language or the house's.
pub fn bundle(
    view: &CardView,
    place: &Place,
    what: &ExportOf,
    lang: Option<Lang>,
    now: i64,
    offset_minutes: i32,
) -> Result<Json, Fault> {
    let fill = Fill {
        view,
        place: Issuer::of(place),
        lang: lang.or(view.person.language).unwrap_or(place.lang),
        now,
        offset_minutes,
    };
    fill.same_person(what.patient())?;
    let source = fill.source();
    match what {
        ExportOf::Summary { .. } => Ok(interop::summary::summary(&source)),
        ExportOf::Visit { visit, .. } => {
            interop::visit::visit(&source, *visit).ok_or_else(|| unknown(*visit))
        }
    }
}

impl Fill<'_> {
    fn source(&self) -> Source<'_> {
        let view = self.view;
        let orders = standing(&view.prescriptions, None).map(|order| {
            let words = medicine_text(self.lang, &self.prescribed(&order.content));
            (order.id, words)
        });
        // Several codes are several uses of a substance: which one is meant, the record does not say.
        let atc = Formulary::builtin().medicines().filter_map(|one| {
            let [code] = &one.atc[..] else { return None };
            Some((one.id.clone(), code.clone()))
        });
        let today = self.local(self.now).date();
        let open = followed(view, self.place.country, today, self.offset_minutes)
            .filter(|followed| followed.entry.content.is_open() && !followed.is_disputed);
        Source {
            view,
            clinic: self.place.clinic,
            facility: self.place.facility,
            country: self.place.country,
            device: self.place.device,
            training: self.place.demo,
            lang: self.lang,
            now: self.now,
            offset_minutes: self.offset_minutes,
            atc: atc.collect(),
            orders: orders.collect(),
            due: open
                .and_then(|followed| followed.dated.ok())
                .map(|dated| dated.due),
        }
    }
}
