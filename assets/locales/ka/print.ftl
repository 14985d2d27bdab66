# Words on papers. The same keys stand in all five languages.

# Every page
print-page-of = გვერდი { $page } / { $pages }
print-continued = { $label } (გაგრძელება)
print-not-recorded = ჩაწერილი არ არის
print-training-mark = სასწავლო ფურცელი, ნამდვილი დოკუმენტი არ არის
print-layout-unconfirmed = ველების რიგი ოფიციალურ ფორმასთან ჯერ არ არის შედარებული
print-form-number = ფორმა { $form }
print-number-and-date = № { $number }, { $date }
print-more = ასევე ჩაწერილია
print-signature = ხელმოწერა, ბეჭედი
print-signature-by-hand = ხელმოწერა
print-signed-at = ხელმოწერილია { $date }, { $time }
print-date-and-time = { $date }, { $time }
print-clinician-id = ID { $id }

# Who the patient is
print-id-born = დაბადების თარიღი
print-id-sex = სქესი
print-id-card = ბარათი №
print-id-passport = პასპორტი
print-id-id-card = პირადობის მოწმობა
print-id-birth-certificate = დაბადების მოწმობა
print-id-med-id = Med ID
print-id-temporary = დროებითი ნომერი
print-id-no-number = პირადი ნომერი ჩაწერილი არ არის
print-sex-unknown = ჩაწერილი არ არის

# Allergies: four answers, never an empty line
print-allergy-label = ალერგია
print-allergy-none-known = გამოკითხვისას არ გამოვლინდა ({ $by }, { $date })
print-allergy-not-recorded = ჯერ არ უკითხავთ: ჩაწერილი არ არის
print-allergy-unavailable = ჩანაწერი მიუწვდომელი იყო: უცნობია
print-allergy-no-reaction = რეაქცია ჩაწერილი არ არის

# Medicines
print-dose-label = დოზა
print-dose-missing = დოზა ჩაწერილი არ არის

# Titles
print-discharge-title-kz = გაწერის ეპიკრიზი
print-discharge-title-uz = ამონაწერი პაციენტის სამედიცინო ბარათიდან
print-discharge-title-ge = ცნობა ჯანმრთელობის მდგომარეობის შესახებ
print-discharge-subtitle-kz = ამონაწერი სამედიცინო ბარათიდან
print-visit-title = ვიზიტის ჩანაწერი
print-prescription-title = რეცეპტი
print-referral-title = მიმართვა

# Fields of the discharge summary
print-item-institution = დაწესებულება, რომელიც გასცემს ცნობას
print-item-institution-code = დაწესებულების კოდი
print-item-department = განყოფილება
print-item-record-number = ბარათის ნომერი
print-item-patient-type = პაციენტის ტიპი
print-item-name = სახელი, გვარი
print-item-tax-number = საგადასახადო ნომერი
print-item-licence = ლიცენზია
print-item-med-id = Med ID
print-item-passport = პასპორტის სერია და ნომერი
print-item-other-numbers = სხვა დოკუმენტები
print-item-born = დაბადების თარიღი
print-item-sex = სქესი
print-item-citizenship = მოქალაქეობა
print-item-address = მისამართი
print-item-phone = ტელეფონი
print-item-email = ელფოსტა
print-item-workplace = სამუშაო ადგილი, თანამდებობა
print-item-card-number = ამბულატორიული ბარათი
print-item-referred-by = ვინ გამოგზავნა
print-item-addressed-to = სად წარედგინება
print-item-dates = თარიღები
print-item-applied = მიმართვა
print-item-sent = გაგზავნა სტაციონარში
print-item-admitted = შემოსვლა
print-item-discharged = გაწერა
print-item-bed-days = საწოლდღე
print-item-diagnosis-referral = გამოგზავნის დიაგნოზი
print-item-diagnosis-full = სრული დიაგნოზი
print-item-diagnosis-main = ძირითადი დიაგნოზი
print-item-complications = გართულება
print-item-concomitant = თანმხლები დაავადება
print-item-past-diseases = გადატანილი დაავადებები
print-item-complaints = ჩივილები
print-item-anamnesis = მოკლე ანამნეზი
print-item-illness-history = დაავადების ანამნეზი
print-item-life-history = სიცოცხლის ანამნეზი
print-item-allergy = ალერგია
print-item-examination = ობიექტური მონაცემები
print-item-investigations = გამოკვლევები და კონსულტაციები
print-item-labs = ლაბორატორიული კვლევები
print-item-studies = ინსტრუმენტული კვლევები
print-item-consultations = კონსულტაციები
print-item-course = დაავადების მიმდინარეობა
print-item-treatment = ჩატარებული მკურნალობა
print-item-operations = ოპერაციები
print-item-outcome = გამოსავალი
print-item-state-when-sent = მდგომარეობა გაგზავნისას
print-item-state-at-discharge = მდგომარეობა გაწერისას
print-item-recommendations = სამკურნალო და შრომითი რეკომენდაციები
print-item-advice = რეკომენდაცია
print-item-advice-medicines = დანიშნული მედიკამენტები
print-item-regimen = რეჟიმი
print-item-diet = დიეტა
print-item-next-visit = შემდეგი ვიზიტი
print-item-observation = მეთვალყურეობა
print-item-follow-up = დისპანსერული მეთვალყურეობა
print-item-hospital = ჰოსპიტალიზაცია
print-item-work = შრომისუნარიანობა
print-item-doctor = მკურნალი ექიმი
print-item-head = დაწესებულების ხელმძღვანელი
print-item-head-department = განყოფილების გამგე
print-item-issued = გაცემის თარიღი, ბეჭედი

# Visit note
print-item-visit-at = თარიღი და დრო
print-item-place = ადგილი
print-item-reason = მიმართვის მიზეზი
print-item-history = ანამნეზი
print-item-vitals = გაზომვები
print-item-plan = გეგმა
print-item-medicines = დანიშნული მედიკამენტები
print-item-current-medicines = მიმდინარე მედიკამენტები
print-item-sick-leave = საავადმყოფო ფურცელი
print-item-clinician = მიიღო
print-addenda = დამატებები
print-column-measure = მაჩვენებელი
print-column-value = მნიშვნელობა
print-column-previous = წინა მნიშვნელობა
print-column-date = თარიღი
print-column-test = კვლევა
print-column-result = შედეგი
print-column-normal = ნორმა
print-column-conclusion = დასკვნა
print-vital-weight = წონა
print-vital-height = სიმაღლე
print-vital-temperature = სხეულის ტემპერატურა
print-vital-blood-pressure = არტერიული წნევა
print-vital-pulse = პულსი
print-vital-respiration = სუნთქვის სიხშირე
print-vital-saturation = სატურაცია (SpO₂)
print-vital-glucose = გლუკოზა სისხლში
print-vital-bmi = სხეულის მასის ინდექსი
print-vital-head-circumference = თავის გარშემოწერილობა
print-vital-arm-circumference = მხრის გარშემოწერილობა
print-vital-creatinine = კრეატინინი
print-value-with-date = { $value } ({ $date })

# Prescription
print-kind = ანაზღაურება
print-kind-paid = პაციენტის ხარჯით
print-kind-free = უფასოდ ან შეღავათით
print-kind-controlled = კონტროლირებადი მედიკამენტი
print-controlled-label = საჭიროა სპეციალური ბლანკი
print-controlled = ეს მედიკამენტი გაიცემა მხოლოდ ქვეყნის სპეციალური ბლანკით; ეს ფურცელი მას ვერ ცვლის
print-item-diagnosis = დიაგნოზი
print-item-weight = წონა
print-item-collector = მედიკამენტის მიღება შეუძლია
print-item-valid-until = მოქმედების ვადა
print-item-kind = ანაზღაურება
print-item-rp = Rp.
print-item-dtd = D. t. d. N
print-item-signa = S.
print-item-medicine = მედიკამენტი
print-item-form = ფორმა
print-item-dose = ერთჯერადი დოზა
print-item-daily-dose = სადღეღამისო დოზა
print-item-frequency = მიღების ჯერადობა
print-item-route = შეყვანის გზა
print-item-quantity = რაოდენობა
print-item-duration = კურსის ხანგრძლივობა
print-item-how-to-take = მიღების წესი
print-item-rate = სიჩქარე
print-item-instructions = პაციენტისთვის
print-item-arithmetic = დოზის გამოთვლა
print-item-substitution = სხვა სავაჭრო დასახელებით ჩანაცვლება
print-item-repeats = განმეორებითი გაცემა
print-item-latin = ლათინური დასახელება
print-item-generic = საერთაშორისო დასახელება
print-item-brand = სავაჭრო დასახელება
print-item-strength = კონცენტრაცია
print-allowed = დაშვებულია
print-not-allowed = დაუშვებელია
print-prescriber = გამოწერა
print-countersigner = მეორე ხელმოწერა
print-packs = შეფუთვა: { $packs }
print-medicine-nth = მედიკამენტი { $n }

# Referral
print-item-to-facility = სად
print-item-to-specialist = ვისთან
print-item-urgency = სასწრაფოობა
print-item-question = მიმართვის მიზანი
print-item-done = უკვე გაკეთდა
print-urgency-planned = გეგმური
print-urgency-urgent = სასწრაფო
print-urgency-emergency = გადაუდებელი, დაუყოვნებლივ
print-sender = გააგზავნა
print-reply = მიმღები მხარის პასუხი
print-reply-by = გვარი და ხელმოწერა


# Counted things: the word follows the number
print-amount-tablet = { $n ->
   *[other] { $value } ტაბლეტი
}
print-amount-capsule = { $n ->
   *[other] { $value } კაფსულა
}
print-amount-drop = { $n ->
   *[other] { $value } წვეთი
}
print-amount-puff = { $n ->
   *[other] { $value } შესუნთქვა
}
print-amount-dose = { $n ->
   *[other] { $value } დოზა
}
print-amount-ampoule = { $n ->
   *[other] { $value } ამპულა
}
print-amount-vial = { $n ->
   *[other] { $value } ფლაკონი
}
print-amount-sachet = { $n ->
   *[other] { $value } პაკეტი
}
print-amount-suppository = { $n ->
   *[other] { $value } სანთელი
}
print-amount-patch = { $n ->
   *[other] { $value } პლასტირი
}
print-amount-unit = { $n ->
   *[other] { $value } ერთეული
}

# Filled from the record
print-draft-mark = მონახაზი, ხელმოუწერელი
print-not-signed = ხელმოუწერელია
print-author-unknown = სახელი აქ უცნობია
print-allergy-disputed = ჩანაწერები განსხვავდება, ჯერ არ დაზუსტებულა
print-outpatient = ამბულატორიული
print-sick-from-to = { $from } – { $to }
print-sick-from = დასაწყისი: { $from }
print-sick-to = ბოლო დღე: { $to }
print-sick-number = № { $number }
print-since = დასაწყისი: { $date }
print-resolved = გადავლილი
print-given-at = მიცემულია { $time } საათზე
print-every-hours = ყოველ { $hours } საათში
print-addendum-removed = { $label }: ამოღებულია
print-addendum-same = ტექსტში არაფერი შეცვლილა
print-times-a-day = დღეში { $n }-ჯერ

# Dosage forms of the formulary
print-form-tablet = ტაბლეტი
print-form-injection = საინექციო ხსნარი
print-form-suspension = სუსპენზია
print-form-capsule = კაფსულა
print-form-syrup = სიროფი
print-form-powder-for-injection = საინექციო ფხვნილი
print-form-infusion = საინფუზიო ხსნარი
print-form-solution-for-infusion = საინფუზიო ხსნარი
print-form-oral-solution = ხსნარი დასალევად
print-form-granules = გრანულები
print-form-dispersible-tablet = დისპერგირებადი ტაბლეტი
print-form-drops = წვეთები
print-form-oil-drops = ზეთოვანი წვეთები
print-form-nebuliser-solution = ხსნარი ნებულაიზერისთვის
print-form-nebuliser-suspension = სუსპენზია ნებულაიზერისთვის
print-form-rectal-suppository = რექტალური სანთელი
print-form-suppository = სანთელი
print-form-powder = ფხვნილი
print-form-inhaler = ინჰალატორი
print-form-syrup-suspension = სიროფი ან სუსპენზია
print-form-combination-tablet = კომბინირებული ტაბლეტი
print-form-sachet = ფხვნილი პაკეტში
print-form-lotion-or-cream = ლოსიონი ან კრემი
print-form-emulsion-ointment = ემულსია ან მალამო
print-form-sublingual-tablet = ენისქვეშა ტაბლეტი
print-form-spray = სპრეი
print-form-syringe = მზა შპრიცი
print-form-rectal-tube = რექტალური ტუბი
print-form-buccal = ხსნარი ლოყის შიგნით
print-form-mr-tablet = გახანგრძლივებული მოქმედების ტაბლეტი

# Extract, laboratory, labels, list of the day
print-extract-title = ამონაწერი ბარათიდან
print-extract-visits = ვიზიტები
print-extract-no-visit = ვიზიტი არ არის ჩაწერილი
print-label-title-patient = პაციენტის იარლიყი
print-label-title-specimen = ნიმუშის იარლიყი
print-label-specimen = ნიმუში
print-label-taken = აღებულია
print-laboratory-title = მიმართვა ლაბორატორიაში და შედეგები
print-laboratory-how = მონიშნეთ საჭირო ანალიზები. ლაბორატორია წერს შედეგს, მის ერთეულს და ნორმას.
print-laboratory-sender = გამგზავნი
print-laboratory-by = შეასრულა (ლაბორატორია)
print-column-unit = ერთეული
print-day-title = დღის სია
print-day-nobody = ამ დღეს არავინ მიუღიათ
print-day-count = ადამიანები: { $n }
print-day-private = სიაში ადამიანების სახელებია: მხოლოდ პერსონალისთვის
print-item-day-time = დრო
print-item-day-seen = მდგომარეობა, ვინ მიიღო

print-case-title = ავადმყოფობის ისტორია
print-case-entries = ყოველდღიური ჩანაწერები
print-case-no-doses = ამ დღეებში არც დოზა და არც აქ მისაცემი დანიშნულება არ არის ჩაწერილი
