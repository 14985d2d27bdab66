# Findings of the dose check: one sentence per code; a person reads them beside an order.

# Verdicts and levels
finding-verdict-within = ფარგლებში
finding-verdict-outside = ფარგლებს გარეთ
finding-verdict-cannot-check = შემოწმება შეუძლებელია
finding-level-contraindicated = უკუნაჩვენებია
finding-level-cannot-check = შემოწმება შეუძლებელია
finding-level-major = სერიოზული
finding-level-warn = სიფრთხილე
finding-level-info = საინფორმაციოდ
finding-not-approved = წესი ექიმს ჯერ არ დაუმტკიცებია
finding-approved-by = დაამტკიცა: { $who }, { $date }
finding-source = წყარო: { $title }
finding-source-unseen = წყარო ჯერ არ გახსნილა, შესადარებელია: { $title }
finding-untranslated = { $text } (ინგლისურად)

# Stops
finding-stop = უკუნაჩვენებია: { $reason }.
finding-avoid = მოერიდეთ: { $reason }.
finding-specialist = აქ დოზის წესი არ არის, ჰკითხეთ სპეციალისტს: { $reason }.
finding-note = ყურადღება: { $reason }.

# Facts that are missing
finding-need-age = საჭიროა დაბადების თარიღი და დღევანდელი თარიღი.
finding-need-weight = აწონეთ პაციენტი: დოზა წონაზეა დამოკიდებული.
finding-need-route = აირჩიეთ შეყვანის გზა.
finding-need-sex = საჭიროა სქესი.
finding-need-pregnancy = ჰკითხეთ ორსულობის შესახებ: წამალმა შეიძლება ნაყოფს ავნოს.
finding-need-trimester = საჭიროა ორსულობის ტრიმესტრი.
finding-need-breastfeeding = ჰკითხეთ ძუძუთი კვების შესახებ.
finding-need-egfr = საჭიროა თირკმლის ფუნქცია (გფს).
finding-need-conditions = ჰკითხეთ სხვა დაავადებებზე: ზოგიერთის დროს ეს წამალი არ შეიძლება.
finding-need-birth-weeks = საჭიროა გესტაციის კვირები დაბადებისას.
finding-need-strength = მიუთითეთ პრეპარატის კონცენტრაცია.
finding-need-unit = აირჩიეთ დოზის ერთეული.
finding-need-count = მიუთითეთ, რამდენჯერ შეიძლება დოზის გამეორება.
finding-need-allergies = ჰკითხეთ ალერგიის შესახებ.
finding-need-current = ჰკითხეთ, რა წამლებს იღებს: შესაძლებელია საშიში შეთავსება.
finding-need-given = საჭიროა, რა მიეცა ბოლო 24 საათში.
finding-need-time = მიუთითეთ დრო: ცოტა ხნის წინ მიეცა დოზა, შუალედი მნიშვნელოვანია.
finding-need-weight-kind = მიუთითეთ, წონა გაზომილია თუ სავარაუდო.
finding-ask-pregnancy = ორსულობა უცნობია; ორსულობისას მოერიდეთ.
finding-ask-trimester = ტრიმესტრი უცნობია.
finding-ask-breastfeeding = ძუძუთი კვება უცნობია; კვებისას მოერიდეთ.
finding-ask-egfr = თირკმლის ფუნქცია (გფს) უცნობია.
finding-ask-fact = უცნობია ამ წამლისთვის მნიშვნელოვანი ფაქტი.
finding-ask-allergies = ალერგიაზე არ უკითხავთ.
finding-ask-current = მიმდინარე წამლებზე არ უკითხავთ; ურთიერთქმედება არ შემოწმდა.
finding-ask-given = ჰკითხეთ, რა მიეცა ბოლო 24 საათში.

# Weight
finding-weight-stale = წონა { $days } დღის წინანდელია ({ $date }): აწონეთ ხელახლა.
finding-weight-date-needed = აწონვის თარიღი უცნობია: აწონეთ ხელახლა.
finding-weight-date-wrong = აწონვის თარიღი ({ $date }) არასწორია.
finding-weight-implausible = ამ ასაკში { $weight } კგ შეუძლებელია ({ $low }–{ $high } კგ): შეამოწმეთ რიცხვი და პაციენტი.
finding-weight-high = { $weight } კგ ამ ასაკში მოსალოდნელზე მეტია ({ $limit } კგ-მდე): კილოგრამებშია? აწონეთ ხელახლა.
finding-weight-estimated = წონა სავარაუდოა, არ არის გაზომილი.

# Contradictions
finding-contradiction-date = დანიშნულების თარიღი და დრო არ ემთხვევა.
finding-contradiction-birth = დაბადების თარიღი არასწორია.
finding-contradiction-pregnancy = ორსულობის მონაცემები ერთმანეთს ეწინააღმდეგება.
finding-contradiction-egfr = თირკმლის ფუნქციის მნიშვნელობა არასწორია.
finding-contradiction-birth-weeks = დაბადების კვირები არასწორია.
finding-condition-unknown = მდგომარეობა „{ $condition }“ წესებისთვის უცნობია.

# Allergy
finding-allergy-same = ალერგია: { $allergy }. არ მისცეთ { $medicine }.
finding-allergy-class = ალერგია: { $allergy }. { $medicine } იმავე ჯგუფიდანაა ({ $class }).
finding-allergy-cross = ალერგია: { $allergy }. { $medicine } შეიძლება ჯვარედინი რეაქცია გამოიწვიოს ({ $class }).
finding-allergy-cross-low = ალერგია: { $allergy }. რეაქცია { $medicine }-ზე ნაკლებად სავარაუდოა ({ $class }).
finding-allergy-part = ალერგია: { $allergy }. { $medicine }: { $reason }.
finding-allergy-unknown = ალერგია „{ $allergy }“ ვერ ამოვიცანით: თავად შეადარეთ.

# Other medicines
finding-interaction = { $medicine } და { $other }: { $effect }. { $action }.
finding-duplicate = პაციენტი უკვე იღებს { $other } ({ $medicine }): დღის ჯამი უცნობია.
finding-duplicate-hidden = { $other } ასევე შეიცავს { $medicine }: დღის ჯამი უცნობია.
finding-current-unknown = { $other } ფორმულარში არ არის: ურთიერთქმედება არ შემოწმდა.
finding-medicine-unknown = { $medicine } ფორმულარში არ არის.
finding-medicine-nearly = იგულისხმება „{ $medicine }“?
finding-given-in-future = { $other }: მიცემის დრო ახლანდელზე გვიანია.
finding-given-unknown = მიცემულია { $other }, მაგრამ ფორმულარში არ არის.
finding-given-unclear = გაურკვეველია, რამდენი ან როდის მიეცა { $other }.
finding-hidden-ingredient = მიცემულია { $other }: შეიცავს { $medicine }, რაოდენობა უცნობია.
finding-combination-product = { $other } სხვა წამლებსაც შეიცავს; მათი დოზა არ შემოწმდა.
finding-product-differs = { $other } არ არის { $medicine }.

# Rules
finding-no-rule = { $medicine }: დოზის წესი არ არის, დოზის შემოწმება შეუძლებელია.
finding-no-rule-indication = ამ პაციენტისთვის ამ ჩვენებით { $medicine } წესი არ არის.
finding-no-rule-route = ამ გზით { $medicine } წესი არ არის.
finding-no-rule-patient = ამ ასაკისა და წონისთვის { $medicine } წესი არ არის.
finding-only-knowledge = წესი წყაროსთან ჯერ არ შედარებულა: დოზის დადასტურება შეუძლებელია.
finding-choose-indication = დოზა ჩვენებაზეა დამოკიდებული: აირჩიეთ.
finding-depends-on-indication = { $dose } ერთ ჩვენებას შეესაბამება, მაგრამ მეორისთვის ბევრია ({ $indication }): აირჩიეთ ჩვენება.

# Doses
finding-within = დანიშნულია { $dose }; წესით { $low }-დან { $high }-მდე ({ $indication }).
finding-dose-above = { $dose } უდიდეს ერთჯერად დოზაზე ({ $limit }) { $times }-ჯერ მეტია ({ $indication }).
finding-day-above = 24 საათში { $dose } ზღვარზე ({ $limit }) { $times }-ჯერ მეტია ({ $indication }).
finding-above-usual = { $dose } ჩვეულებრივ { $limit }-ზე მეტია, თუმცა ზღვარს არ სცდება ({ $indication }).
finding-day-above-usual = 24 საათში { $dose } ჩვეულებრივ { $limit }-ზე მეტია, თუმცა ზღვარს არ სცდება ({ $indication }).
finding-too-soon = ბოლო დოზიდან { $hours } გავიდა; უმოკლესი შუალედი { $limit } სთ ({ $indication }).
finding-hours = { $n } სთ
finding-minutes = { $n } წთ
finding-interval-short = ყოველ { $hours } სთ ძალიან ხშირია; უმოკლესი შუალედი { $limit } სთ ({ $indication }).
finding-often = დოზა ყოველ { $hours } სთ: წესით სულ მცირე { $limit } სთ ({ $indication }).
finding-too-many-doses = დღეში დოზა: { $count }; წესით არაუმეტეს { $limit } ({ $indication }).
finding-under-dose = { $dose } უმცირეს დოზაზე ({ $low }) ნაკლებია ({ $indication }).
finding-unit-slip = { $dose } უმცირესი დოზის ({ $low }) მეათედზე ნაკლებია: შეამოწმეთ ერთეული ({ $indication }).
finding-dose-invalid = დოზა ნულზე მეტი რიცხვი უნდა იყოს.
finding-schedule-invalid = დოზების რაოდენობა, შუალედი ან დღეები არასწორია.
finding-unit-unknown = ერთეული „{ $unit }“ უცნობია.
finding-unit-mismatch = { $dose } წესს ვერ შეედრება, ის ითვლის ერთეულით { $unit }.

# The product
finding-strength-unclear = კონცენტრაცია „{ $strength }“ გაუგებარია ან ორნაირად იკითხება.
finding-strength-unusual = { $strength } უჩვეულო კონცენტრაციაა: ნახეთ ეტიკეტი.
finding-hard-to-measure = { $exact } ძნელი გასაზომია; უახლოესი უსაფრთხო რაოდენობა { $measured }.
finding-basis = წესი ითვლის ამას: { $part }, არა მთელ პრეპარატს: ნახეთ ეტიკეტი.
finding-too-many-days = { $days } დღე ჩვეულებრივ { $limit }-ზე ხანგრძლივია ({ $indication }).
finding-long-course = { $days } დღე ჩვეულებრივ კურსზე ({ $limit } დღე) ხანგრძლივია: ასეა განზრახული?
finding-second-above = { $part }: დღე-ღამეში { $dose } მეტია, ვიდრე { $limit }. აირჩიეთ პრეპარატი, რომელშიც ის ნაკლებია.
finding-rate-not-checked = შეყვანის სიჩქარეს წესები არ ამოწმებს.

# The calculation in words
finding-sum = { $perkg }/კგ × { $weight } კგ = { $dose }
finding-sum-capped = { $perkg }/კგ × { $weight } კგ, არაუმეტეს { $dose }
finding-sum-volume = {" "}→ { $volume } ({ $strength })
finding-sum-rounded = {" "}≈ { $measured } ({ $error } %)

# Units after a number
finding-unit-microgram = მკგ
finding-unit-mg = მგ
finding-unit-g = გ
finding-unit-iu = სე
finding-unit-mmol = მმოლი
finding-unit-ml = მლ
finding-unit-drop = წვეთი
finding-unit-puff = შესუნთქვა
finding-unit-tablet = ტაბ.
finding-unit-suppository = სანთ.

# weight, allergies, products, groups
finding-contradiction-breastfeeding = ძუძუთი კვების მონაცემები ამ პაციენტს არ შეესაბამება.
finding-weight-jump = { $date } წონა იყო { $before } კგ, ახლა { $weight } კგ: აწონეთ ხელახლა.
finding-allergy-not-medicine = ჩაწერილია ალერგია, რომელიც მედიკამენტზე არ არის: { $allergy }.
finding-allergy-partly = ალერგია „{ $allergy }“: ჩანაწერის ნაწილი ვერ ამოვიცანით. დარწმუნდით, რომ ეს მედიკამენტი არ არის.
finding-duplicate-therapy = { $medicine } და { $other } ერთი ჯგუფისაა (ATC { $group }): ერთად იშვიათად ინიშნება.
finding-repeat-unknown = წესში არ წერია, შეიძლება თუ არა დოზის განმეორება დღე-ღამეში ({ $indication }).
finding-wrong-form = { $strength } — ასეთი კონცენტრაცია აქვს ფორმას, რომელიც საინექციო არ არის.
finding-form-route = { $strength } — ასეთი კონცენტრაცია აქვს სხვა გზით მისაღებ ფორმას.
finding-product-unknown = პრეპარატი „{ $other }“ სიაში არ არის: წაიკითხეთ შეფუთვაზე, კიდევ რას შეიცავს.
finding-product-unnamed = უცნობია, შეიცავს თუ არა „{ $other }“ ნივთიერებას { $medicine }: წაიკითხეთ ეტიკეტი.
finding-product-strength = პრეპარატზე „{ $other }“ წერია { $product }, დანიშნულებაში — { $strength }: ნახეთ ეტიკეტი.
finding-product-not-injected = „{ $other }“ საინექციო ფორმა არ არის.
finding-product-route = „{ $other }“ სხვა გზით მისაღები ფორმაა.
finding-given-just-now = ბოლო დოზა მიეცა { $hours } სთ წინ: ხომ არ არის ეს იგივე დოზა? ({ $indication })
finding-adult-dose-light = { $weight } კგ: ეს ფიქსირებული დოზა მოზრდილებისთვისაა, გამოთვალეთ წონის მიხედვით ({ $indication }).
finding-heavier-than-rule = წესი { $limit } კგ-მდე წონისთვისაა, პაციენტი { $weight } კგ-ს იწონის: აქ ის არაფერს ადასტურებს.
finding-profile-stands = ამ ქვეყანაში მოქმედებს გამოცემა: { $edition }.
finding-profile-unsigned = ამ ქვეყნისთვის მითითებულია, მაგრამ ხელმოწერილი არ არის: { $edition }. მოქმედებს ყველაზე მკაცრი წესი.
