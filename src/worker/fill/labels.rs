//! Labels, and the form that goes to the laboratory with a specimen.

use super::Fill;
use crate::domain::ids::DocId;
use crate::domain::paper::{LabelOf, LabelStock};
use crate::forms::{FormSet, Kind};
use crate::print::papers::{LabelSheet, LaboratorySheet, TestGroup};

/// The form of a laboratory's results: its questions are the tests that can be asked for.
const RESULTS: &str = "urn:feldsher:form:uz-130";

impl Fill<'_> {
    pub(super) fn labels(&self, of: LabelOf, on: LabelStock) -> LabelSheet {
        LabelSheet {
            context: self.context(None),
            of,
            on,
            card: DocId::number(self.view.patient),
        }
    }

    pub(super) fn laboratory(&self) -> LaboratorySheet {
        let form = FormSet::in_force().current(RESULTS);
        let groups = form.map_or(&[][..], |form| &form.items).iter();
        let groups = groups.map(|group| {
            let tests = group.items.iter();
            // What has a unit, a number or a scale is a test; texts and days are about the order.
            let tests = tests.filter(|item| match item.kind {
                Kind::Quantity | Kind::Decimal | Kind::Integer => true,
                Kind::Choice => !ABOUT_ORDER.contains(&item.link_id.as_str()),
                Kind::String => group.link_id == "urine",
                _ => false,
            });
            TestGroup {
                title: group.text.get(self.lang).to_owned(),
                tests: tests
                    .map(|item| {
                        let unit = item.units.first();
                        let unit = unit.map_or("", |unit| unit.text.get(self.lang));
                        (item.text.get(self.lang).to_owned(), unit.to_owned())
                    })
                    .collect(),
            }
        });
        LaboratorySheet {
            context: self.context(Some(self.view.patient)),
            diagnoses: self.last_diagnoses(),
            groups: groups.filter(|group| !group.tests.is_empty()).collect(),
            unconfirmed: true,
        }
    }
}

/// A choice of the form that is not a result.
const ABOUT_ORDER: [&str; 1] = ["specimen"];
