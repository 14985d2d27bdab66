# The pregnancy card: dates

pregnancy-title = Homilador kartasi
pregnancy-open = Homilador kartasi
pregnancy-book = Homilador kartasini ochish…
pregnancy-age = { $weeks } hafta { $days } kun
pregnancy-weeks = { $weeks } hafta
pregnancy-dated-lmp = { $age }, taxminiy tugʻruq sanasi { $due }, oxirgi hayz boʻyicha.
pregnancy-dated-ultrasound = { $age }, taxminiy tugʻruq sanasi { $due }, UTT boʻyicha.
pregnancy-agrees = Hayz va UTT boʻyicha muddat { $days } kunga farq qiladi, { $allowed } kundan oshmaydi: hayz boʻyicha muddat qoladi.
pregnancy-redated = Hayz va UTT boʻyicha muddat { $days } kunga farq qiladi, { $allowed } kundan ortiq: UTT muddati olindi. Oxirgi hayz sanasini qayta soʻrang.
pregnancy-late-scan = Birinchi UTT kech, { $age } muddatda qilingan: farq homilaning kichik yoki katta ekanini ham bildirishi mumkin. Shifokorga koʻrsating.
pregnancy-uncertain = 22 haftagacha UTT yozilmagan: muddat aniq emas.
pregnancy-undated = Muddat nomaʼlum: oxirgi hayz kuni ham, UTT ham yoʻq. UTTga yuboring.
pregnancy-over = 44 haftadan ortiq vaqt oʻtdi: homiladorlik qanday tugaganini yozing yoki muddatni tuzating.
pregnancy-ahead = Homiladorlik shu kundan keyin boshlanadi: sana notoʻgʻri.
pregnancy-disputed = Homiladorlik haqida turlicha yozilgan. Notoʻgʻri yozuvni bekor qiling yoki tuzating; ungacha hech narsa aniq emas.
pregnancy-ended-on = { $date } kuni tugagan: { $outcome }.

# Danger signs: one sentence with what to do
pregnancy-sign-convulsions = Tutqanoq: eklampsiya deb hisoblang. Hoziroq tez yordam chaqiring, chap yonboshiga yotqizing.
pregnancy-sign-bleeding = Qon ketishi: qin orqali koʻrmang. Tez yordam chaqiring, shifoxonaga hozir yuboring.
pregnancy-sign-breathing = Tinch holatda nafas qisishi: tez yordam chaqiring, shifoxonaga hozir yuboring.
pregnancy-sign-headache-vision = Kuchli bosh ogʻrigʻi yoki koʻrish buzilishi: preeklampsiyani oʻylang, qon bosimini oʻlchang, shifoxonaga hozir yuboring.
pregnancy-sign-abdominal-pain = Qorinda yoki qovurgʻa ostida kuchli ogʻriq: shifoxonaga hozir yuboring.
pregnancy-sign-bp-severe = Qon bosimi { $pressure }: ogʻir gipertenziya. Tez yordam chaqiring, shifoxonaga hozir yuboring.
pregnancy-sign-preeclampsia = Qon bosimi { $pressure } va siydikda oqsil { $protein }: preeklampsiya. Shifoxonaga hozir yuboring.
pregnancy-sign-fetal-heart = Homila yurak urishi daqiqada { $beats }, odatda 110–160: yana eshiting va hozir shifoxonaga yuboring.
pregnancy-sign-hb-severe = Gemoglobin { $hb } g/l, { $limit } dan past: ogʻir kamqonlik. Shifoxonaga bugun yuboring.
pregnancy-sign-bp-high = Qon bosimi { $pressure }: homilador uchun yuqori. Dam olgandan keyin yana oʻlchang, siydikda oqsilni tekshiring, bugun shifokorga.
pregnancy-sign-protein = Siydikda oqsil { $protein }: qon bosimini oʻlchang, siydikni laboratoriyaga yuboring, bugun shifokorga.
pregnancy-sign-waters = Qogʻonoq suvi ketgan yoki sizib turibdi: shifoxonaga bugun yuboring.
pregnancy-sign-fever = Isitma: bugun shifokorga; holsizlik yoki qaltirash boʻlsa, shifoxonaga.
pregnancy-sign-swelling = Yuz yoki qoʻl shishgan: qon bosimini oʻlchang, siydikda oqsilni tekshiring, bugun shifokorga.
pregnancy-sign-vomiting = Yegan-ichganining hammasini qusadi: bugun shifokorga, infuziya kerak boʻlishi mumkin.
pregnancy-sign-movements = Homila odatdagidan kam qimirlaydi yoki qimirlamaydi: yurak urishini hozir eshiting, shifoxonaga bugun yuboring.
pregnancy-sign-post-term = { $weeks } hafta, tugʻmagan: shifoxonaga bugun yuboring.
pregnancy-sign-hb-low = Gemoglobin { $hb } g/l, bu muddat uchun { $limit } dan past: kamqonlik. Davolash uchun shifokorga koʻrsating.
pregnancy-sign-fundal-low = Bachadon tubi balandligi { $weeks } haftada { $cm } sm: muddatdan 3 sm dan ortiq kichik. UTTga va shifokorga yuboring.
pregnancy-sign-fundal-high = Bachadon tubi balandligi { $weeks } haftada { $cm } sm: muddatdan 3 sm dan ortiq katta. UTTga va shifokorga yuboring.
pregnancy-sign-presentation = Homila bosh bilan yotmagan: tugʻruq joyini shifokor hal qiladi.
pregnancy-sign-history = Oldingi kasallik yoki asoratlar bor: kuzatuv va tugʻruq joyini shifokor hal qiladi.
pregnancy-sign-rhesus = Rezus-manfiy: shifokordan antitanalar va 28 haftadagi anti-rezus immunoglobulin haqida soʻrang.
pregnancy-sign-fetuses = Homilalar soni: { $count }. Bachadon tubi balandligi va vazn ortishi bu yerda baholanmaydi; shifokor kuzatadi.
pregnancy-level-emergency = Hozir
pregnancy-level-today = Bugun
pregnancy-level-soon = Yaqin kunlarda
pregnancy-level-note = Eʼtiborga olish
pregnancy-no-signs = Oʻlchangan va soʻralganlarda roʻyxatdagi xavfli belgilar yoʻq. Koʻriklar reja boʻyicha davom etadi.

# What nobody measured
pregnancy-gaps = Oxirgi koʻrikda oʻlchanmagan yoki soʻralmagan: { $names }.
pregnancy-gap-contact = Hali birorta koʻrik yozilmagan: homiladorlik haqida hech narsa deb boʻlmaydi.
pregnancy-gap-pressure = qon bosimi
pregnancy-gap-protein = siydikdagi oqsil
pregnancy-gap-danger = xavfli belgilar
pregnancy-gap-weight = vazn
pregnancy-gap-fundal = bachadon tubi balandligi
pregnancy-gap-fetal-heart = homila yurak urishi
pregnancy-gap-haemoglobin = gemoglobin (bu homiladorlikda bir marta ham)
pregnancy-gap-rhesus = qon guruhi va rezus (pasport)

# Contacts by the plan
pregnancy-contact-due = Koʻrik vaqti keldi: { $week } hafta.
pregnancy-contact-overdue = Koʻrik oʻtib ketdi: { $week } hafta, { $date } dan. Chaqiring.
pregnancy-contact-next = Keyingi koʻrik: { $week } hafta, { $date } dan.
pregnancy-status-held = boʻldi
pregnancy-status-due = vaqti keldi
pregnancy-status-overdue = muddati oʻtgan
pregnancy-status-soon = tez orada
pregnancy-status-later = keyinroq
pregnancy-status-missed = yozilmagan
pregnancy-column-week = Muddat
pregnancy-column-from = Qaysi kundan
pregnancy-column-held = Oʻtgan kuni
pregnancy-column-pressure = AB
pregnancy-column-weight = Vazn, kg
pregnancy-column-fundal = Bachadon tubi, sm
pregnancy-column-fetal-heart = Homila yuragi
pregnancy-column-protein = Oqsil
pregnancy-column-hb = Hb, g/l
pregnancy-column-danger = Xavfli belgilar
pregnancy-danger-none = yoʻq
pregnancy-danger-some = bor
pregnancy-protein-none = yoʻq
pregnancy-protein-trace = izlari
pregnancy-other-visit = tashrif

# The window
pregnancy-tab = Nimani koʻrsatish
pregnancy-tab-contacts = Koʻriklar
pregnancy-tab-plan = Reja
pregnancy-tab-fundal = Bachadon tubi
pregnancy-tab-weight = Vazn
pregnancy-tab-booking = Hisobga olish
pregnancy-nothing-measured = Bu egri chiziq uchun hali hech narsa oʻlchanmagan.
pregnancy-foot-weeks = Homiladorlik haftalari
pregnancy-upright-fundal = Bachadon tubi balandligi, sm
pregnancy-upright-weight = Vazn, kg
pregnancy-curve-fundal = Oʻrta chiziq: santimetr = hafta, chetkilari 3 sm uzoqda: umumiy qoida, standart emas.
pregnancy-curve-weight = Chiziqlar: homiladorlikkacha vazniga koʻra ortish chegarasi (IOM 2009).
pregnancy-curve-weight-bare = Boʻy va homiladorlikkacha vaznsiz solishtiradigan chegara yoʻq.
pregnancy-not-approved = Bu belgilar va muddatlarni hali biror shifokor tasdiqlamagan. Boshqa joyda yozilgani bu yerda nomaʼlum: soʻrang.
pregnancy-source = Manba: { $title }.
pregnancy-unconfirmed = Manba bilan tasdiqlanmagan.
pregnancy-new-contact = Yangi koʻrik
pregnancy-correct = Tuzatish…
pregnancy-end = Tugadi…
pregnancy-print = Chop etish…
pregnancy-again = Yangi homiladorlik…

# Booking and end
pregnancy-book-title = Hisobga olish
pregnancy-booked-on = Hisobga olingan sana
pregnancy-lmp = Oxirgi hayzning birinchi kuni
pregnancy-scan-on = Birinchi UTT kuni
pregnancy-scan-weeks = UTT boʻyicha hafta
pregnancy-scan-days = va kun
pregnancy-scan-whole = UTT kuni va haftasini ham yozing, 5–42 hafta
pregnancy-gravida = Nechanchi homiladorlik
pregnancy-parity = Oldingi tugʻruqlar
pregnancy-living = Tirik bolalar
pregnancy-fetuses = UTT boʻyicha homila soni
pregnancy-height = Boʻyi, sm
pregnancy-weight-before = Homiladorlikkacha vazni, kg
pregnancy-blood = Qon guruhi va rezus
pregnancy-blood-missing = yozilmagan: pasportga kiriting
pregnancy-father-rh = Bola otasining rezusi
pregnancy-rh-positive = musbat
pregnancy-rh-negative = manfiy
pregnancy-rh-unknown = nomaʼlum
pregnancy-history = Oldingi homiladorliklar va kasalliklar
pregnancy-history-asked = Bularning hammasi soʻraldi
pregnancy-history-none = soʻraldi, roʻyxatdan hech narsa yoʻq
pregnancy-history-not-asked = soʻralmagan
pregnancy-history-caesarean = kesar kesish yoki bachadondagi chandiq
pregnancy-history-preeclampsia = preeklampsiya yoki eklampsiya
pregnancy-history-bleeding = tugʻruqdan keyin qon ketishi
pregnancy-history-stillbirth = oʻlik tugʻilish yoki chaqaloq oʻlimi
pregnancy-history-preterm = 37 haftagacha tugʻruq
pregnancy-history-miscarriages = uch va undan koʻp homila tushishi
pregnancy-history-hypertension = arterial gipertenziya
pregnancy-history-diabetes = qandli diabet
pregnancy-history-heart = yurak kasalligi
pregnancy-history-kidney = buyrak kasalligi
pregnancy-history-epilepsy = epilepsiya
pregnancy-history-other = boshqa, izohga qarang
pregnancy-ended = Tugagan kuni
pregnancy-outcome = Qanday tugadi
pregnancy-outcome-live-birth = tirik tugʻilish
pregnancy-outcome-stillbirth = oʻlik tugʻilish
pregnancy-outcome-miscarriage = homila tushishi
pregnancy-outcome-termination = homilani toʻxtatish
pregnancy-outcome-ectopic = bachadondan tashqari homiladorlik
pregnancy-outcome-other = boshqa
pregnancy-saved = Homilador kartasi imzolandi.

# What the dose check says
card-doubt-pregnancy = Yozuvlar mos emas: homiladormi va muddati qancha. Homilador kartasi bilan boshqa maʼlumot farq qiladi. Avval shuni aniqlang.

# Refusals
error-pregnancy-day = Hisobga olish kuni yozilmagan yoki hali kelmagan. Hech narsa saqlanmadi. Sanani tuzating.
error-pregnancy-lmp = Oxirgi hayz kuni hali kelmagan. Hech narsa saqlanmadi. Sanani tuzating.
error-pregnancy-scan = UTT uchun kelgan kun va koʻrsatilgan muddat kerak, 5–42 hafta. Hech narsa saqlanmadi. Tuzating yoki olib tashlang.
error-pregnancy-too-long = Bu sanalar boʻyicha oʻsha kungacha 44 haftadan ortiq oʻtgan boʻlardi: sana notoʻgʻri. Hech narsa saqlanmadi. Tuzating.
error-pregnancy-before = Bu sanalar boʻyicha homiladorlik hisobga olish yoki tugashdan keyin boshlanardi. Hech narsa saqlanmadi. Sanani tuzating.
error-pregnancy-numbers = Homiladorlik, tugʻruq, bola yoki homila soni bir-biriga mos emas. Hech narsa saqlanmadi. Tuzating.
error-pregnancy-body = Boʻy yoki homiladorlikkacha vazn mumkin chegaradan tashqarida. Hech narsa saqlanmadi. Tuzating.
error-pregnancy-end = Homiladorlik tugashi uchun kelgan kun va natija kerak. Hech narsa saqlanmadi. Toʻldiring.
error-pregnancy-sex = Bu erkak kishining kartasi. Hech narsa saqlanmadi. Bemorni tekshiring.
error-pregnancy-open = Bu kartada ochiq homiladorlik bor. Hech narsa saqlanmadi. Oʻsha yozuvni tuzating yoki avval tugaganini yozing.

# On paper
print-pregnancy-title-kz = Homilador va tuqqan ayolning individual kartasi
print-pregnancy-title-uz = Homilador va tuqqan ayolning individual kartasi
print-pregnancy-title-ge = Homilador kartasi
print-pregnancy-findings = Eʼtibor talab qiladi
print-pregnancy-booking = Hisobga olish
print-pregnancy-contacts = Takroriy koʻriklar
print-pregnancy-no-contacts = Koʻriklar yozilmagan.
print-pregnancy-plan = Koʻriklar rejasi
print-item-pregnancy-dates = Muddat va taxminiy tugʻruq sanasi
print-item-pregnancy-scan = Birinchi UTT
print-item-pregnancy-booked = Hisobga olingan sana
print-item-pregnancy-lmp = Oxirgi hayzning birinchi kuni
print-item-pregnancy-fetuses = UTT boʻyicha homila soni
print-item-pregnancy-blood = Qon guruhi va rezus
print-item-pregnancy-father-rh = Bola otasining rezusi
print-item-pregnancy-history = Oldingi homiladorliklar va kasalliklar
print-item-pregnancy-note = Izoh
print-item-pregnancy-numbers = Homiladorlik, tugʻruq, tirik bolalar
print-item-pregnancy-body = Boʻyi; homiladorlikkacha vazni
print-item-pregnancy-end = Homiladorlikning tugashi
print-item-pregnancy-date = Sana
print-item-pregnancy-age = Muddat
print-item-pregnancy-state = Holati
