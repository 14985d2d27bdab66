# The nurse’s round
round-sentence = Orders whose doses are given here. Enter opens an order
round-nobody = No running order is given here. When prescribing, tick “Doses are given here”
round-when = When
round-overdue = since { $time }
round-now = since { $time }
round-later = Next { $time }
round-needed-now = As needed, may be given now
round-needed-from = As needed, not before { $time }
round-needed-open = As needed, the order names no gap and no number
round-untold-not-said = Cannot tell when: the order does not say how often
round-untold-unclear = Cannot tell when: how often is not clear in the order
round-untold-turn-time = Cannot tell when: the time of a dose given is in doubt
round-finished = The course is finished
round-print = Administration sheet…
round-sheet = Administration sheet

# One dose
give-title = Give a dose
give-back = to the round
give-gone = This order was stopped, withdrawn, corrected or has not come yet. Do not give it; look at the card
give-ordered = Ordered { $when }, { $who }
give-turns = Doses so far
give-none-yet = No dose has been recorded yet
give-turn-given = { $when } given, { $who }
give-turn-not = { $when } not given, { $reason }, { $who }
give-product = Product in your hand
give-box = What is on the box in your hand
give-box-other = Prescribed was “{ $product }”. Compare name, form and strength with the box in your hand
give-box-scanned = Prescribed was “{ $product }”: is this the box you scanned?
give-weight-known = Weight { $weight } kg, { $date }
give-weight-undated = Weight { $weight } kg, date not known
give-weight-none = No weight is recorded
give-weight-today = Weight today
give-pregnant = Pregnant
give-measure = Measure off { $amount }
give-early = The order says not before { $time }
give-do = Give and sign
give-blocked-outside = outside limits: only with a reason
give-blocked-early = too early by the order: only with a reason
give-blocked-finished = the course is finished: only with a reason
give-blocked-second = high-alert medicine: somebody checks with you
give-blocked-dose = the dose of the order cannot be read
give-blocked-role = your role does not give medicines
give-blocked-weight = the weight typed is not a weight
give-blocked-drip = the drip is not complete
give-with-reason = Give with a reason…
give-with-second = Check together and give…
give-override-title = This dose needs a reason
give-override-do = Give with this reason
give-override-back = Back, do not give
give-not = Not given…
give-not-title = Why was the dose not given
give-not-do = Sign as not given
give-reason-refused = the patient refused
give-reason-absent = the patient is not here
give-reason-condition = the patient’s condition speaks against it
give-reason-doctor = a doctor stopped it
give-reason-no-medicine = the medicine is not at hand
give-reason-other = other, see the note
give-saved-given = Recorded as given
give-saved-not = Recorded as not given

# A drip
give-drip = Drip
give-drip-volume = Volume that runs in
give-drip-minutes = In how many minutes
give-drip-set = Drops in 1 mL of the set
give-drip-answer = { $rate } mL/h · { $drops } drops a minute
give-drip-refused = Nobody can count this speed: take another set or a pump, or look at the figures

# Ordered for here
card-rx-given-here = Doses are given here: to the nurse’s round
card-rx-as-needed = As needed
card-as-needed = as needed, at most

# The administration sheet on paper
print-administration-title = Administration sheet
print-administration-of = Doses of { $date }
print-administration-order = Order
print-administration-doses = Given or not given
print-administration-given = given
print-administration-not = not given
print-administration-none = no dose recorded
print-administration-nothing = No order was given here on this day
print-administration-by = Doses given by
print-administration-other = without an order on this sheet
print-as-needed = as needed
print-second-checked = checked by { $who }
print-checked-alone = alone, the dose was typed twice
print-drip = { $volume } mL, { $rate } mL/h, { $drops } drops a minute

# A dose given elsewhere, as told
give-elsewhere = Given elsewhere…
give-elsewhere-title = A dose that was given elsewhere
give-elsewhere-what = It counts in the sums of 24 hours and in the interval, and is shown as told, not as given here. Ask for the time and the dose.
give-elsewhere-who = Who says so
give-elsewhere-time = Time, as 08:30
give-elsewhere-time-wrong = A time of the day that has passed
give-elsewhere-do = Write down as told
give-elsewhere-saved = The dose is written down as told.
give-stated-patient = the patient
give-stated-family = the family
give-stated-ambulance = the ambulance
give-stated-hospital = the hospital
give-stated-other = other, see the note
give-turn-stated = { $when } given elsewhere: { $dose }, says { $sayer }; written down by { $who }
print-administration-elsewhere = GIVEN ELSEWHERE
print-administration-stated = as told by: { $who }
print-administration-noted = written down by { $who }
print-given-elsewhere-at = given elsewhere at { $time }, as told
error-dose-stated = What was told of a dose given elsewhere needs who says so and its own time, and was not checked here. Nothing was saved. Correct it.

# A scanned code
round-scan = Scan a prescription or an identity card
round-scan-found = Chosen: { $name }. Orders here: { $count }. Enter opens the chosen line
round-scan-nobody = Nobody in this round has this number. Nothing is chosen
round-scan-several = More than one line in this round has this number. Nothing is chosen: choose by name and date of birth
round-scan-unread = Neither the code of our prescription nor a national number. Nothing is chosen. If the scanner typed other letters, set the keyboard to Latin
give-scan = Scan the package
give-scan-read = Read from the code: { $what }. The program cannot tell from the code which medicine this is: compare the label with the order
give-scan-bare = The code states neither lot nor expiry date: read them from the package. The program cannot tell from the code which medicine this is: compare the label with the order
give-scan-wrong-check-digit = The code was read wrongly: its check digit does not fit. Nothing was taken; scan again or type
give-scan-wrong-date = The date in the code does not exist. Nothing was taken; type lot and expiry date from the package
give-scan-wrong-letters = The code has characters that no code has. Nothing was taken; set the keyboard to Latin and scan again
give-scan-wrong-unknown = This code is not understood. Nothing was taken; type lot and expiry date from the package
give-expired = The package is past its expiry date: take another one
give-blocked-expired = past its date: only with a reason
give-blocked-expiry = the expiry date cannot be read
error-dose-package = Lot, expiry date, words of the box or package code cannot be kept as typed, or belong to a dose that was not given here. Nothing was saved. Correct it.
error-dose-expired = The package is past its expiry date: a dose from it needs a reason. Nothing was saved.
