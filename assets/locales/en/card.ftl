# The card of a patient: visits, passport, prescribing, papers before printing.

# The card: timeline, drafts, linked cards
card-timeline = Visits
card-no-visits = No visits yet. F4 begins the first one
card-no-diagnosis = No diagnosis written
card-draft-open = Visit not signed yet, begun { $begun } by { $who }, kept { $kept }
card-draft-correction = Correction not signed yet, begun { $begun } by { $who }, kept { $kept }
card-linked-by-program = Another card of this person was joined by the program ({ $reasons }), { $when }
card-linked-by-user = Another card of this person was joined by hand ({ $reasons }), { $when }
card-link-national-number = same national number
card-link-number = same number
card-link-birth-date = same date of birth
card-link-name = same name
card-link-phone = same telephone
card-link-user = stated by a person
card-unlink = Two different people
card-unlinked = The cards are apart again
card-part-unreadable = A part of this card cannot be shown
card-part-unreadable-what = { $count } entries need a newer program or could not be read. They are kept. Do not rely on empty lists
card-author-unknown = author not known
card-corrected-later = Corrected later
card-corrected-by = Corrected by { $who }, { $when }
card-is-correction = A correction
card-signature-valid = Signature valid
card-signature-unknown = Signature not checked yet
card-signature-invalid = Signature does not fit
card-sent-here = Only here so far
card-sent-refused = Refused by the store; kept here only
card-sent-accepted = Accepted by the store
card-sent-stable = Safe in the store
card-clock-doubtful = The clock was doubtful
card-read-author = Written by { $who }
card-read-entered = entered { $when }
card-other-answers = Answers of another form
card-prescriptions = Prescriptions
card-attach = Attach a file…
card-file = File
card-file-what = What it is
card-file-open = Open
card-file-stays = kept in this medical point only: files do not travel between points yet
card-file-elsewhere = stayed at the medical point where it was attached: files do not travel between points yet
card-file-not-here = the file is not in this medical point
card-file-attached = File attached
card-file-opened = Opened in the viewer
card-file-text = text
card-file-picture = picture
card-file-kb = { $size } kB
card-file-mb = { $size } MB
card-attachments = Files
card-amend = Correct…
card-back-to-card = Back to the card
card-print-discharge = Print the summary
card-print-prescription = Print the prescription
card-print-referral = Print the referral

# Entered in error
card-withdraw = Entered in error…
card-withdraw-what = The entry stays readable and is marked. It no longer counts for doses and lists
card-withdraw-do = Mark as entered in error
card-withdraw-wrong-patient = wrong patient
card-withdraw-duplicate = written twice
card-withdraw-mistake = mistake
card-withdraw-other = other
card-withdrawn-done = Marked as entered in error
card-reason-missing = Choose a reason
card-field-missing = Fill in this field

# Referral
card-form-other = Other form…
card-form-choose = Which form is to be written
card-form-search = Number or title of the form
card-form-unconfirmed = layout not confirmed
card-form-signed-by-hand = { $who }: signs the printed paper by hand
card-refer = Refer…
card-refer-do = Refer
card-referral-to = Where to
card-referral-why = Why
card-referral-edit = Change the referral
card-referral-remove = Remove the referral
card-referred-done = Referral written
card-urgency = How soon
card-urgency-routine = Planned
card-urgency-urgent = Urgent
card-urgency-emergency = Emergency

# A visit being written
card-sign = Sign
card-signing = Being signed
card-signed-by = Signed by { $who }, { $when }
card-signed-next = The visit is in the card. Print the summary for the patient or go back
card-visit-correction = Correction of a visit
card-visit-empty = Nothing is written yet
card-unusual-title = Unusual values
card-unusual-again = If all is right, sign once more
card-diagnosis-sex = { $code }: pregnancy and childbirth, and the patient is a man
card-saved-at = Saved { $time }
card-saving = Saving
card-not-saved = Not saved yet. Trying again
card-discard = Discard the draft…
card-discard-sure = What was typed in this visit is lost
card-discard-yes = Discard
card-keep-writing = Keep writing
card-may-not-sign = Your role does not sign
card-may-not-prescribe = Your role does not prescribe
card-may-not-refer = Your role does not refer
card-other-words = In other words
card-diagnosis-search = ICD-10 diagnosis
card-diagnosis-hint = Code or words
card-diagnosis-none = No diagnosis yet
card-diagnosis-last = last visit, { $when }
card-diagnosis-own = often yours
card-diagnosis-pinned = pinned by you
card-diagnosis-pin = Pin
card-diagnosis-unpin = Unpin
card-diagnosis-pins-full = { $most } diagnoses are pinned. Unpin one to pin another
card-diagnosis-required = Choose a diagnosis
card-diagnosis-main = main
card-diagnosis-complication = complication
card-diagnosis-concomitant = concomitant

# Passport
card-allergies = Allergies
card-alerts = Must be seen
card-problems = Health problems
card-medicines = Current medicines
card-measured = Weight and height
card-blood = Blood group
card-blood-group = Group
card-blood-rhesus = Rhesus
card-none-known = Asked: no allergies
card-show-past = Show resolved and mistaken
card-disputed = Two values. Settle the conflict
card-statements-differ = Linked cards say different things. Ask, and state it again
card-newer = Written by a newer program
card-since = since { $date }
card-prescribed-on = prescribed { $date }
card-settle = Settle…
card-conflicts = { $n ->
    [one] { $n } fact is disputed
   *[other] { $n } facts are disputed
}
card-pregnant = Pregnant
card-pregnant-weeks = { $n ->
    [one] Pregnant, { $n } week
   *[other] Pregnant, { $n } weeks
}
card-pregnant-now = Pregnant now
card-lmp = First day of the last period
card-agent = What the allergy is to
card-agent-hint = Medicine or other: first 4 letters
card-agent-known = From the list: orders are checked against it
card-agent-free = In own words: the check may not understand it. Choose from the list if you can
card-reactions = Reactions
card-reactions-hint = rash, swelling
card-severity = Severity
card-onset = Since when
card-status = State
card-status-active = Active
card-status-resolved = Resolved
card-mark-error = Mark as entered in error
card-problem = Health problem
card-problem-words = Title
card-medicine-taken = Medicine taken now
card-medicine-free = In own words: interactions are not checked
card-medicine-hint = First 4 letters, any script
card-since-label = Taken since
card-until-label = Until
card-alert = Must be seen by all
card-alert-text = In a few words

# Prescribing
card-rx-search-what = Type the medicine, ↓ and Enter choose it
card-rx-none = No prescriptions yet
card-rx-add = Add to the visit
card-rx-change = Change the prescription
card-rx-back = back to the visit
card-rx-other = Other medicine
card-last-time-taken = Taken from the visit of { $when }: { $what }. Change what is different today
card-last-time-nothing = Nothing to take over: there is no earlier visit with a diagnosis, or the fields are filled
card-rx-earlier = Ordered before
card-rx-again = As last time
card-rx-free = Write “{ $name }” without a check
card-rx-free-what = A medicine in own words cannot be checked: not the dose, not allergies, not interactions
card-rx-looks-like = Do not confuse with { $names }
card-rx-note = Note for the patient or pharmacist
card-high-alert = A tenfold or route error with this medicine can kill. Say why it is given and check every figure
card-high-alert-short = High-alert medicine
card-form = Form
card-strength = Strength
card-strength-typed = Strength on the label
card-strength-other = Other strength
card-strength-hint = 120 mg/5 mL
card-on-box = What is on the box
card-on-box-hint = name, form and strength as printed
card-box = on the box “{ $product }”
card-indication = What for
card-one-dose = One dose
card-unit = Unit
card-frequency = How often
card-per-day = times a day
card-by-hours = every … hours
card-times = Times a day
card-hours-between = Hours between doses
card-days = Days
card-whole-number = Type a whole number
card-dose-label = DOSE
card-times-a-day = { $n ->
    [one] { $n } time a day
   *[other] { $n } times a day
}
card-every-hours = every { $hours } h
card-proposal = Can be given
card-proposal-range = { $low } to { $high }
card-not-sooner = not sooner than { $hours } h apart
card-day-max = at most { $dose } in 24 hours
card-ask-title = Ask and measure
card-on-scale = Put the patient on the scale
card-asked-given = Asked: nothing else was given in the last 24 hours
card-asked-medicines = Asked: takes no other medicines
card-asked-breastfeeding = Breast-feeding
card-asked-egfr = Kidney function (eGFR)
card-egfr-unit = mL/min
card-conditions = Has the patient any of these
card-conditions-none = none of these
card-conditions-some = yes, some
card-known-problems = In the card { $list }
card-doubt-unreadable = A part of the card cannot be read. Allergies or medicines may be missing
card-doubt-dispute = A disputed fact of the card was not understood. Settle it first
card-doubt-deceased = This patient is recorded as deceased
card-doubt-kidneys = The creatinine in the card gives no sure kidney function, and this medicine depends on the kidneys
card-doubt-stop = Somebody stopped this order whose signature cannot be checked here, or who may not decide it: ask before you give it

# Going on with a reason
card-override-title = This order needs a reason
card-override-do = Prescribe with this reason
card-override-back = Change the order
card-override-verified = dose and indication checked again
card-override-specialist = a specialist advised it
card-override-benefit = benefit is greater than the risk
card-override-no-alternative = nothing else is at hand
card-override-emergency = life is in danger
card-override-other = other, see the note
card-second-check = Who checks with you
card-second-person = A second person
card-second-alone = I am alone
card-second-login = Login of the second person
card-second-other = This must be another person
card-second-asking = The password is being checked
card-second-alone-what = Type the dose again. The doctor will see that you were alone
card-second-again = The dose again
card-second-differs = This is not the ordered dose

# Papers
card-paper-discharge = Summary for the patient
card-paper-visit = Visit note
card-paper-draft = Draft, not signed
card-paper-language = Language of the paper
card-paper-not-ready = Being laid out
card-paper-open = Open as PDF
card-paper-opened = Opened
card-paper-save = Save as PDF
card-paper-saved = Saved as { $path }
card-paper-path = Name of the file
card-paper-path-hint = folder and name of the file
card-paper-sent = Sent to the printer
card-paper-working = Working
card-paper-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}

# Routes that only this screen names
card-route-nebulised = by nebuliser
card-route-infiltration = into the tissue
card-route-nasogastric = by tube
card-route-intraosseous = into the bone

# Dosage forms of the formulary
card-form-mr-tablet = modified-release tablets
card-form-buccal = buccal solution
card-form-capsule = capsules
card-form-combination-tablet = combined tablets
card-form-dispersible-tablet = dispersible tablets
card-form-drops = drops
card-form-emulsion-ointment = emulsion, ointment
card-form-granules = granules
card-form-infusion = infusion
card-form-inhaler = inhaler
card-form-injection = injection
card-form-lotion-or-cream = lotion or cream
card-form-nebuliser-solution = nebuliser solution
card-form-nebuliser-suspension = nebuliser suspension
card-form-oil-drops = oily drops
card-form-oral-solution = oral solution
card-form-powder = powder
card-form-powder-for-injection = powder for injection
card-form-rectal-suppository = rectal suppositories
card-form-rectal-tube = rectal tube
card-form-sachet = sachets
card-form-solution-for-infusion = solution for infusion
card-form-spray = spray
card-form-sublingual-tablet = sublingual tablets
card-form-suppository = suppositories
card-form-suspension = suspension
card-form-syringe = syringe
card-form-syrup = syrup
card-form-syrup-suspension = syrup or suspension
card-form-tablet = tablets

# Papers of the card
card-paper-extract = Extract
card-paper-laboratory = Laboratory form
card-paper-label = Patient label
card-paper-specimen = Specimen label
card-paper-day = List of the day
card-paper-stock = Labels on
card-paper-roll = a roll, 57 × 32 mm
card-paper-sheet = a sheet of A4, 24 labels

card-paper-case = Case history
stay-assemble = Assemble from the record
stay-no-day = Write the day of admission first, and that of discharge if it is not today
stay-nothing = Nothing to take over from { $from } – { $to }: { $visits } visits and { $doses } doses are written down, or the fields are filled
stay-taken = Assembled from { $from } – { $to } (visits { $visits }, doses { $doses }) into empty fields: { $what }. Read every sentence before you sign
stay-given = { $medicine } — doses given: { $n } ({ $days })
stay-given-elsewhere = { $medicine } — doses given elsewhere, as told: { $n } ({ $days })
stay-not-given = { $medicine } — NOT given: { $n } ({ $days })
stay-no-dose = { $medicine } — ordered { $day }, no dose is written down
error-paper-of-stay = { $id } is not the summary of a stay: it has no whole days of admission and discharge. No paper was made; the record is safe.
