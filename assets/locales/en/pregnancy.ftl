# The pregnancy card: dates

pregnancy-title = Pregnancy card
pregnancy-open = Pregnancy card
pregnancy-book = Open a pregnancy card…
pregnancy-age = { $weeks } wk { $days } d
pregnancy-weeks = { $weeks } wk
pregnancy-dated-lmp = { $age }, expected day of birth { $due }, by the last period.
pregnancy-dated-ultrasound = { $age }, expected day of birth { $due }, by ultrasound.
pregnancy-agrees = The last period and the ultrasound differ by { $days } d, no more than { $allowed }: the last period stands.
pregnancy-redated = The last period and the ultrasound differ by { $days } d, more than { $allowed }: the ultrasound’s date is used. Ask again about the last period.
pregnancy-late-scan = The first ultrasound was late, at { $age }: a difference can also mean a small or a large child. Show it to a doctor.
pregnancy-uncertain = No ultrasound before 22 weeks is recorded: the date is uncertain.
pregnancy-undated = The weeks are not known: no day of the last period and no ultrasound. Refer for ultrasound.
pregnancy-over = More than 44 weeks have passed: write down how the pregnancy ended, or correct its date.
pregnancy-ahead = The pregnancy begins after this day: a date is wrong.
pregnancy-disputed = The record says different things about this pregnancy. Withdraw or correct the wrong entry; until then nothing is sure.
pregnancy-ended-on = Ended on { $date }: { $outcome }.

# Danger signs: one sentence with what to do
pregnancy-sign-convulsions = Convulsions: eclampsia until proved otherwise. Call an ambulance now, lay her on the left side.
pregnancy-sign-bleeding = Bleeding: no vaginal examination here. Call an ambulance and refer to hospital now.
pregnancy-sign-breathing = Hard breathing at rest: call an ambulance and refer to hospital now.
pregnancy-sign-headache-vision = Severe headache or disturbed vision: think of pre-eclampsia, measure blood pressure and refer to hospital now.
pregnancy-sign-abdominal-pain = Severe pain in the abdomen or under the ribs: refer to hospital now.
pregnancy-sign-bp-severe = Blood pressure { $pressure }: severe. Call an ambulance and refer to hospital now.
pregnancy-sign-preeclampsia = Blood pressure { $pressure } and protein { $protein } in urine: pre-eclampsia. Refer to hospital now.
pregnancy-sign-fetal-heart = Fetal heart rate { $beats } a minute, usual is 110 to 160: listen again, then refer to hospital now.
pregnancy-sign-hb-severe = Haemoglobin { $hb } g/L, under { $limit }: severe anaemia. Refer to hospital today.
pregnancy-sign-bp-high = Blood pressure { $pressure }: high in pregnancy. Measure again after rest, test urine for protein, a doctor today.
pregnancy-sign-protein = Protein { $protein } in urine: measure blood pressure, send urine to the laboratory, a doctor today.
pregnancy-sign-waters = The waters have broken or leak: refer to hospital today.
pregnancy-sign-fever = Fever: a doctor today; with weakness or chills to hospital.
pregnancy-sign-swelling = Swelling of the face or hands: measure blood pressure, test urine for protein, a doctor today.
pregnancy-sign-vomiting = Vomits everything: a doctor today, she may need fluids.
pregnancy-sign-movements = The child moves less than usual or not at all: listen to its heart now and refer to hospital today.
pregnancy-sign-post-term = { $weeks } weeks and not born: refer to hospital today.
pregnancy-sign-hb-low = Haemoglobin { $hb } g/L, under { $limit } for this time of pregnancy: anaemia. Show to a doctor for treatment.
pregnancy-sign-fundal-low = Fundal height { $cm } cm at { $weeks } weeks: more than 3 cm too small. Refer for ultrasound and to a doctor.
pregnancy-sign-fundal-high = Fundal height { $cm } cm at { $weeks } weeks: more than 3 cm too large. Refer for ultrasound and to a doctor.
pregnancy-sign-presentation = The child does not lie head first: a doctor decides where she gives birth.
pregnancy-sign-history = Illness or complications before: a doctor decides how she is followed and where she gives birth.
pregnancy-sign-rhesus = Rh negative: ask the doctor about antibodies and anti-D immunoglobulin at 28 weeks.
pregnancy-sign-fetuses = { $count } fetuses: fundal height and weight gain are not judged here; a doctor follows her.
pregnancy-level-emergency = Now
pregnancy-level-today = Today
pregnancy-level-soon = In the next days
pregnancy-level-note = To know
pregnancy-no-signs = None of the listed danger signs stands in what was measured and asked. Contacts go on by the plan.

# What nobody measured
pregnancy-gaps = Not measured or asked at the last contact: { $names }.
pregnancy-gap-contact = No contact is recorded yet: nothing can be said about this pregnancy.
pregnancy-gap-pressure = blood pressure
pregnancy-gap-protein = protein in urine
pregnancy-gap-danger = danger signs
pregnancy-gap-weight = weight
pregnancy-gap-fundal = fundal height
pregnancy-gap-fetal-heart = fetal heart rate
pregnancy-gap-haemoglobin = haemoglobin (never in this pregnancy)
pregnancy-gap-rhesus = blood group and Rh (passport)

# Contacts by the plan
pregnancy-contact-due = Contact due: { $week } weeks.
pregnancy-contact-overdue = Contact overdue: { $week } weeks, from { $date }. Call her.
pregnancy-contact-next = Next contact: { $week } weeks, from { $date }.
pregnancy-status-held = held
pregnancy-status-due = due now
pregnancy-status-overdue = overdue
pregnancy-status-soon = soon
pregnancy-status-later = later
pregnancy-status-missed = not recorded
pregnancy-column-week = Weeks
pregnancy-column-from = From
pregnancy-column-held = Held on
pregnancy-column-pressure = BP
pregnancy-column-weight = Weight, kg
pregnancy-column-fundal = Fundus, cm
pregnancy-column-fetal-heart = Fetal heart
pregnancy-column-protein = Protein
pregnancy-column-hb = Hb, g/L
pregnancy-column-danger = Danger signs
pregnancy-danger-none = none
pregnancy-danger-some = yes
pregnancy-protein-none = none
pregnancy-protein-trace = trace
pregnancy-other-visit = visit

# The window
pregnancy-tab = What to show
pregnancy-tab-contacts = Contacts
pregnancy-tab-plan = Plan
pregnancy-tab-fundal = Fundal height
pregnancy-tab-weight = Weight
pregnancy-tab-booking = Booking
pregnancy-nothing-measured = Nothing was measured for this curve yet.
pregnancy-foot-weeks = Weeks of pregnancy
pregnancy-upright-fundal = Fundal height, cm
pregnancy-upright-weight = Weight, kg
pregnancy-curve-fundal = The middle line is centimetres = weeks, the outer ones 3 cm apart from it: general knowledge, not a standard.
pregnancy-curve-weight = The lines are the range of gain for her weight before the pregnancy (IOM 2009).
pregnancy-curve-weight-bare = Without height and weight before the pregnancy there is no range to look at.
pregnancy-not-approved = No clinician has approved these signs and weeks yet. What was written down elsewhere is not known here: ask.
pregnancy-source = Source: { $title }.
pregnancy-unconfirmed = Not confirmed in a source.
pregnancy-new-contact = New contact
pregnancy-correct = Correct…
pregnancy-end = It ended…
pregnancy-print = Print…
pregnancy-again = New pregnancy…

# Booking and end
pregnancy-book-title = Booking
pregnancy-booked-on = Booked on
pregnancy-lmp = First day of the last period
pregnancy-scan-on = Day of the first ultrasound
pregnancy-scan-weeks = Weeks by it
pregnancy-scan-days = and days
pregnancy-scan-whole = Give the day and the weeks of the ultrasound, 5 to 42 weeks
pregnancy-gravida = Pregnancy number
pregnancy-parity = Births before
pregnancy-living = Living children
pregnancy-fetuses = Fetuses by ultrasound
pregnancy-height = Height, cm
pregnancy-weight-before = Weight before, kg
pregnancy-blood = Blood group and Rh
pregnancy-blood-missing = not recorded: write it in the passport
pregnancy-father-rh = Rh of the child’s father
pregnancy-rh-positive = positive
pregnancy-rh-negative = negative
pregnancy-rh-unknown = not known
pregnancy-history = Earlier pregnancies and illnesses
pregnancy-history-asked = Asked about all of these
pregnancy-history-none = asked, none of the list
pregnancy-history-not-asked = not asked
pregnancy-history-caesarean = caesarean section or scar of the womb
pregnancy-history-preeclampsia = pre-eclampsia or eclampsia
pregnancy-history-bleeding = bleeding after birth
pregnancy-history-stillbirth = stillbirth or death of a newborn
pregnancy-history-preterm = birth before 37 weeks
pregnancy-history-miscarriages = three or more miscarriages
pregnancy-history-hypertension = high blood pressure
pregnancy-history-diabetes = diabetes
pregnancy-history-heart = heart disease
pregnancy-history-kidney = kidney disease
pregnancy-history-epilepsy = epilepsy
pregnancy-history-other = other, see the note
pregnancy-ended = Day of the end
pregnancy-outcome = How it ended
pregnancy-outcome-live-birth = live birth
pregnancy-outcome-stillbirth = stillbirth
pregnancy-outcome-miscarriage = miscarriage
pregnancy-outcome-termination = termination
pregnancy-outcome-ectopic = ectopic pregnancy
pregnancy-outcome-other = other
pregnancy-saved = The pregnancy card is signed.

# What the dose check says
card-doubt-pregnancy = The record does not agree whether she is pregnant, or how far: the pregnancy card and another statement differ. Settle that first.

# Refusals
error-pregnancy-day = The day of booking is missing or has not come yet. Nothing was saved. Correct the date.
error-pregnancy-lmp = The day of the last period has not come yet. Nothing was saved. Correct the date.
error-pregnancy-scan = The ultrasound needs its day, which has come, and the weeks it showed, 5 to 42. Nothing was saved. Correct it or leave it out.
error-pregnancy-too-long = By these dates more than 44 weeks would have passed on that day: a date is wrong. Nothing was saved. Correct it.
error-pregnancy-before = By these dates the pregnancy would begin after the day of booking or of its end. Nothing was saved. Correct a date.
error-pregnancy-numbers = The numbers of pregnancies, births, children or fetuses do not fit together. Nothing was saved. Correct them.
error-pregnancy-body = Height or weight before the pregnancy is outside of what is possible. Nothing was saved. Correct it.
error-pregnancy-end = The end of a pregnancy needs its day, which has come, and how it ended. Nothing was saved. Complete it.
error-pregnancy-sex = This is the card of a man. Nothing was saved. Check the patient.
error-pregnancy-open = A pregnancy is open in this card already. Nothing was saved. Correct that entry, or write down its end first.

# On paper
print-pregnancy-title-kz = Individual card of the pregnant woman and the woman in childbed
print-pregnancy-title-uz = Individual card of the pregnant woman and the woman in childbed
print-pregnancy-title-ge = Pregnancy card
print-pregnancy-findings = What needs attention
print-pregnancy-booking = Booking
print-pregnancy-contacts = Contacts
print-pregnancy-no-contacts = No contact is recorded.
print-pregnancy-plan = Planned contacts
print-item-pregnancy-dates = Term and expected day of birth
print-item-pregnancy-scan = First ultrasound
print-item-pregnancy-booked = Booked on
print-item-pregnancy-lmp = First day of the last period
print-item-pregnancy-fetuses = Fetuses by ultrasound
print-item-pregnancy-blood = Blood group and Rh
print-item-pregnancy-father-rh = Rh of the child’s father
print-item-pregnancy-history = Earlier pregnancies and illnesses
print-item-pregnancy-note = Note
print-item-pregnancy-numbers = Pregnancies, births, living children
print-item-pregnancy-body = Height; weight before
print-item-pregnancy-end = End of the pregnancy
print-item-pregnancy-date = Date
print-item-pregnancy-age = Weeks
print-item-pregnancy-state = State
