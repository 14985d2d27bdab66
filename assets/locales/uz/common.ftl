# Words used everywhere. One line, one meaning; the same keys stand in all five languages.
# Actions
common-save = Saqlash
common-cancel = Bekor qilish
common-close = Yopish
common-sign = Imzolash
common-print = Chop etish
common-search = Qidirish
common-settings = Sozlamalar
common-new = Yangi
common-add = Qoʻshish
common-edit = Tahrirlash
common-correct = Tuzatish
common-delete = Oʻchirish
common-remove = Olib tashlash
common-open = Ochish
common-back = Orqaga
common-next = Keyingi
common-finish = Yakunlash
common-continue = Davom etish
common-retry = Qayta urinish
common-undo = Amalni bekor qilish
common-redo = Amalni qaytarish
common-choose = Tanlash
common-confirm = Tasdiqlash
common-help = Yordam
common-import = Import
common-export = Eksport
common-sync = Sinxronlash
common-log-in = Kirish
common-log-out = Chiqish
common-password = Parol
common-user = Foydalanuvchi
common-language = Til

# Answers and states
common-yes = Ha
common-no = Yoʻq
common-unknown = Nomaʼlum
common-not-recorded = Yozilmagan
common-none = Yoʻq
common-today = Bugun
common-yesterday = Kecha
common-tomorrow = Ertaga
common-draft = Qoralama
common-saved = Saqlandi
common-signed = Imzolandi
common-offline = Aloqa yoʻq
common-online = Aloqa bor
common-waiting = Yuborilishi kutilmoqda
common-sent = Yuborildi
common-error = Xato
common-warning = Ogohlantirish
common-required = Majburiy
common-overdue = Muddati oʻtgan
common-due-now = Vaqti keldi
common-entered-in-error = Xato kiritilgan

# Things
common-patient = Bemor
common-card = Ambulator karta
common-visit = Tashrif
common-home-visit = Uyga tashrif
common-appointment = Qabulga yozilish
common-diagnosis = Tashxis
common-diagnosis-main = Asosiy tashxis
common-diagnosis-concomitant = Yoʻldosh kasallik
common-diagnosis-complication = Asorat
common-prescription = Retsept
common-medicine = Dori vositasi
common-dose = Doza
common-route = Yuborish yoʻli
common-duration = Davomiyligi
common-quantity = Miqdori
common-allergy = Allergiya
common-vaccination = Emlash
common-vaccine = Vaksina
common-lot = Seriya
common-expiry = Yaroqlilik muddati
common-pregnancy = Homiladorlik
common-referral = Yoʻllanma
common-certificate = Maʼlumotnoma
common-document = Hujjat
common-family-name = Familiya
common-given-name = Ism
common-patronymic = Otasining ismi
common-birth-date = Tugʻilgan sana
common-age = Yoshi
common-sex = Jinsi
common-address = Manzil
common-phone = Telefon
common-national-number-kz = JSHSHIR (IIN)
common-national-number-uz = JSHSHIR
common-national-number-ge = Shaxsiy raqam
common-date = Sana
common-time = Vaqt
common-place = Joy
common-reason = Sabab
common-note = Izoh
common-author = Kim yozgan

# Sexes
common-sex-male = erkak
common-sex-female = ayol
common-sex-other = boshqa
common-sex-unknown = nomaʼlum
common-sex-male-short = e
common-sex-female-short = a

# Roles
common-role-registrar = Registrator
common-role-nurse = Hamshira
common-role-midwife = Doya
common-role-feldsher = Feldsher
common-role-doctor = Shifokor
common-role-manager = Rahbar
common-role-auditor = Auditor
common-role-pharmacist = Farmatsevt

# Countries
common-country-kz = Qozogʻiston
common-country-uz = Oʻzbekiston
common-country-ge = Gruziya

# Routes of medicines
common-route-oral = ichishga
common-route-sublingual = til ostiga
common-route-buccal = lunjga
common-route-intravenous = vena ichiga
common-route-intramuscular = mushak ichiga
common-route-subcutaneous = teri ostiga
common-route-intradermal = teri ichiga
common-route-rectal = toʻgʻri ichakka
common-route-vaginal = qinga
common-route-inhaled = ingalyatsiya orqali
common-route-nasal = burunga
common-route-ophthalmic = koʻzga
common-route-otic = quloqqa
common-route-topical = teriga
common-route-other = boshqa yoʻl bilan

# Units
common-unit-mg = mg
common-unit-g = g
common-unit-mcg = mkg
common-unit-kg = kg
common-unit-ml = ml
common-unit-l = l
common-unit-cm = sm
common-unit-mm = mm
common-unit-iu = XB
common-unit-mmol = mmol
common-unit-mmol-l = mmol/l
common-unit-umol-l = mkmol/l
common-unit-mg-dl = mg/dl
common-unit-g-l = g/l
common-unit-mmhg = mm sim. ust.
common-unit-celsius = °C
common-unit-percent = %
common-unit-per-minute = daqiqada
common-unit-mg-kg = mg/kg
common-unit-mcg-kg = mkg/kg
common-unit-kg-m2 = kg/m²
common-unit-tablet = tabletka
common-unit-capsule = kapsula
common-unit-drop = tomchi
common-unit-puff = purkash
common-unit-dose = doza
common-unit-ampoule = ampula
common-unit-sachet = paketcha
common-unit-suppository = shamcha
common-unit-week = hafta
common-unit-minute = daq
common-unit-hour = soat

# Allergies
common-allergy-known = Allergiya
common-allergy-none-known = Allergiya aniqlanmagan
common-allergy-not-recorded = Allergiya haqida soʻralmagan
common-allergy-unavailable = Allergiya maʼlumotlari hozir mavjud emas
common-severity-mild = yengil
common-severity-moderate = oʻrtacha
common-severity-severe = ogʻir
common-severity-life-threatening = hayot uchun xavfli
common-severity-unknown = ogʻirligi nomaʼlum
common-certainty-confirmed = tasdiqlangan
common-certainty-suspected = taxmin qilingan
common-certainty-refuted = inkor etilgan

# Months: short in dates, long on papers, alone without a day
common-month-1-short = yan
common-month-2-short = fev
common-month-3-short = mar
common-month-4-short = apr
common-month-5-short = may
common-month-6-short = iyn
common-month-7-short = iyl
common-month-8-short = avg
common-month-9-short = sen
common-month-10-short = okt
common-month-11-short = noy
common-month-12-short = dek
common-month-1-long = yanvar
common-month-2-long = fevral
common-month-3-long = mart
common-month-4-long = aprel
common-month-5-long = may
common-month-6-long = iyun
common-month-7-long = iyul
common-month-8-long = avgust
common-month-9-long = sentabr
common-month-10-long = oktabr
common-month-11-long = noyabr
common-month-12-long = dekabr
common-month-1-alone = yanvar
common-month-2-alone = fevral
common-month-3-alone = mart
common-month-4-alone = aprel
common-month-5-alone = may
common-month-6-alone = iyun
common-month-7-alone = iyul
common-month-8-alone = avgust
common-month-9-alone = sentabr
common-month-10-alone = oktabr
common-month-11-alone = noyabr
common-month-12-alone = dekabr

# Dates
common-date-long = { $year }-yil { $day }-{ $month }
common-date-month-year = { $year }-yil { $month }
common-date-year = { $year }-yil
common-date-about = taxminan { $date }
common-date-unknown = sana nomaʼlum

# Numbers that cannot be taken
common-number-empty = Son kiriting.
common-number-ambiguous = Bu sonni ikki xil oʻqish mumkin. Aniq qilib yozing, masalan 1000 yoki 1,5.
common-number-malformed = Bu son emas.
common-number-too-long = Sonda raqamlar juda koʻp.

# Weekdays, Monday first
common-weekday-1 = dushanba
common-weekday-2 = seshanba
common-weekday-3 = chorshanba
common-weekday-4 = payshanba
common-weekday-5 = juma
common-weekday-6 = shanba
common-weekday-7 = yakshanba

# Ages of people, as written on papers
common-age-years = { $n } yosh
common-age-months = { $n } oylik
common-age-days = { $n } kunlik
common-age-years-months = { $years } yosh { $months } oy
common-age-months-days = { $months } oy { $days } kun
common-age-about = taxminan { $age }
common-age-unknown = yoshi nomaʼlum
common-ago-now = hozirgina
common-ago-today = bugun
common-ago-yesterday = kecha
common-in-tomorrow = ertaga

# Counts
common-ago-minutes = { $n } daqiqa oldin
common-ago-hours = { $n } soat oldin
common-ago-days = { $n } kun oldin
common-ago-weeks = { $n } hafta oldin
common-ago-months = { $n } oy oldin
common-ago-years = { $n } yil oldin
common-in-days = { $n } kundan keyin
common-count-minutes = { $n } daqiqa
common-count-hours = { $n } soat
common-count-days = { $n } kun
common-count-weeks = { $n } hafta
common-count-months = { $n } oy
common-count-years = { $n } yil
common-count-times = { $n } marta
common-count-patients = { $n } bemor
common-count-visits = { $n } tashrif
common-count-records = { $n } yozuv

# Buyruqlar satri
cli-nobody-found = Hech kim topilmadi. Kamroq harf, tugʻilgan yil yoki raqam bilan urinib koʻring; yangi odamni register buyrugʻi roʻyxatga oladi.
cli-lines-refused = Tushunilmagan qatorlar: { $n }, birinchisi — { $first }-qator. Har biriga sababi inglizcha “error” maydonida javob berildi; qolganlari odatdagidek bajarildi. Shu qatorlarni tuzatib, qayta yuboring.
cli-registered-alike = Bazada shunga oʻxshash kishi bor (“alike” maydoni). Karta baribir ochildi, hech narsa yoʻqolmadi. Ikkala kartani solishtiring; agar bitta kishi boʻlsa, ularni oynada “{ $list }” boʻlimida bogʻlang.
cli-signatures-unknown = Ayrim imzolarni kalitlari bu yerda hali yoʻq kishilar yoki qurilmalar qoʻygan. Ular saqlangan va markaz bilan almashinuv kalitlarni keltirguncha imzolanmagan hisoblanadi.
cli-nothing-found = Formulyarda bunga mos hech narsa yoʻq.
cli-no-such-medicine = Formulyarda { $id } dorisi yoʻq. Identifikatorlar formulary buyrugʻi --medicine siz chiqaradigan qatorlarning “medicine” maydonida turadi.
cli-restored-aside = Avvalgi yozuvlar { $path } jildida; ular oʻz parollari bilan ochiladi. Undan boshqa hech narsa kerak boʻlmaganda bu jildni oʻchiring.
