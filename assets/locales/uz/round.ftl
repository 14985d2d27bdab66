# The nurse’s round
round-sentence = Dozasi shu yerda beriladigan tayinlovlar. Enter tayinlovni ochadi
round-nobody = Hozir bu yerda beriladigan tayinlov yoʻq. Tayinlaganda “Dozalar shu yerda beriladi” deb belgilang
round-when = Qachon
round-overdue = { $time } dan beri
round-now = { $time } dan beri
round-later = Keyingisi { $time }
round-needed-now = Zarur boʻlsa, hozir berish mumkin
round-needed-from = Zarur boʻlsa, { $time } dan oldin emas
round-needed-open = Zarur boʻlsa, oraliq va soni koʻrsatilmagan
round-untold-not-said = Qachonligi nomaʼlum: tayinlovda necha marta ekani yoʻq
round-untold-unclear = Qachonligi nomaʼlum: tayinlovdagi oraliq tushunarsiz
round-untold-turn-time = Qachonligi nomaʼlum: berilgan doza vaqti shubhali
round-finished = Kurs tugagan
round-print = Tayinlovlar varagʻi…
round-sheet = Tayinlovlar varagʻi

# One dose
give-title = Doza berish
give-back = roʻyxatga
give-gone = Bu tayinlov toʻxtatilgan, qaytarib olingan, tuzatilgan yoki hali kelmagan. Bermang; kartani koʻring
give-ordered = Tayinlangan { $when }, { $who }
give-turns = Hozirgacha berilgan dozalar
give-none-yet = Hali birorta doza yozilmagan
give-turn-given = { $when } berildi, { $who }
give-turn-not = { $when } berilmadi, { $reason }, { $who }
give-product = Qoʻlingizdagi preparat
give-box = Qoʻlingizdagi qadoqda nima yozilgan
give-box-other = Tayinlangani “{ $product }”. Nomi, shakli va konsentratsiyasini qoʻlingizdagi qadoq bilan solishtiring
give-box-scanned = Tayinlangani “{ $product }”: skanerlagan qadogʻingiz shumi?
give-weight-known = Vazni { $weight } kg, { $date }
give-weight-undated = Vazni { $weight } kg, sanasi nomaʼlum
give-weight-none = Vazni yozilmagan
give-weight-today = Bugungi vazni
give-pregnant = Homilador
give-measure = { $amount } oʻlchab oling
give-early = Tayinlov boʻyicha { $time } dan oldin emas
give-do = Berish va imzolash
give-blocked-outside = meʼyordan tashqari: faqat sabab bilan
give-blocked-early = tayinlov boʻyicha erta: faqat sabab bilan
give-blocked-finished = kurs tugagan: faqat sabab bilan
give-blocked-second = xavfi yuqori dori: siz bilan kimdir tekshiradi
give-blocked-dose = tayinlovdagi doza oʻqilmaydi
give-blocked-role = rolingiz dori bermaydi
give-blocked-weight = kiritilgan vazn tushunarsiz
give-blocked-drip = tomchilatish toʻliq emas
give-with-reason = Sabab bilan berish…
give-with-second = Birga tekshirib berish…
give-override-title = Bu dozaga sabab kerak
give-override-do = Shu sabab bilan berish
give-override-back = Orqaga, bermaslik
give-not = Berilmadi…
give-not-title = Doza nega berilmadi
give-not-do = Berilmagan deb imzolash
give-reason-refused = bemor rad etdi
give-reason-absent = bemor yoʻq
give-reason-condition = ahvoli yoʻl qoʻymaydi
give-reason-doctor = shifokor toʻxtatdi
give-reason-no-medicine = preparat yoʻq
give-reason-other = boshqa, izohga qarang
give-saved-given = Berildi deb yozildi
give-saved-not = Berilmadi deb yozildi

# A drip
give-drip = Tomchilatib
give-drip-volume = Quyiladigan hajm
give-drip-minutes = Necha daqiqada
give-drip-set = Tizimning 1 ml idagi tomchi
give-drip-answer = { $rate } ml/soat · daqiqasiga { $drops } tomchi
give-drip-refused = Bunday tezlikni sanab boʻlmaydi: boshqa tizim yoki nasos oling, sonlarni tekshiring

# Ordered for here
card-rx-given-here = Dozalar shu yerda beriladi: hamshira roʻyxatiga
card-rx-as-needed = Zarur boʻlganda
card-as-needed = zarur boʻlganda, koʻpi bilan

# The administration sheet on paper
print-administration-title = Tayinlovlar varagʻi
print-administration-of = { $date } dozalari
print-administration-order = Tayinlov
print-administration-doses = Berildi yoki berilmadi
print-administration-given = berildi
print-administration-not = berilmadi
print-administration-none = doza yozilmagan
print-administration-nothing = Bu kuni bu yerda tayinlov boʻlmagan
print-administration-by = Dozalarni bergan
print-administration-other = bu varaqda tayinlovi yoʻq
print-as-needed = zarur boʻlganda
print-second-checked = tekshirgan: { $who }
print-checked-alone = yolgʻiz, doza ikki marta kiritildi
print-drip = { $volume } ml, { $rate } ml/soat, daqiqasiga { $drops } tomchi

# A dose given elsewhere, as told
give-elsewhere = Boshqa joyda berildi…
give-elsewhere-title = Boshqa joyda berilgan doza
give-elsewhere-what = U 24 soatlik yigʻindida va oraliqda hisoblanadi, bu yerda berilgan deb emas, aytilganidek koʻrsatiladi. Vaqti va dozasini soʻrang.
give-elsewhere-who = Kim aytdi
give-elsewhere-time = Vaqti, masalan 08:30
give-elsewhere-time-wrong = Kunning oʻtgan vaqti
give-elsewhere-do = Aytilganidek yozish
give-elsewhere-saved = Doza aytilganidek yozildi.
give-stated-patient = bemor
give-stated-family = oila aʼzolari
give-stated-ambulance = tez yordam
give-stated-hospital = shifoxona
give-stated-other = boshqa, izohga qarang
give-turn-stated = { $when } boshqa joyda berildi: { $dose }, aytgan: { $sayer }; yozgan: { $who }
print-administration-elsewhere = BOSHQA JOYDA BERILDI
print-administration-stated = aytgan: { $who }
print-administration-noted = yozgan: { $who }
print-given-elsewhere-at = boshqa joyda { $time } da berildi, aytilganidek
error-dose-stated = Boshqa joyda berilgan doza uchun kim aytgani va oʻz vaqti kerak; u bu yerda tekshirilmagan. Hech narsa saqlanmadi. Tuzating.

# A scanned code
round-scan = Retsept yoki shaxs guvohnomasini skanerlang
round-scan-found = Tanlangan bemor: { $name }. Bu yerdagi tayinlovlar: { $count }. Enter tanlangan qatorni ochadi
round-scan-nobody = Bu roʻyxatda hech kimda bunday raqam yoʻq. Hech narsa tanlanmadi
round-scan-several = Bu roʻyxatda bunday raqam bitta qatorda emas. Hech narsa tanlanmadi: ismi va tugʻilgan sanasi boʻyicha tanlang
round-scan-unread = Bu bizning retseptimiz kodi ham, milliy raqam ham emas. Hech narsa tanlanmadi. Skaner boshqa harflarni tersa, klaviaturani lotinga oʻtkazing
give-scan = Qadoqni skanerlang
give-scan-read = Koddan oʻqildi: { $what }. Bu qaysi dori ekanini dastur kod boʻyicha ayta olmaydi: yorliqni tayinlov bilan solishtiring
give-scan-bare = Kodda na seriya, na yaroqlilik muddati bor: ularni qadoqdan oʻqing. Bu qaysi dori ekanini dastur kod boʻyicha ayta olmaydi: yorliqni tayinlov bilan solishtiring
give-scan-wrong-check-digit = Kod notoʻgʻri oʻqildi: nazorat raqami mos emas. Hech narsa olinmadi; qayta skanerlang yoki qoʻlda kiriting
give-scan-wrong-date = Koddagi sana mavjud emas. Hech narsa olinmadi; seriya va yaroqlilik muddatini qadoqdan kiriting
give-scan-wrong-letters = Kodda kodlarda boʻlmaydigan belgilar bor. Hech narsa olinmadi; klaviaturani lotinga oʻtkazib, qayta skanerlang
give-scan-wrong-unknown = Bu kod tushunarsiz. Hech narsa olinmadi; seriya va yaroqlilik muddatini qadoqdan kiriting
give-expired = Qadoqning yaroqlilik muddati oʻtgan: boshqasini oling
give-blocked-expired = muddati oʻtgan: faqat sabab bilan
give-blocked-expiry = yaroqlilik muddati oʻqilmaydi
error-dose-package = Seriya, yaroqlilik muddati, qadoqdagi yozuv yoki qadoq kodini bu koʻrinishda saqlab boʻlmaydi yoki ular bu yerda berilmagan dozaga yozilgan. Hech narsa saqlanmadi. Tuzating.
error-dose-expired = Qadoqning yaroqlilik muddati oʻtgan: undan berilgan doza uchun sabab kerak. Hech narsa saqlanmadi.
