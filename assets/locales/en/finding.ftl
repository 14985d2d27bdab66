# Findings of the dose check: one sentence per code; a person reads them beside an order.

# Verdicts and levels
finding-verdict-within = Within limits
finding-verdict-outside = Outside limits
finding-verdict-cannot-check = Cannot check
finding-level-contraindicated = Contraindicated
finding-level-cannot-check = Cannot check
finding-level-major = Serious
finding-level-warn = Caution
finding-level-info = For information
finding-not-approved = Not yet approved by a clinician
finding-approved-by = Approved by { $who }, { $date }
finding-source = Source: { $title }
finding-source-unseen = Source not seen yet, to be compared with: { $title }
finding-untranslated = { $text } (in English)

# Stops
finding-stop = Contraindicated: { $reason }.
finding-avoid = Avoid: { $reason }.
finding-specialist = No dose rule here, ask a specialist: { $reason }.
finding-note = Note: { $reason }.

# Facts that are missing
finding-need-age = Date of birth and today's date are needed.
finding-need-weight = Weigh the patient: the dose depends on weight.
finding-need-route = Choose the route.
finding-need-sex = The sex of the patient is needed.
finding-need-pregnancy = Ask about pregnancy: this medicine can harm the unborn child.
finding-need-trimester = The trimester of pregnancy is needed.
finding-need-breastfeeding = Ask whether she is breast-feeding.
finding-need-egfr = Kidney function (eGFR) is needed.
finding-need-conditions = Ask about other diseases: some forbid this medicine.
finding-need-birth-weeks = Weeks of pregnancy at birth are needed.
finding-need-strength = Write the strength of the product.
finding-need-unit = Choose the unit of the dose.
finding-need-count = Say how many times the dose may be repeated.
finding-need-allergies = Ask about allergies.
finding-need-current = Ask which medicines the patient takes: a dangerous combination is possible.
finding-need-given = What was given in the last 24 hours is needed.
finding-need-time = Write the time: a dose was given lately and the gap matters.
finding-need-weight-kind = Say whether the weight was measured or estimated.
finding-ask-pregnancy = Pregnancy is not known; avoid this medicine if she is pregnant.
finding-ask-trimester = The trimester is not known.
finding-ask-breastfeeding = Breast-feeding is not known; avoid this medicine if she is breast-feeding.
finding-ask-egfr = Kidney function (eGFR) is not known.
finding-ask-fact = A fact that this medicine's cautions speak of is not known.
finding-ask-allergies = Allergies were not asked.
finding-ask-current = Current medicines were not asked; interactions were not checked.
finding-ask-given = Ask what was already given in the last 24 hours.

# Weight
finding-weight-stale = The weight is { $days } days old ({ $date }): weigh again.
finding-weight-date-needed = The day of weighing is not known: weigh again.
finding-weight-date-wrong = The day of weighing ({ $date }) cannot be right.
finding-weight-implausible = { $weight } kg cannot be right at this age ({ $low } to { $high } kg): check the number and the patient.
finding-weight-high = { $weight } kg is more than expected at this age (up to { $limit } kg): is it in kilograms? Weigh again.
finding-weight-estimated = The weight is estimated, not measured.

# Contradictions
finding-contradiction-date = The date and the time of the order do not agree.
finding-contradiction-birth = The date of birth cannot be right.
finding-contradiction-pregnancy = Facts about pregnancy contradict each other.
finding-contradiction-egfr = The kidney function value cannot be right.
finding-contradiction-birth-weeks = The weeks at birth cannot be right.
finding-condition-unknown = The condition "{ $condition }" is not known to the rules.

# Allergy
finding-allergy-same = Allergy to { $allergy }: do not give { $medicine }.
finding-allergy-class = Allergy to { $allergy }: { $medicine } is of the same group ({ $class }).
finding-allergy-cross = Allergy to { $allergy }: { $medicine } may cross-react ({ $class }).
finding-allergy-cross-low = Allergy to { $allergy }: a reaction to { $medicine } is unlikely ({ $class }).
finding-allergy-part = Allergy to { $allergy }, { $medicine }: { $reason }.
finding-allergy-unknown = The allergy "{ $allergy }" was not understood: compare it yourself.

# Other medicines
finding-interaction = { $medicine } with { $other }: { $effect }. { $action }.
finding-duplicate = The patient already takes { $other } ({ $medicine }): the day's total is not known.
finding-duplicate-hidden = { $other } also contains { $medicine }: the day's total is not known.
finding-current-unknown = { $other } is not in the formulary: interactions with it were not checked.
finding-medicine-unknown = { $medicine } is not in the formulary.
finding-medicine-nearly = Is "{ $medicine }" meant?
finding-given-in-future = { $other } is written as given later than now.
finding-given-unknown = { $other } was given, but it is not in the formulary.
finding-given-unclear = How much { $other } was given, or when, is not clear.
finding-hidden-ingredient = { $other } was given; it contains { $medicine } in an amount the rules do not know.
finding-combination-product = { $other } contains other medicines too; their doses are not checked.
finding-product-differs = { $other } is not { $medicine }.

# Rules
finding-no-rule = There is no dose rule for { $medicine }: the dose cannot be checked.
finding-no-rule-indication = There is no rule for { $medicine } with this indication for this patient.
finding-no-rule-route = There is no rule for { $medicine } by this route.
finding-no-rule-patient = There is no rule for { $medicine } at this age and weight.
finding-only-knowledge = The rule has not been read in its source yet: the dose cannot be confirmed.
finding-choose-indication = The dose depends on the indication: choose it.
finding-depends-on-indication = { $dose } fits one indication but is too much for another ({ $indication }): choose the indication.

# Doses
finding-within = Ordered { $dose }; the rule says { $low } to { $high } ({ $indication }).
finding-dose-above = { $dose } is { $times } times the largest single dose, { $limit } ({ $indication }).
finding-day-above = { $dose } in 24 hours is { $times } times the limit of { $limit } ({ $indication }).
finding-above-usual = { $dose } is above the usual { $limit }, though not above the limit ({ $indication }).
finding-day-above-usual = { $dose } in 24 hours is above the usual { $limit }, though not above the limit ({ $indication }).
finding-too-soon = Only { $hours } since the last dose; the shortest gap is { $limit } h ({ $indication }).
finding-hours = { $n } h
finding-minutes = { $n } min
finding-interval-short = Every { $hours } h is too often; the shortest gap is { $limit } h ({ $indication }).
finding-often = A dose every { $hours } h: the rule speaks of { $limit } h at least ({ $indication }).
finding-too-many-doses = { $count } doses a day; the rule knows at most { $limit } ({ $indication }).
finding-under-dose = { $dose } is less than the least dose, { $low } ({ $indication }).
finding-unit-slip = { $dose } is less than a tenth of the least dose, { $low }: check the unit ({ $indication }).
finding-dose-invalid = The dose is not a positive number.
finding-schedule-invalid = The number of doses, the interval or the days cannot be right.
finding-unit-unknown = The unit "{ $unit }" is not known.
finding-unit-mismatch = { $dose } cannot be compared with the rule, which counts in { $unit }.

# The product
finding-strength-unclear = The strength "{ $strength }" can be read in more than one way or not at all.
finding-strength-unusual = { $strength } is not one of the usual strengths: look at the label.
finding-hard-to-measure = { $exact } cannot be measured well; the nearest safe amount is { $measured }.
finding-basis = The rule counts { $part }, not the whole product: look at the label.
finding-too-many-days = { $days } days is longer than the usual { $limit } ({ $indication }).
finding-long-course = { $days } days is longer than a usual course ({ $limit } days): is it meant?
finding-second-above = { $dose } of { $part } in a day is more than { $limit }: choose a product with less of it.
finding-rate-not-checked = The speed of the infusion is not checked by any rule.

# The calculation in words
finding-sum = { $perkg }/kg × { $weight } kg = { $dose }
finding-sum-capped = { $perkg }/kg × { $weight } kg, at most { $dose }
finding-sum-volume = {" "}→ { $volume } of { $strength }
finding-sum-rounded = {" "}≈ { $measured } ({ $error } %)

# Units after a number
finding-unit-microgram = mcg
finding-unit-mg = mg
finding-unit-g = g
finding-unit-iu = IU
finding-unit-mmol = mmol
finding-unit-ml = mL
finding-unit-drop = drops
finding-unit-puff = puffs
finding-unit-tablet = tab.
finding-unit-suppository = supp.

# weight, allergies, products, groups
finding-contradiction-breastfeeding = Facts about breast-feeding do not fit this patient.
finding-weight-jump = The weight was { $before } kg on { $date } and is { $weight } kg now: weigh again.
finding-allergy-not-medicine = Recorded allergy, not to a medicine: { $allergy }.
finding-allergy-partly = Allergy "{ $allergy }": a part of it is not understood. Make sure it names no medicine.
finding-duplicate-therapy = { $medicine } and { $other } belong to one group (ATC { $group }): both together are seldom meant.
finding-repeat-unknown = The rule does not say whether it may be repeated within a day ({ $indication }).
finding-wrong-form = { $strength } is the strength of a product that is not for injection.
finding-form-route = { $strength } is the strength of a product for another route.
finding-product-unknown = The product "{ $other }" is not in the list: read its label for further ingredients.
finding-product-unnamed = It is not known here whether "{ $other }" contains { $medicine }: read its label.
finding-product-strength = "{ $other }" says { $product }, the order says { $strength }: look at the label.
finding-product-not-injected = "{ $other }" is not for injection.
finding-product-route = "{ $other }" is a product for another route.
finding-given-just-now = The last dose was given { $hours } h ago: is this the same dose again? ({ $indication })
finding-adult-dose-light = { $weight } kg: this fixed dose is meant for adults, count it by weight ({ $indication }).
finding-heavier-than-rule = The rule was made for up to { $limit } kg, the patient weighs { $weight } kg: it confirms nothing here.
finding-profile-stands = In this country this edition stands: { $edition }.
finding-profile-unsigned = For this country it is noted, and not signed: { $edition }. The strictest rule counts.
