# Words on papers. The same keys stand in all five languages.

# Every page
print-page-of = page { $page } of { $pages }
print-continued = { $label } (continued)
print-not-recorded = not recorded
print-training-mark = TRAINING PAPER, not a real document
print-layout-unconfirmed = The order of the fields has not yet been compared with the official form
print-form-number = Form { $form }
print-number-and-date = No. { $number }, { $date }
print-more = Also recorded
print-signature = signature, stamp
print-signature-by-hand = signature
print-signed-at = Signed { $date }, { $time }
print-date-and-time = { $date }, { $time }
print-clinician-id = ID { $id }

# Who the patient is
print-id-born = born
print-id-sex = sex
print-id-card = card No.
print-id-passport = passport
print-id-id-card = identity card
print-id-birth-certificate = birth certificate
print-id-med-id = Med ID
print-id-temporary = temporary number
print-id-no-number = national number not recorded
print-sex-unknown = not recorded

# Allergies: four answers, never an empty line
print-allergy-label = Allergies
print-allergy-none-known = no allergy found when asked ({ $by }, { $date })
print-allergy-not-recorded = nobody has asked yet: not recorded
print-allergy-unavailable = the record could not be reached: unknown
print-allergy-no-reaction = reaction not recorded

# Medicines
print-dose-label = DOSE
print-dose-missing = dose not recorded

# Titles
print-discharge-title-kz = Discharge summary
print-discharge-title-uz = Extract from the patient’s medical record
print-discharge-title-ge = Certificate of health status
print-discharge-subtitle-kz = Extract from the medical record
print-visit-title = Visit note
print-prescription-title = Prescription
print-referral-title = Referral

# Fields of the discharge summary
print-item-institution = Institution
print-item-institution-code = Code of the institution
print-item-department = Department
print-item-record-number = Record number
print-item-patient-type = Kind of patient
print-item-name = Family name, name, father’s name
print-item-tax-number = Tax number
print-item-licence = Licence
print-item-med-id = Med ID
print-item-passport = Passport, series and number
print-item-other-numbers = Other documents
print-item-born = Date of birth
print-item-sex = Sex
print-item-citizenship = Citizenship
print-item-address = Address
print-item-phone = Telephone
print-item-email = E-mail
print-item-workplace = Place of work, post
print-item-card-number = Outpatient card
print-item-referred-by = Referred by
print-item-addressed-to = Where the paper is to be shown
print-item-dates = Dates
print-item-applied = Applied
print-item-sent = Sent to hospital
print-item-admitted = Admitted
print-item-discharged = Discharged
print-item-bed-days = Days in care
print-item-diagnosis-referral = Diagnosis on referral
print-item-diagnosis-full = Full diagnosis
print-item-diagnosis-main = Main diagnosis
print-item-complications = Complication
print-item-concomitant = Concomitant disease
print-item-past-diseases = Past diseases
print-item-complaints = Complaints
print-item-anamnesis = History
print-item-illness-history = History of the illness
print-item-life-history = Life history
print-item-allergy = Allergies
print-item-examination = Findings on examination
print-item-investigations = Investigations and consultations
print-item-labs = Laboratory
print-item-studies = Instrumental studies
print-item-consultations = Consultations
print-item-course = Course of the illness
print-item-treatment = Treatment
print-item-operations = Operations
print-item-outcome = Outcome
print-item-state-when-sent = State when sent
print-item-state-at-discharge = State at discharge
print-item-recommendations = Recommendations
print-item-advice = Advice
print-item-advice-medicines = Medicines to take
print-item-regimen = Regimen
print-item-diet = Diet
print-item-next-visit = Next visit
print-item-observation = Observation
print-item-follow-up = Dispensary follow-up
print-item-hospital = Hospital treatment
print-item-work = Ability to work
print-item-doctor = Attending doctor
print-item-head = Head of the institution
print-item-head-department = Head of the department
print-item-issued = Date of issue, stamp

# Visit note
print-item-visit-at = Date and time
print-item-place = Place
print-item-reason = Reason
print-item-history = History
print-item-vitals = Measurements
print-item-plan = Plan
print-item-medicines = Prescribed medicines
print-item-current-medicines = Current medicines
print-item-sick-leave = Sick leave
print-item-clinician = Seen by
print-addenda = Added later
print-column-measure = Measurement
print-column-value = Value
print-column-previous = Before
print-column-date = Date
print-column-test = Test
print-column-result = Result
print-column-normal = Normal range
print-column-conclusion = Conclusion
print-vital-weight = Weight
print-vital-height = Height
print-vital-temperature = Temperature
print-vital-blood-pressure = Blood pressure
print-vital-pulse = Pulse
print-vital-respiration = Breathing rate
print-vital-saturation = Oxygen saturation (SpO₂)
print-vital-glucose = Blood glucose
print-vital-bmi = Body mass index
print-vital-head-circumference = Head circumference
print-vital-arm-circumference = Mid-upper arm circumference
print-vital-creatinine = Creatinine
print-value-with-date = { $value } ({ $date })

# Prescription
print-kind = Payment
print-kind-paid = paid by the patient
print-kind-free = free or at a reduced price
print-kind-controlled = controlled medicine
print-controlled-label = Special form needed
print-controlled = This medicine is given out only on the special form of the country; this paper does not replace it
print-item-diagnosis = Diagnosis
print-item-weight = Weight
print-item-collector = May collect the medicine
print-item-valid-until = Valid until
print-item-kind = Payment
print-item-rp = Rp.
print-item-dtd = D. t. d. N
print-item-signa = S.
print-item-medicine = Medicine
print-item-form = Form
print-item-dose = Single dose
print-item-daily-dose = Daily dose
print-item-frequency = Times of taking
print-item-route = Route
print-item-quantity = Quantity
print-item-duration = Length of the course
print-item-how-to-take = How to take
print-item-rate = Rate
print-item-instructions = For the patient
print-item-arithmetic = How the dose was calculated
print-item-substitution = Another brand instead
print-item-repeats = Repeats
print-item-latin = Latin name
print-item-generic = International name
print-item-brand = Brand
print-item-strength = Strength
print-allowed = allowed
print-not-allowed = not allowed
print-prescriber = Prescribed by
print-countersigner = Second signature
print-packs = packs: { $packs }
print-medicine-nth = Medicine { $n }

# Referral
print-item-to-facility = To
print-item-to-specialist = To whom
print-item-urgency = Urgency
print-item-question = What is asked
print-item-done = Already done
print-urgency-planned = planned
print-urgency-urgent = urgent
print-urgency-emergency = emergency, at once
print-sender = Referred by
print-reply = Answer of the receiving side
print-reply-by = Name and signature


# Counted things: the word follows the number
print-amount-tablet = { $n ->
    [one] { $value } tablet
   *[other] { $value } tablets
}
print-amount-capsule = { $n ->
    [one] { $value } capsule
   *[other] { $value } capsules
}
print-amount-drop = { $n ->
    [one] { $value } drop
   *[other] { $value } drops
}
print-amount-puff = { $n ->
    [one] { $value } puff
   *[other] { $value } puffs
}
print-amount-dose = { $n ->
    [one] { $value } dose
   *[other] { $value } doses
}
print-amount-ampoule = { $n ->
    [one] { $value } ampoule
   *[other] { $value } ampoules
}
print-amount-vial = { $n ->
    [one] { $value } vial
   *[other] { $value } vials
}
print-amount-sachet = { $n ->
    [one] { $value } sachet
   *[other] { $value } sachets
}
print-amount-suppository = { $n ->
    [one] { $value } suppository
   *[other] { $value } suppositories
}
print-amount-patch = { $n ->
    [one] { $value } patch
   *[other] { $value } patches
}
print-amount-unit = { $n ->
    [one] { $value } unit
   *[other] { $value } units
}

# Filled from the record
print-draft-mark = DRAFT, not signed
print-not-signed = not signed
print-author-unknown = name not known here
print-allergy-disputed = entries differ, not settled yet
print-outpatient = outpatient
print-sick-from-to = from { $from } to { $to }
print-sick-from = from { $from }
print-sick-to = to { $to }
print-sick-number = No. { $number }
print-since = since { $date }
print-resolved = resolved
print-given-at = given at { $time }
print-every-hours = every { $hours } h
print-addendum-removed = { $label }: taken out
print-addendum-same = nothing in the text was changed
print-times-a-day = { $n ->
    [one] { $n } time a day
   *[other] { $n } times a day
}

# Dosage forms of the formulary
print-form-tablet = tablet
print-form-injection = solution for injection
print-form-suspension = suspension
print-form-capsule = capsule
print-form-syrup = syrup
print-form-powder-for-injection = powder for injection
print-form-infusion = solution for infusion
print-form-solution-for-infusion = solution for infusion
print-form-oral-solution = oral solution
print-form-granules = granules
print-form-dispersible-tablet = dispersible tablet
print-form-drops = drops
print-form-oil-drops = oil drops
print-form-nebuliser-solution = solution for nebuliser
print-form-nebuliser-suspension = suspension for nebuliser
print-form-rectal-suppository = rectal suppository
print-form-suppository = suppository
print-form-powder = powder
print-form-inhaler = inhaler
print-form-syrup-suspension = syrup or suspension
print-form-combination-tablet = combination tablet
print-form-sachet = sachet
print-form-lotion-or-cream = lotion or cream
print-form-emulsion-ointment = emulsion or ointment
print-form-sublingual-tablet = tablet under the tongue
print-form-spray = spray
print-form-syringe = filled syringe
print-form-rectal-tube = rectal tube
print-form-buccal = solution inside the cheek
print-form-mr-tablet = slow-release tablet

# Extract, laboratory, labels, list of the day
print-extract-title = Extract from the record
print-extract-visits = Visits
print-extract-no-visit = No visit is recorded
print-label-title-patient = Patient label
print-label-title-specimen = Specimen label
print-label-specimen = Specimen
print-label-taken = Taken
print-laboratory-title = Laboratory request and results
print-laboratory-how = Tick the tests that are asked for. The laboratory writes the result, its unit and its normal range.
print-laboratory-sender = Sent by
print-laboratory-by = Done by (laboratory)
print-column-unit = Unit
print-day-title = List of the day
print-day-nobody = Nobody was seen on this day
print-day-count = People: { $n }
print-day-private = The list names people: for staff only
print-item-day-time = Time
print-item-day-seen = State, by whom

print-case-title = Case history
print-case-entries = Daily entries
print-case-no-doses = No dose and no order to be given is written down in these days
