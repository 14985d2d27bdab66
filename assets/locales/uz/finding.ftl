# Findings of the dose check: one sentence per code; a person reads them beside an order.

# Verdicts and levels
finding-verdict-within = Meʼyor ichida
finding-verdict-outside = Meʼyordan tashqari
finding-verdict-cannot-check = Tekshirib boʻlmaydi
finding-level-contraindicated = Qarshi koʻrsatilgan
finding-level-cannot-check = Tekshirib boʻlmaydi
finding-level-major = Jiddiy
finding-level-warn = Ehtiyot boʻling
finding-level-info = Maʼlumot uchun
finding-not-approved = Qoidani shifokor hali tasdiqlamagan
finding-approved-by = Tasdiqladi: { $who }, { $date }
finding-source = Manba: { $title }
finding-source-unseen = Manba hali ochilmagan, solishtirish kerak: { $title }
finding-untranslated = { $text } (ingliz tilida)

# Stops
finding-stop = Qarshi koʻrsatilgan: { $reason }.
finding-avoid = Qoʻllamagan maʼqul: { $reason }.
finding-specialist = Bu yerda doza qoidasi yoʻq, mutaxassisdan soʻrang: { $reason }.
finding-note = Eʼtibor bering: { $reason }.

# Facts that are missing
finding-need-age = Tugʻilgan sana va bugungi sana kerak.
finding-need-weight = Bemorni torting: doza vaznga bogʻliq.
finding-need-route = Yuborish yoʻlini tanlang.
finding-need-sex = Jinsini koʻrsatish kerak.
finding-need-pregnancy = Homiladorlikni soʻrang: dori homilaga zarar yetkazishi mumkin.
finding-need-trimester = Homiladorlik trimestri kerak.
finding-need-breastfeeding = Koʻkrak suti bilan boqishini soʻrang.
finding-need-egfr = Buyrak faoliyati (KFT) kerak.
finding-need-conditions = Boshqa kasalliklarini soʻrang: ayrimlarida bu dori mumkin emas.
finding-need-birth-weeks = Tugʻilgandagi homiladorlik muddati (hafta) kerak.
finding-need-strength = Preparat konsentratsiyasini yozing.
finding-need-unit = Doza birligini tanlang.
finding-need-count = Dozani necha marta takrorlash mumkinligini yozing.
finding-need-allergies = Allergiya haqida soʻrang.
finding-need-current = Qanday dori ichayotganini soʻrang: xavfli birikma boʻlishi mumkin.
finding-need-given = Oxirgi 24 soatda nima berilganini bilish kerak.
finding-need-time = Vaqtini yozing: yaqinda doza berilgan, oraliq muhim.
finding-need-weight-kind = Vazn oʻlchanganmi yoki taxminiymi, koʻrsating.
finding-ask-pregnancy = Homiladorlik nomaʼlum; homilador boʻlsa qoʻllamagan maʼqul.
finding-ask-trimester = Trimestr nomaʼlum.
finding-ask-breastfeeding = Koʻkrak suti bilan boqishi nomaʼlum; boqsa qoʻllamagan maʼqul.
finding-ask-egfr = Buyrak faoliyati (KFT) nomaʼlum.
finding-ask-fact = Bu dori uchun muhim maʼlumot nomaʼlum.
finding-ask-allergies = Allergiya soʻralmagan.
finding-ask-current = Qabul qilayotgan dorilari soʻralmagan; oʻzaro taʼsir tekshirilmadi.
finding-ask-given = Oxirgi 24 soatda nima berilganini soʻrang.

# Weight
finding-weight-stale = Vazn { $days } kun oldin oʻlchangan ({ $date }): qayta torting.
finding-weight-date-needed = Tortilgan kuni nomaʼlum: qayta torting.
finding-weight-date-wrong = Tortilgan kun ({ $date }) notoʻgʻri.
finding-weight-implausible = Bu yoshda { $weight } kg boʻlishi mumkin emas ({ $low }–{ $high } kg): son va bemorni tekshiring.
finding-weight-high = { $weight } kg — bu yoshda kutilganidan koʻp ({ $limit } kg gacha): bu kilogrammmi? Qayta torting.
finding-weight-estimated = Vazn oʻlchanmagan, taxminiy.

# Contradictions
finding-contradiction-date = Tayinlov sanasi va vaqti mos emas.
finding-contradiction-birth = Tugʻilgan sana notoʻgʻri.
finding-contradiction-pregnancy = Homiladorlik maʼlumotlari bir-biriga zid.
finding-contradiction-egfr = Buyrak faoliyati qiymati notoʻgʻri.
finding-contradiction-birth-weeks = Tugʻilgandagi muddat notoʻgʻri.
finding-condition-unknown = “{ $condition }” holati qoidalarga nomaʼlum.

# Allergy
finding-allergy-same = Allergiya: { $allergy }. { $medicine } bermang.
finding-allergy-class = Allergiya: { $allergy }. { $medicine } — shu guruhdan ({ $class }).
finding-allergy-cross = Allergiya: { $allergy }. { $medicine } chalkash reaksiya berishi mumkin ({ $class }).
finding-allergy-cross-low = Allergiya: { $allergy }. { $medicine } reaksiyasi ehtimoli kam ({ $class }).
finding-allergy-part = Allergiya: { $allergy }. { $medicine }: { $reason }.
finding-allergy-unknown = “{ $allergy }” allergiyasi tushunilmadi: oʻzingiz solishtiring.

# Other medicines
finding-interaction = { $medicine } va { $other }: { $effect }. { $action }.
finding-duplicate = Bemor { $other } ({ $medicine }) qabul qilmoqda: sutkalik jami nomaʼlum.
finding-duplicate-hidden = { $other } tarkibida ham { $medicine } bor: sutkalik jami nomaʼlum.
finding-current-unknown = { $other } formulyarda yoʻq: oʻzaro taʼsir tekshirilmadi.
finding-medicine-unknown = { $medicine } formulyarda yoʻq.
finding-medicine-nearly = “{ $medicine }” nazarda tutilganmi?
finding-given-in-future = { $other }: berilgan vaqti hozirdan keyin.
finding-given-unknown = { $other } berilgan, lekin formulyarda yoʻq.
finding-given-unclear = { $other } qancha yoki qachon berilgani aniq emas.
finding-hidden-ingredient = { $other } berilgan: tarkibida { $medicine } bor, miqdori nomaʼlum.
finding-combination-product = { $other } tarkibida boshqa dorilar ham bor; ularning dozasi tekshirilmadi.
finding-product-differs = { $other } — { $medicine } emas.

# Rules
finding-no-rule = { $medicine } uchun doza qoidasi yoʻq: dozani tekshirib boʻlmaydi.
finding-no-rule-indication = Bu bemorga shu koʻrsatma boʻyicha { $medicine } qoidasi yoʻq.
finding-no-rule-route = Bu yuborish yoʻli bilan { $medicine } qoidasi yoʻq.
finding-no-rule-patient = Bu yosh va vaznga { $medicine } qoidasi yoʻq.
finding-only-knowledge = Qoida manba bilan hali solishtirilmagan: dozani tasdiqlab boʻlmaydi.
finding-choose-indication = Doza koʻrsatmaga bogʻliq: uni tanlang.
finding-depends-on-indication = { $dose } bir koʻrsatmaga mos, ammo boshqasiga koʻp ({ $indication }): koʻrsatmani tanlang.

# Doses
finding-within = Tayinlangani { $dose }; qoida boʻyicha { $low } – { $high } ({ $indication }).
finding-dose-above = { $dose } — eng katta bir martalik doza { $limit } dan { $times } baravar koʻp ({ $indication }).
finding-day-above = 24 soatda { $dose } — chegara { $limit } dan { $times } baravar koʻp ({ $indication }).
finding-above-usual = { $dose } odatdagi { $limit } dan koʻp, lekin chegaradan oshmaydi ({ $indication }).
finding-day-above-usual = 24 soatda { $dose } odatdagi { $limit } dan koʻp, lekin chegaradan oshmaydi ({ $indication }).
finding-too-soon = Oxirgi dozadan { $hours } oʻtdi; eng qisqa oraliq { $limit } soat ({ $indication }).
finding-hours = { $n } soat
finding-minutes = { $n } daq
finding-interval-short = Har { $hours } soat — juda tez-tez; eng qisqa oraliq { $limit } soat ({ $indication }).
finding-often = Doza har { $hours } soatda: qoidada kamida { $limit } soat ({ $indication }).
finding-too-many-doses = Sutkada doza: { $count }; qoidada koʻpi bilan { $limit } ({ $indication }).
finding-under-dose = { $dose } eng kam doza { $low } dan oz ({ $indication }).
finding-unit-slip = { $dose } eng kam dozaning ({ $low }) oʻndan biridan oz: birlikni tekshiring ({ $indication }).
finding-dose-invalid = Doza noldan katta son boʻlishi kerak.
finding-schedule-invalid = Dozalar soni, oraliq yoki kunlar notoʻgʻri.
finding-unit-unknown = “{ $unit }” birligi nomaʼlum.
finding-unit-mismatch = { $dose } ni qoida bilan solishtirib boʻlmaydi, u { $unit } da hisoblaydi.

# The product
finding-strength-unclear = “{ $strength }” konsentratsiyasi tushunarsiz yoki ikki xil oʻqiladi.
finding-strength-unusual = { $strength } — odatdagi konsentratsiya emas: yorliqqa qarang.
finding-hard-to-measure = { $exact } ni oʻlchash qiyin; eng yaqin xavfsiz miqdor { $measured }.
finding-basis = Qoida butun preparatni emas, { $part } ni hisoblaydi: yorliqqa qarang.
finding-too-many-days = { $days } kun odatdagi { $limit } kundan uzoq ({ $indication }).
finding-long-course = { $days } kun — odatdagi kursdan ({ $limit } kun) uzoq: shunday moʻljallanganmi?
finding-second-above = { $part }: sutkasiga { $dose }, bu { $limit } dan koʻp. U kamroq boʻlgan preparatni tanlang.
finding-rate-not-checked = Yuborish tezligi qoidalar bilan tekshirilmaydi.

# The calculation in words
finding-sum = { $perkg }/kg × { $weight } kg = { $dose }
finding-sum-capped = { $perkg }/kg × { $weight } kg, koʻpi bilan { $dose }
finding-sum-volume = {" "}→ { $volume } ({ $strength })
finding-sum-rounded = {" "}≈ { $measured } ({ $error } %)

# Units after a number
finding-unit-microgram = mkg
finding-unit-mg = mg
finding-unit-g = g
finding-unit-iu = XB
finding-unit-mmol = mmol
finding-unit-ml = ml
finding-unit-drop = tomchi
finding-unit-puff = purkash
finding-unit-tablet = tab.
finding-unit-suppository = shamcha

# weight, allergies, products, groups
finding-contradiction-breastfeeding = Emizish haqidagi maʼlumotlar bu bemorga mos kelmaydi.
finding-weight-jump = { $date } kuni vazni { $before } kg edi, hozir { $weight } kg: qayta torting.
finding-allergy-not-medicine = Doriga emas, boshqa narsaga allergiya yozilgan: { $allergy }.
finding-allergy-partly = “{ $allergy }” allergiyasi: yozuvning bir qismi tushunilmadi. U dori emasligiga ishonch hosil qiling.
finding-duplicate-therapy = { $medicine } va { $other } bitta guruhdan (ATX { $group }): ikkalasi birga kamdan-kam tayinlanadi.
finding-repeat-unknown = Qoidada dozani sutka ichida takrorlash mumkin-mumkin emasligi aytilmagan ({ $indication }).
finding-wrong-form = { $strength } — inyeksiya uchun boʻlmagan dori shaklining konsentratsiyasi.
finding-form-route = { $strength } — boshqa yuborish yoʻli uchun dori shaklining konsentratsiyasi.
finding-product-unknown = “{ $other }” preparati roʻyxatda yoʻq: tarkibida yana nima borligini qadogʻidan oʻqing.
finding-product-unnamed = “{ $other }” tarkibida { $medicine } bor-yoʻqligi maʼlum emas: yorligʻini oʻqing.
finding-product-strength = “{ $other }” preparatida { $product }, tayinlovda { $strength } deb yozilgan: yorliqqa qarang.
finding-product-not-injected = “{ $other }” — inyeksiya uchun boʻlmagan dori shakli.
finding-product-route = “{ $other }” — boshqa yuborish yoʻli uchun dori shakli.
finding-given-just-now = Oxirgi doza { $hours } soat oldin berilgan: bu oʻsha dozaning oʻzi emasmi? ({ $indication })
finding-adult-dose-light = { $weight } kg: bu oʻzgarmas doza kattalar uchun, uni vazn boʻyicha hisoblang ({ $indication }).
finding-heavier-than-rule = Qoida { $limit } kg gacha moʻljallangan, bemorning vazni { $weight } kg: bu yerda u hech narsani tasdiqlamaydi.
finding-profile-stands = Bu mamlakatda ushbu nashr amal qiladi: { $edition }.
finding-profile-unsigned = Bu mamlakat uchun belgilangan, lekin imzolanmagan: { $edition }. Eng qatʼiy qoida amal qiladi.
