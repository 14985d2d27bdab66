# Words used everywhere. One line, one meaning; the same keys stand in all five languages.
# Actions
common-save = Save
common-cancel = Cancel
common-close = Close
common-sign = Sign
common-print = Print
common-search = Search
common-settings = Settings
common-new = New
common-add = Add
common-edit = Edit
common-correct = Correct
common-delete = Delete
common-remove = Remove
common-open = Open
common-back = Back
common-next = Next
common-finish = Finish
common-continue = Continue
common-retry = Try again
common-undo = Undo
common-redo = Redo
common-choose = Choose
common-confirm = Confirm
common-help = Help
common-import = Import
common-export = Export
common-sync = Sync
common-log-in = Log in
common-log-out = Log out
common-password = Password
common-user = User
common-language = Language

# Answers and states
common-yes = Yes
common-no = No
common-unknown = Not known
common-not-recorded = Not recorded
common-none = None
common-today = Today
common-yesterday = Yesterday
common-tomorrow = Tomorrow
common-draft = Draft
common-saved = Saved
common-signed = Signed
common-offline = No connection
common-online = Connected
common-waiting = Waiting to be sent
common-sent = Sent
common-error = Error
common-warning = Warning
common-required = Required
common-overdue = Overdue
common-due-now = Due now
common-entered-in-error = Entered in error

# Things
common-patient = Patient
common-card = Outpatient card
common-visit = Visit
common-home-visit = Home visit
common-appointment = Appointment
common-diagnosis = Diagnosis
common-diagnosis-main = Main diagnosis
common-diagnosis-concomitant = Concomitant disease
common-diagnosis-complication = Complication
common-prescription = Prescription
common-medicine = Medicine
common-dose = Dose
common-route = Route
common-duration = Duration
common-quantity = Quantity
common-allergy = Allergy
common-vaccination = Vaccination
common-vaccine = Vaccine
common-lot = Lot
common-expiry = Expiry date
common-pregnancy = Pregnancy
common-referral = Referral
common-certificate = Certificate
common-document = Document
common-family-name = Surname
common-given-name = Given name
common-patronymic = Patronymic
common-birth-date = Date of birth
common-age = Age
common-sex = Sex
common-address = Address
common-phone = Telephone
common-national-number-kz = IIN
common-national-number-uz = PINFL
common-national-number-ge = Personal number
common-date = Date
common-time = Time
common-place = Place
common-reason = Reason
common-note = Note
common-author = Entered by

# Sexes
common-sex-male = male
common-sex-female = female
common-sex-other = other
common-sex-unknown = not known
common-sex-male-short = m
common-sex-female-short = f

# Roles
common-role-registrar = Receptionist
common-role-nurse = Nurse
common-role-midwife = Midwife
common-role-feldsher = Feldsher
common-role-doctor = Doctor
common-role-manager = Manager
common-role-auditor = Auditor
common-role-pharmacist = Pharmacist

# Countries
common-country-kz = Kazakhstan
common-country-uz = Uzbekistan
common-country-ge = Georgia

# Routes of medicines
common-route-oral = by mouth
common-route-sublingual = under the tongue
common-route-buccal = inside the cheek
common-route-intravenous = intravenously
common-route-intramuscular = intramuscularly
common-route-subcutaneous = under the skin
common-route-intradermal = into the skin
common-route-rectal = rectally
common-route-vaginal = vaginally
common-route-inhaled = by inhalation
common-route-nasal = into the nose
common-route-ophthalmic = into the eye
common-route-otic = into the ear
common-route-topical = on the skin
common-route-other = other route

# Units
common-unit-mg = mg
common-unit-g = g
common-unit-mcg = mcg
common-unit-kg = kg
common-unit-ml = mL
common-unit-l = L
common-unit-cm = cm
common-unit-mm = mm
common-unit-iu = units
common-unit-mmol = mmol
common-unit-mmol-l = mmol/L
common-unit-umol-l = µmol/L
common-unit-mg-dl = mg/dL
common-unit-g-l = g/L
common-unit-mmhg = mm Hg
common-unit-celsius = °C
common-unit-percent = %
common-unit-per-minute = per minute
common-unit-mg-kg = mg/kg
common-unit-mcg-kg = mcg/kg
common-unit-kg-m2 = kg/m²
common-unit-tablet = tablet
common-unit-capsule = capsule
common-unit-drop = drop
common-unit-puff = puff
common-unit-dose = dose
common-unit-ampoule = ampoule
common-unit-sachet = sachet
common-unit-suppository = suppository
common-unit-week = week
common-unit-minute = min
common-unit-hour = h

# Allergies
common-allergy-known = Allergy
common-allergy-none-known = No known allergies
common-allergy-not-recorded = Allergies not asked about
common-allergy-unavailable = Allergies cannot be shown now
common-severity-mild = mild
common-severity-moderate = moderate
common-severity-severe = severe
common-severity-life-threatening = life-threatening
common-severity-unknown = severity not known
common-certainty-confirmed = confirmed
common-certainty-suspected = suspected
common-certainty-refuted = ruled out

# Months: short in dates, long on papers, alone without a day
common-month-1-short = Jan
common-month-2-short = Feb
common-month-3-short = Mar
common-month-4-short = Apr
common-month-5-short = May
common-month-6-short = Jun
common-month-7-short = Jul
common-month-8-short = Aug
common-month-9-short = Sep
common-month-10-short = Oct
common-month-11-short = Nov
common-month-12-short = Dec
common-month-1-long = January
common-month-2-long = February
common-month-3-long = March
common-month-4-long = April
common-month-5-long = May
common-month-6-long = June
common-month-7-long = July
common-month-8-long = August
common-month-9-long = September
common-month-10-long = October
common-month-11-long = November
common-month-12-long = December
common-month-1-alone = January
common-month-2-alone = February
common-month-3-alone = March
common-month-4-alone = April
common-month-5-alone = May
common-month-6-alone = June
common-month-7-alone = July
common-month-8-alone = August
common-month-9-alone = September
common-month-10-alone = October
common-month-11-alone = November
common-month-12-alone = December

# Dates
common-date-long = { $day } { $month } { $year }
common-date-month-year = { $month } { $year }
common-date-year = { $year }
common-date-about = about { $date }
common-date-unknown = date not known

# Numbers that cannot be taken
common-number-empty = Type a number.
common-number-ambiguous = This number can be read in two ways. Type it so that it is clear, for example 1000 or 1.5.
common-number-malformed = This is not a number.
common-number-too-long = This number has too many digits.

# Weekdays, Monday first
common-weekday-1 = Monday
common-weekday-2 = Tuesday
common-weekday-3 = Wednesday
common-weekday-4 = Thursday
common-weekday-5 = Friday
common-weekday-6 = Saturday
common-weekday-7 = Sunday

# Ages of people, as written on papers
common-age-years = { $n } y
common-age-months = { $n } mo
common-age-days = { $n } d
common-age-years-months = { $years } y { $months } mo
common-age-months-days = { $months } mo { $days } d
common-age-about = about { $age }
common-age-unknown = age not known
common-ago-now = just now
common-ago-today = today
common-ago-yesterday = yesterday
common-in-tomorrow = tomorrow

# Counts
common-ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
}
common-ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
}
common-ago-days = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
common-ago-weeks = { $n ->
    [one] { $n } week ago
   *[other] { $n } weeks ago
}
common-ago-months = { $n ->
    [one] { $n } month ago
   *[other] { $n } months ago
}
common-ago-years = { $n ->
    [one] { $n } year ago
   *[other] { $n } years ago
}
common-in-days = { $n ->
    [one] { $n } day from now
   *[other] { $n } days from now
}
common-count-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
common-count-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
common-count-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
common-count-weeks = { $n ->
    [one] { $n } week
   *[other] { $n } weeks
}
common-count-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
common-count-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
common-count-times = { $n ->
    [one] { $n } time
   *[other] { $n } times
}
common-count-patients = { $n ->
    [one] { $n } patient
   *[other] { $n } patients
}
common-count-visits = { $n ->
    [one] { $n } visit
   *[other] { $n } visits
}
common-count-records = { $n ->
    [one] { $n } record
   *[other] { $n } records
}

# The command line
cli-nobody-found = Nobody was found. Try fewer letters, the birth year or a number; somebody new is registered with “register”.
cli-lines-refused = Lines that were not understood: { $n }; the first is line { $first }. They were answered with the reason in English, in the field “error”; the others are answered as usual. Put these lines right and send them again.
cli-registered-alike = Somebody in the house looks like this person (field “alike”). She was registered all the same; nothing is lost. Compare the two; if they are one person, link the cards in the window under “{ $list }”.
cli-signatures-unknown = Some signatures are by people or devices whose keys this house does not know yet. They are kept and count as unsigned until the next exchange with the store brings the keys.
cli-nothing-found = Nothing in the formulary fits this.
cli-no-such-medicine = The formulary has no medicine { $id }. Its ids stand in the field “medicine” of the lines that “formulary” prints without --medicine.
cli-restored-aside = The record that was here before lies in { $path }; it opens with its own passwords. Remove that folder when nothing in it is needed any more.
