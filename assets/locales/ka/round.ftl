# The nurse’s round
round-sentence = დანიშნულებები, რომელთა დოზები აქ ეძლევათ. Enter ხსნის დანიშნულებას
round-nobody = ახლა აქ არაფერი ეძლევათ. დანიშვნისას მონიშნეთ „დოზები აქ ეძლევა“
round-when = როდის
round-overdue = { $time }-დან
round-now = { $time }-დან
round-later = შემდეგი { $time }
round-needed-now = საჭიროებისას, შეიძლება ახლავე
round-needed-from = საჭიროებისას, არა უადრეს { $time }
round-needed-open = საჭიროებისას, შუალედი და რაოდენობა მითითებული არ არის
round-untold-not-said = როდის, უცნობია: დანიშნულებაში სიხშირე არ წერია
round-untold-unclear = როდის, უცნობია: დანიშნულებაში სიხშირე გაუგებარია
round-untold-turn-time = როდის, უცნობია: მიცემული დოზის დრო საეჭვოა
round-finished = კურსი დასრულებულია
round-print = დანიშნულების ფურცელი…
round-sheet = დანიშნულების ფურცელი

# One dose
give-title = დოზის მიცემა
give-back = სიაში
give-gone = ეს დანიშნულება შეწყდა, გაუქმდა, შესწორდა ან ჯერ არ მოსულა. არ მისცეთ; ნახეთ ბარათი
give-ordered = დაინიშნა { $when }, { $who }
give-turns = აქამდე მიცემული დოზები
give-none-yet = ჯერ არცერთი დოზა არ ჩაწერილა
give-turn-given = { $when } მიეცა, { $who }
give-turn-not = { $when } არ მიეცა, { $reason }, { $who }
give-product = პრეპარატი ხელში
give-box = რა წერია შეფუთვაზე, რომელიც ხელში გაქვთ
give-box-other = დანიშნულია „{ $product }“. შეადარეთ დასახელება, ფორმა და კონცენტრაცია შეფუთვას, რომელიც ხელში გაქვთ
give-box-scanned = დანიშნულია „{ $product }“: ეს შეფუთვა დაასკანერეთ?
give-weight-known = წონა { $weight } კგ, { $date }
give-weight-undated = წონა { $weight } კგ, თარიღი უცნობია
give-weight-none = წონა ჩაწერილი არ არის
give-weight-today = დღევანდელი წონა
give-pregnant = ორსულად არის
give-measure = აიღეთ { $amount }
give-early = დანიშნულებით არა უადრეს { $time }
give-do = მიცემა და ხელმოწერა
give-blocked-outside = ფარგლებს გარეთ: მხოლოდ მიზეზით
give-blocked-early = დანიშნულებით ადრეა: მხოლოდ მიზეზით
give-blocked-finished = კურსი დასრულებულია: მხოლოდ მიზეზით
give-blocked-second = მაღალი რისკის წამალი: ვიღაც თქვენთან ერთად ამოწმებს
give-blocked-dose = დანიშნულებაში დოზა არ იკითხება
give-blocked-role = თქვენი როლი წამალს არ იძლევა
give-blocked-weight = აკრეფილი წონა გაუგებარია
give-blocked-drip = წვეთოვანი შევსებული არ არის
give-with-reason = მიცემა მიზეზით…
give-with-second = ერთად შემოწმება და მიცემა…
give-override-title = ამ დოზას მიზეზი სჭირდება
give-override-do = ამ მიზეზით მიცემა
give-override-back = უკან, არ მიცემა
give-not = არ მიეცა…
give-not-title = რატომ არ მიეცა დოზა
give-not-do = ხელმოწერა: არ მიეცა
give-reason-refused = პაციენტმა უარი თქვა
give-reason-absent = პაციენტი აქ არ არის
give-reason-condition = მდგომარეობა არ იძლევა საშუალებას
give-reason-doctor = ექიმმა შეწყვიტა
give-reason-no-medicine = პრეპარატი არ არის
give-reason-other = სხვა, იხ. შენიშვნა
give-saved-given = ჩაიწერა: მიეცა
give-saved-not = ჩაიწერა: არ მიეცა

# A drip
give-drip = წვეთოვანი
give-drip-volume = შესაყვანი მოცულობა
give-drip-minutes = რამდენ წუთში
give-drip-set = წვეთი სისტემის 1 მლ-ში
give-drip-answer = { $rate } მლ/სთ · წუთში { $drops } წვეთი
give-drip-refused = ასეთ სიჩქარეს ვერ დათვლით: აიღეთ სხვა სისტემა ან ტუმბო, შეამოწმეთ რიცხვები

# Ordered for here
card-rx-given-here = დოზები აქ ეძლევა: ექთნის სიაში
card-rx-as-needed = საჭიროებისას
card-as-needed = საჭიროებისას, არაუმეტეს

# The administration sheet on paper
print-administration-title = დანიშნულების ფურცელი
print-administration-of = დოზები: { $date }
print-administration-order = დანიშნულება
print-administration-doses = მიეცა ან არ მიეცა
print-administration-given = მიეცა
print-administration-not = არ მიეცა
print-administration-none = დოზა ჩაწერილი არ არის
print-administration-nothing = ამ დღეს აქ დანიშნულება არ ყოფილა
print-administration-by = დოზები მისცა
print-administration-other = ამ ფურცელზე დანიშნულების გარეშე
print-as-needed = საჭიროებისას
print-second-checked = შეამოწმა: { $who }
print-checked-alone = მარტო, დოზა ორჯერ აიკრიფა
print-drip = { $volume } მლ, { $rate } მლ/სთ, წუთში { $drops } წვეთი

# A dose given elsewhere, as told
give-elsewhere = სხვაგან მიეცა…
give-elsewhere-title = სხვაგან მიცემული დოზა
give-elsewhere-what = ის ითვლება 24 საათის ჯამში და ინტერვალში და ნაჩვენებია როგორც ნათქვამი და არა აქ მიცემული. ჰკითხეთ დრო და დოზა.
give-elsewhere-who = ვინ თქვა
give-elsewhere-time = დრო, მაგალითად 08:30
give-elsewhere-time-wrong = დღის დრო, რომელიც უკვე გავიდა
give-elsewhere-do = ნათქვამის ჩაწერა
give-elsewhere-saved = დოზა ჩაიწერა ნათქვამის მიხედვით.
give-stated-patient = პაციენტი
give-stated-family = ოჯახი
give-stated-ambulance = სასწრაფო დახმარება
give-stated-hospital = საავადმყოფო
give-stated-other = სხვა, იხ. შენიშვნა
give-turn-stated = { $when } სხვაგან მიეცა: { $dose }, თქვა: { $sayer }; ჩაწერა: { $who }
print-administration-elsewhere = სხვაგან მიეცა
print-administration-stated = თქვა: { $who }
print-administration-noted = ჩაწერა: { $who }
print-given-elsewhere-at = სხვაგან მიეცა { $time }-ზე, ნათქვამის მიხედვით
error-dose-stated = სხვაგან მიცემული დოზისთვის საჭიროა, ვინ თქვა და დოზის დრო; აქ ის არ შემოწმებულა. არაფერი შენახულა. შეასწორეთ.

# A scanned code
round-scan = დაასკანერეთ რეცეპტი ან პირადობის მოწმობა
round-scan-found = არჩეულია პაციენტი: { $name }. დანიშნულებები აქ: { $count }. Enter ხსნის არჩეულ სტრიქონს
round-scan-nobody = ამ სიაში ასეთი ნომერი არავის აქვს. არაფერი აირჩა
round-scan-several = ამ სიაში ასეთი ნომერი ერთზე მეტ სტრიქონს აქვს. არაფერი აირჩა: აირჩიეთ სახელით და დაბადების თარიღით
round-scan-unread = ეს არც ჩვენი რეცეპტის კოდია და არც პირადი ნომერი. არაფერი აირჩა. თუ სკანერმა სხვა ასოები აკრიფა, გადართეთ კლავიატურა ლათინურზე
give-scan = დაასკანერეთ შეფუთვა
give-scan-read = კოდიდან წაკითხულია: { $what }. პროგრამა კოდით ვერ გეტყვით, რომელი წამალია: შეადარეთ ეტიკეტი დანიშნულებას
give-scan-bare = კოდში არც სერიაა და არც ვარგისიანობის ვადა: წაიკითხეთ შეფუთვაზე. პროგრამა კოდით ვერ გეტყვით, რომელი წამალია: შეადარეთ ეტიკეტი დანიშნულებას
give-scan-wrong-check-digit = კოდი არასწორად წაიკითხა: საკონტროლო ციფრი არ ემთხვევა. არაფერი ჩაიწერა; დაასკანერეთ ხელახლა ან აკრიფეთ
give-scan-wrong-date = კოდში მითითებული თარიღი არ არსებობს. არაფერი ჩაიწერა; აკრიფეთ სერია და ვარგისიანობის ვადა შეფუთვიდან
give-scan-wrong-letters = კოდში ისეთი ნიშნებია, რომლებიც კოდებში არ გვხვდება. არაფერი ჩაიწერა; გადართეთ კლავიატურა ლათინურზე და დაასკანერეთ ხელახლა
give-scan-wrong-unknown = ეს კოდი გაუგებარია. არაფერი ჩაიწერა; აკრიფეთ სერია და ვარგისიანობის ვადა შეფუთვიდან
give-expired = შეფუთვის ვარგისიანობის ვადა გასულია: აიღეთ სხვა
give-blocked-expired = ვადაგასულია: მხოლოდ მიზეზით
give-blocked-expiry = ვარგისიანობის ვადა არ იკითხება
error-dose-package = სერია, ვარგისიანობის ვადა, შეფუთვის წარწერა ან კოდი ასე ვერ შეინახება, ან ეკუთვნის დოზას, რომელიც აქ არ მისცეს. არაფერი შენახულა. შეასწორეთ.
error-dose-expired = შეფუთვის ვარგისიანობის ვადა გასულია: მისგან აღებულ დოზას მიზეზი სჭირდება. არაფერი შენახულა.
