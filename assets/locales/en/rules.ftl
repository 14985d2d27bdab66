# Rules of dosing, read and signed by a pharmacist or a doctor. Shown on the screen of rules.

rules-sentence = Read a rule, compare it with its source and sign it with your name. Until then every answer by it says that it is not approved
rules-read-only = Which dose rules have been signed here. A pharmacist or a doctor signs them
rules-filter = Show
rules-filter-unsigned = Not signed
rules-filter-signed = Signed
rules-filter-all = All
rules-count = { $n ->
    [one] { $n } rule
   *[other] { $n } rules
}
rules-none = No rule is like this
rules-rule = Medicine, route, indication, for whom
rules-state = Signature
rules-ticked = read, to be signed
rules-signed = signed: { $name }
rules-unsigned = not signed
rules-high-alert = High-alert medicine
rules-read = I have read this rule and its source
rules-sign = { $n ->
    [0] Sign rules…
    [one] Sign { $n } rule…
   *[other] Sign { $n } rules…
}
rules-sign-none = Tick what you have read
rules-sign-sentence = You sign the text as it stands now. If a rule changes, it is unsigned again. A signature raises no limit; it takes away the words “not yet approved”
rules-position = Your position
rules-position-hint = clinical pharmacist, district hospital
rules-remark = Remark
rules-withdraw = Withdraw the signature…
rules-withdraw-title = Withdraw the signature
rules-withdraw-sentence = Every answer by this rule will say again that it is not approved. The signature stays in the record
rules-withdraw-act = Withdraw
rules-withdrawn = The signature is withdrawn
rules-done = The rules are signed
rules-changed = An earlier text was signed by { $who }, { $date }; it has changed since
rules-edition = Edition of { $edition } · { $id } · { $hash }
rules-from = from { $limit }
rules-under = under { $limit }
rules-pregnant = pregnant
rules-not-pregnant = not pregnant
rules-everybody = everybody
rules-per-kg-dose = { $dose }/kg a dose
rules-per-kg-day = { $dose }/kg a day
rules-fixed-dose = { $dose } a dose
rules-fixed-day = { $dose } a day
rules-most-single = One dose: at most { $dose }
rules-most-day = In a day: at most { $dose }
rules-most-day-kg = In a day: at most { $dose }/kg
rules-most-kg = Confirms nothing above { $number } kg
rules-divided = Doses into which it is usually divided: { $number }
rules-gap = Not sooner than after { $number } h
rules-times = Doses a day: at most { $number }
rules-days = Days: { $number }
rules-repeats = The source sets no limit in a day
rules-only-chosen = Confirms a dose only when this indication is chosen
rules-capped = Never above { $dose }
rules-cap-from = Highest dose or weight: { $source }
rules-knowledge = From general knowledge: it can forbid a dose and never confirms one, signed or not
rules-seen-primary = Read in the source itself
rules-seen-second = Read where others restate the source
