//! What stands on the four papers, as plain data: discharge summary, visit note, prescription, referral.
//! Whoever knows the record fills these in; `print::papers` turns them into pages. Everything that may be
//! missing is an `Option` or an empty list, and the paper then says in words that it was not recorded.
//! Texts are in the patient's language already; codes (units, routes) are translated by the paper.

use chrono::{NaiveDate, NaiveDateTime};

use super::{
    allergy::Severity, country::Country, dates::PartialDate, identifiers::IdentifierKind,
    lang::Lang, number::Decimal, person::Sex,
};

/// What every paper knows.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperContext {
    /// Whose forms are followed.
    pub country: Country,
    /// The patient's language; labels and dates are written in it.
    pub lang: Lang,
    pub facility: Facility,
    pub patient: Patient,
    /// Number of this paper in the facility.
    pub number: Option<String>,
    /// Date of issue.
    pub issued: NaiveDate,
    /// A training vault: every page says so.
    pub training: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facility {
    pub name: String,
    pub department: Option<String>,
    /// Code of the institution in its national register.
    pub code: Option<String>,
    pub tax_number: Option<String>,
    /// Number, date and term in one line.
    pub licence: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Patient {
    pub family: String,
    pub given: Option<String>,
    pub patronymic: Option<String>,
    pub born: PartialDate,
    pub sex: Sex,
    pub numbers: Vec<PersonNumber>,
    /// Uzbekistan's medical number.
    pub med_id: Option<String>,
    pub card_number: Option<String>,
    pub citizenship: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub workplace: Option<String>,
    pub allergies: Allergies,
}

/// An identifier with its kind, which labels it on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonNumber {
    pub kind: IdentifierKind,
    pub value: String,
}

/// Four answers, so that an empty list never reads as "no allergies" (NHS CUI PAB-0064).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allergies {
    Known(Vec<Allergy>),
    NoneKnown { by: String, on: NaiveDate },
    NotRecorded,
    Unavailable,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allergy {
    pub agent: String,
    /// What happened; empty when it was not said.
    pub reactions: Vec<String>,
    pub severity: Severity,
    pub note: Option<String>,
    /// Another entry about the same allergy says something else, and nobody has settled it.
    pub disputed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clinician {
    pub name: String,
    /// Doctor, feldsher, speciality: in the paper's language.
    pub post: Option<String>,
    pub id: Option<String>,
}

/// A diagnosis with its code (ICD-10) when it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    pub code: Option<String>,
    pub title: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnoses {
    /// With which the patient was sent.
    pub referral: Option<Diagnosis>,
    /// One is usual; what was written as main stays main.
    pub main: Vec<Diagnosis>,
    pub complications: Vec<Diagnosis>,
    pub concomitant: Vec<Diagnosis>,
}

/// A number with its unit. `unit` is a code (`mg`, `ml`, `tablet` …, see `common-unit-…`); an unknown one is printed as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    pub value: Decimal,
    pub unit: String,
}

/// One medicine in one line (MEDi-051): name, brand, strength, form, dose, rate, duration, route, frequency.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Medicine {
    /// International name; printed in lower case (MEDi-002).
    pub generic: String,
    pub brand: Option<String>,
    /// As on the package: "125 mg/5 ml".
    pub strength: Option<String>,
    pub form: Option<String>,
    pub dose: Option<Amount>,
    /// The dose as it is measured off: 4.2 mL, 2 tablets.
    pub measured: Option<Amount>,
    /// It is near the dose, as near as a syringe or a tablet can give it.
    pub rounded: bool,
    pub rate: Option<String>,
    pub duration_days: Option<u32>,
    /// Code of the route (`oral`, see `common-route-…`) or a text.
    pub route: Option<String>,
    pub frequency: Option<String>,
    /// What the patient has to know.
    pub instructions: Option<String>,
}

/// One value of a laboratory.
#[derive(Debug, Clone, PartialEq)]
pub struct LabResult {
    pub on: Option<NaiveDate>,
    pub name: String,
    pub value: LabValue,
    pub normal: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum LabValue {
    Number(Amount),
    Text(String),
}

/// An examination, a consultation or an operation with its conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Study {
    pub on: Option<NaiveDate>,
    pub name: String,
    pub conclusion: Option<String>,
}

/// Discharge summary: Kazakhstan выписка, Uzbekistan form 027, Georgia IV-100/ა.
#[derive(Debug, Clone, PartialEq)]
pub struct Discharge {
    pub context: PaperContext,
    pub patient_type: Option<String>,
    pub referred_by: Option<String>,
    /// For whom the paper is meant.
    pub addressed_to: Option<String>,
    /// Application, sending to hospital, admission, discharge.
    pub applied: Option<NaiveDate>,
    pub sent: Option<NaiveDate>,
    pub admitted: Option<NaiveDate>,
    pub discharged: Option<NaiveDate>,
    pub bed_days: Option<u32>,
    pub diagnoses: Diagnoses,
    pub past_diseases: Option<String>,
    pub complaints: Option<String>,
    pub illness_history: Option<String>,
    pub life_history: Option<String>,
    pub examination: Option<String>,
    pub vitals: Vec<Vital>,
    pub labs: Vec<LabResult>,
    pub studies: Vec<Study>,
    pub consultations: Vec<Study>,
    pub course: Option<String>,
    pub treatment: Vec<Medicine>,
    pub operations: Vec<Study>,
    pub outcome: Option<String>,
    pub state_when_sent: Option<String>,
    pub state_at_discharge: Option<String>,
    pub advice: Advice,
    pub doctor: Option<Clinician>,
    /// Head of the department or of the institution.
    pub head: Option<Clinician>,
}

/// What the patient takes home.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Advice {
    pub text: Option<String>,
    pub medicines: Vec<Medicine>,
    pub regimen: Option<String>,
    pub diet: Option<String>,
    pub next_visit: Option<NaiveDate>,
    pub observation: Option<String>,
    /// Dispensary follow-up.
    pub follow_up: Option<String>,
    pub hospital: Option<String>,
    /// Sick leave, or ability to work.
    pub work: Option<String>,
}

/// One visit.
#[derive(Debug, Clone, PartialEq)]
pub struct VisitNote {
    pub context: PaperContext,
    /// What was written is a form with a paper of its own: its answers stand in its order instead of the note's parts.
    pub form: Option<FormPaper>,
    /// Local time of the visit.
    pub at: NaiveDateTime,
    pub place: Option<String>,
    pub reason: Option<String>,
    pub complaints: Option<String>,
    pub history: Option<String>,
    pub examination: Option<String>,
    pub vitals: Vec<Vital>,
    /// What else the form asked: label and answer, in the paper's language.
    pub more: Vec<(String, String)>,
    pub diagnoses: Diagnoses,
    pub plan: Option<String>,
    pub medicines: Vec<Medicine>,
    pub advice: Option<String>,
    pub next_visit: Option<NaiveDate>,
    pub sick_leave: Option<String>,
    pub clinician: Option<Clinician>,
    /// `None`: a draft; every page says that it is not signed.
    pub signed_at: Option<NaiveDateTime>,
    pub addenda: Vec<Addendum>,
}

/// The answers of a form in its own order, in the paper's language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormPaper {
    pub title: String,
    pub legal_act: Option<String>,
    /// Nobody has compared the layout with the official form.
    pub unconfirmed: bool,
    /// In the order of the form.
    pub parts: Vec<FormPart>,
    /// Who signs it by hand beside the clinician.
    pub signed_by: Vec<String>,
}

/// A part of a form on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormPart {
    /// Heading of a group, empty for none, and its fields as label and answer.
    Fields(String, Vec<(String, String)>),
    /// Here stand the diagnoses of the visit, under the heading of their group.
    Diagnoses(String),
    /// Here stand the medicines ordered, under the heading of their group.
    Medicines(String),
}

/// What a label is stuck on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelOf {
    /// A folder, a bed, a wrist.
    Patient,
    /// A tube or a jar: with room for what it is and when it was taken.
    Specimen,
}

/// What labels are printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelStock {
    /// One label of 57 × 32 mm, as printers of labels have them on a roll.
    Roll,
    /// A sheet of A4 with 24 labels of 70 × 37 mm.
    Sheet,
}

/// A measured value: the code names it (`weight`, `height`, `temperature`, `blood-pressure`, `pulse`,
/// `respiration`, `saturation`, `glucose`, `bmi`, `head-circumference`, see `print-vital-…`) or is a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Vital {
    pub code: String,
    pub value: VitalValue,
    /// The value before it, with its day.
    pub previous: Option<(VitalValue, NaiveDate)>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum VitalValue {
    Number(Amount),
    /// Systolic and diastolic, mmHg.
    Pressure(u32, u32),
}

/// A correction or completion of a signed visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addendum {
    pub at: NaiveDateTime,
    pub by: String,
    pub text: String,
}

/// One prescription blank.
#[derive(Debug, Clone, PartialEq)]
pub struct Prescription {
    pub context: PaperContext,
    /// Who pays, or that the medicine is controlled; `None` when nobody wrote it down.
    pub kind: Option<PrescriptionKind>,
    pub diagnosis: Option<Diagnosis>,
    /// Two on one blank are usual, one when it is controlled.
    pub items: Vec<PrescribedItem>,
    /// Weight in kilograms and the day of weighing.
    pub weight_kg: Option<(Decimal, NaiveDate)>,
    /// From the country's dated rule, never from this program's code.
    pub valid_until: Option<NaiveDate>,
    /// Who may collect the medicine for the patient.
    pub collector: Option<String>,
    pub prescriber: Option<Clinician>,
    /// Second signature, where it is required.
    pub countersigner: Option<Clinician>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrescriptionKind {
    Paid,
    /// Free or at a reduced price.
    Free,
    /// The law asks for a special blank, which this paper does not replace.
    Controlled,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PrescribedItem {
    pub medicine: Medicine,
    /// Latin name after "Rp."; the generic name stands there when it is missing.
    pub latin: Option<String>,
    pub daily_dose: Option<Amount>,
    /// "12 mg/kg × 8.4 kg = 101 mg", as the dose check wrote it.
    pub arithmetic: Option<String>,
    /// Whole units to dispense (D.t.d. N).
    pub quantity: Option<Amount>,
    pub packs: Option<u32>,
    pub substitution: Option<bool>,
    pub repeats: Option<u32>,
}

/// A referral to a specialist, an examination or a hospital.
#[derive(Debug, Clone, PartialEq)]
pub struct Referral {
    pub context: PaperContext,
    pub to_facility: Option<String>,
    pub to_specialist: Option<String>,
    pub urgency: Option<Urgency>,
    /// What is asked of the receiver.
    pub question: Option<String>,
    pub diagnoses: Diagnoses,
    pub complaints: Option<String>,
    pub history: Option<String>,
    pub examination: Option<String>,
    pub vitals: Vec<Vital>,
    pub labs: Vec<LabResult>,
    pub studies: Vec<Study>,
    pub medicines: Vec<Medicine>,
    /// What was given or done before sending.
    pub done: Option<String>,
    pub clinician: Option<Clinician>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    Planned,
    Urgent,
    Emergency,
}
