# Words on papers. The same keys stand in all five languages.

# Every page
print-page-of = { $pages } betdan { $page }-bet
print-continued = { $label } (davomi)
print-not-recorded = yozilmagan
print-training-mark = OʻQUV QOGʻOZI, haqiqiy hujjat emas
print-layout-unconfirmed = Maydonlar tartibi rasmiy blank bilan hali solishtirilmagan
print-form-number = { $form }-shakl
print-number-and-date = № { $number }, { $date }
print-more = Shuningdek yozilgan
print-signature = imzo, muhr
print-signature-by-hand = imzo
print-signed-at = Imzolangan: { $date }, { $time }
print-date-and-time = { $date }, { $time }
print-clinician-id = ID { $id }

# Who the patient is
print-id-born = tugʻilgan sanasi
print-id-sex = jinsi
print-id-card = karta №
print-id-passport = pasport
print-id-id-card = shaxs guvohnomasi
print-id-birth-certificate = tugʻilganlik toʻgʻrisidagi guvohnoma
print-id-med-id = Med ID
print-id-temporary = vaqtinchalik raqam
print-id-no-number = milliy raqami yozilmagan
print-sex-unknown = yozilmagan

# Allergies: four answers, never an empty line
print-allergy-label = Allergiya
print-allergy-none-known = soʻralganda aniqlanmagan ({ $by }, { $date })
print-allergy-not-recorded = hali soʻralmagan: yozilmagan
print-allergy-unavailable = yozuv ochilmadi: nomaʼlum
print-allergy-no-reaction = reaksiyasi yozilmagan

# Medicines
print-dose-label = DOZA
print-dose-missing = dozasi yozilmagan

# Titles
print-discharge-title-kz = Chiqish epikrizi
print-discharge-title-uz = Bemor tibbiy kartasidan koʻchirma
print-discharge-title-ge = Salomatlik holati toʻgʻrisida maʼlumotnoma
print-discharge-subtitle-kz = Tibbiy kartadan koʻchirma
print-visit-title = Tashrif qaydi
print-prescription-title = Retsept
print-referral-title = Yoʻllanma

# Fields of the discharge summary
print-item-institution = Muassasa nomi
print-item-institution-code = Muassasa kodi
print-item-department = Boʻlim
print-item-record-number = Roʻyxatdan oʻtish raqami
print-item-patient-type = Bemor turi
print-item-name = Familiyasi, ismi, otasining ismi
print-item-tax-number = Soliq raqami
print-item-licence = Litsenziya
print-item-med-id = Med ID
print-item-passport = Pasport seriyasi va raqami
print-item-other-numbers = Boshqa hujjatlar
print-item-born = Tugʻilgan sanasi
print-item-sex = Jinsi
print-item-citizenship = Fuqaroligi
print-item-address = Manzili
print-item-phone = Telefoni
print-item-email = Elektron pochtasi
print-item-workplace = Ish joyi, lavozimi
print-item-card-number = Ambulator karta
print-item-referred-by = Yoʻllagan muassasa
print-item-addressed-to = Qayerga taqdim etiladi
print-item-dates = Sanalar
print-item-applied = Murojaat sanasi
print-item-sent = Shifoxonaga yuborilgan
print-item-admitted = Yotqizilgan sana
print-item-discharged = Chiqarilgan sana
print-item-bed-days = Yotoq kunlari
print-item-diagnosis-referral = Yoʻllanmadagi tashxis
print-item-diagnosis-full = Toʻliq tashxis
print-item-diagnosis-main = Asosiy tashxis
print-item-complications = Asorati
print-item-concomitant = Yoʻldosh kasallik
print-item-past-diseases = Oʻtkazgan kasalliklari
print-item-complaints = Shikoyatlari
print-item-anamnesis = Anamnez
print-item-illness-history = Kasallik anamnezi
print-item-life-history = Hayot anamnezi
print-item-allergy = Allergiya
print-item-examination = Klinik koʻrik
print-item-investigations = Diagnostik tekshiruv
print-item-labs = Laboratoriya tekshiruvlari
print-item-studies = Instrumental tekshiruvlar
print-item-consultations = Maslahatlar
print-item-course = Kasallikning kechishi
print-item-treatment = Davolash
print-item-operations = Operatsiyalar
print-item-outcome = Natijasi
print-item-state-when-sent = Yuborilgandagi holati
print-item-state-at-discharge = Chiqarilgandagi holati
print-item-recommendations = Tavsiyalar
print-item-advice = Tavsiyalar
print-item-advice-medicines = Retsept
print-item-regimen = Tartib
print-item-diet = Parhez
print-item-next-visit = Keyingi tashrif
print-item-observation = Kuzatuv
print-item-follow-up = Dispanserizatsiya
print-item-hospital = Shifoxonaga yotqizish
print-item-work = Mehnatga layoqati
print-item-doctor = Davolovchi shifokor
print-item-head = Masʼul shaxs
print-item-head-department = Boʻlim mudiri
print-item-issued = Berilgan sana, muhr

# Visit note
print-item-visit-at = Sana va vaqt
print-item-place = Joyi
print-item-reason = Murojaat sababi
print-item-history = Anamnez
print-item-vitals = Oʻlchovlar
print-item-plan = Reja
print-item-medicines = Tayinlangan dorilar
print-item-current-medicines = Qabul qilayotgan dorilari
print-item-sick-leave = Mehnatga layoqatsizlik varaqasi
print-item-clinician = Qabul qilgan
print-addenda = Keyin qoʻshilgan
print-column-measure = Koʻrsatkich
print-column-value = Qiymati
print-column-previous = Oldingi qiymati
print-column-date = Sana
print-column-test = Tekshiruv
print-column-result = Natija
print-column-normal = Meʼyor
print-column-conclusion = Xulosa
print-vital-weight = Tana vazni
print-vital-height = Boʻyi
print-vital-temperature = Tana harorati
print-vital-blood-pressure = Arterial qon bosimi
print-vital-pulse = Puls
print-vital-respiration = Nafas olish soni
print-vital-saturation = Saturatsiya (SpO₂)
print-vital-glucose = Qondagi glyukoza
print-vital-bmi = Tana vazni indeksi
print-vital-head-circumference = Bosh aylanasi
print-vital-arm-circumference = Yelka aylanasi
print-vital-creatinine = Kreatinin
print-value-with-date = { $value } ({ $date })

# Prescription
print-kind = Toʻlov
print-kind-paid = toʻliq narxda
print-kind-free = bepul yoki imtiyozli
print-kind-controlled = nazorat ostidagi dori
print-controlled-label = Maxsus blank kerak
print-controlled = Bu dori faqat mamlakatning maxsus blanki boʻyicha beriladi; bu qogʻoz uning oʻrnini bosmaydi
print-item-diagnosis = Tashxis
print-item-weight = Tana vazni
print-item-collector = Dorini olishi mumkin boʻlgan shaxs
print-item-valid-until = Amal qilish muddati
print-item-kind = Toʻlov
print-item-rp = Rp.
print-item-dtd = D. t. d. N
print-item-signa = S.
print-item-medicine = Dori vositasi
print-item-form = Dori shakli
print-item-dose = Bir martalik doza
print-item-daily-dose = Sutkalik doza
print-item-frequency = Qabul qilish vaqti
print-item-route = Yuborish yoʻli
print-item-quantity = Miqdori
print-item-duration = Kurs davomiyligi
print-item-how-to-take = Qoʻllash usuli
print-item-rate = Tezligi
print-item-instructions = Bemorga
print-item-arithmetic = Doza qanday hisoblangan
print-item-substitution = Boshqa savdo nomi bilan almashtirish
print-item-repeats = Takroriy berishlar
print-item-latin = Lotincha nomi
print-item-generic = Xalqaro nomi
print-item-brand = Savdo nomi
print-item-strength = Konsentratsiyasi
print-allowed = ruxsat etiladi
print-not-allowed = ruxsat etilmaydi
print-prescriber = Yozib bergan
print-countersigner = Ikkinchi imzo
print-packs = qadoq: { $packs }
print-medicine-nth = { $n }-dori

# Referral
print-item-to-facility = Qayerga
print-item-to-specialist = Kimga
print-item-urgency = Shoshilinchligi
print-item-question = Yoʻllanma maqsadi
print-item-done = Bajarilgan ishlar
print-urgency-planned = rejali
print-urgency-urgent = shoshilinch
print-urgency-emergency = favqulodda, darhol
print-sender = Yoʻllagan
print-reply = Qabul qilgan tomonning javobi
print-reply-by = Familiyasi va imzosi


# Counted things: the word follows the number
print-amount-tablet = { $n ->
   *[other] { $value } tabletka
}
print-amount-capsule = { $n ->
   *[other] { $value } kapsula
}
print-amount-drop = { $n ->
   *[other] { $value } tomchi
}
print-amount-puff = { $n ->
   *[other] { $value } purkash
}
print-amount-dose = { $n ->
   *[other] { $value } doza
}
print-amount-ampoule = { $n ->
   *[other] { $value } ampula
}
print-amount-vial = { $n ->
   *[other] { $value } flakon
}
print-amount-sachet = { $n ->
   *[other] { $value } paketcha
}
print-amount-suppository = { $n ->
   *[other] { $value } shamcha
}
print-amount-patch = { $n ->
   *[other] { $value } plastir
}
print-amount-unit = { $n ->
   *[other] { $value } birlik
}

# Filled from the record
print-draft-mark = QORALAMA, imzolanmagan
print-not-signed = imzolanmagan
print-author-unknown = ismi bu yerda nomaʼlum
print-allergy-disputed = yozuvlar farq qiladi, hali aniqlanmagan
print-outpatient = ambulator
print-sick-from-to = { $from } – { $to }
print-sick-from = boshlanishi: { $from }
print-sick-to = oxirgi kuni: { $to }
print-sick-number = № { $number }
print-since = boshlanishi: { $date }
print-resolved = oʻtgan
print-given-at = soat { $time } da berildi
print-every-hours = har { $hours } soatda
print-addendum-removed = { $label }: olib tashlandi
print-addendum-same = matnda hech narsa oʻzgartirilmagan
print-times-a-day = kuniga { $n } marta

# Dosage forms of the formulary
print-form-tablet = tabletka
print-form-injection = inyeksiya uchun eritma
print-form-suspension = suspenziya
print-form-capsule = kapsula
print-form-syrup = sirop
print-form-powder-for-injection = inyeksiya uchun kukun
print-form-infusion = infuziya uchun eritma
print-form-solution-for-infusion = infuziya uchun eritma
print-form-oral-solution = ichiladigan eritma
print-form-granules = granulalar
print-form-dispersible-tablet = suvda eriydigan tabletka
print-form-drops = tomchi
print-form-oil-drops = moyli tomchi
print-form-nebuliser-solution = nebulayzer uchun eritma
print-form-nebuliser-suspension = nebulayzer uchun suspenziya
print-form-rectal-suppository = rektal shamcha
print-form-suppository = shamcha
print-form-powder = kukun
print-form-inhaler = ingalyator
print-form-syrup-suspension = sirop yoki suspenziya
print-form-combination-tablet = murakkab tabletka
print-form-sachet = paketchadagi kukun
print-form-lotion-or-cream = losyon yoki krem
print-form-emulsion-ointment = emulsiya yoki malham
print-form-sublingual-tablet = til ostiga qoʻyiladigan tabletka
print-form-spray = sprey
print-form-syringe = tayyor shprits
print-form-rectal-tube = rektal naycha
print-form-buccal = lunjga solinadigan eritma
print-form-mr-tablet = taʼsiri uzaytirilgan tabletka

# Extract, laboratory, labels, list of the day
print-extract-title = Tibbiy kartadan koʻchirma
print-extract-visits = Tashriflar
print-extract-no-visit = Tashrif yozilmagan
print-label-title-patient = Bemor yorligʻi
print-label-title-specimen = Namuna yorligʻi
print-label-specimen = Namuna
print-label-taken = Olindi
print-laboratory-title = Laboratoriyaga yoʻllanma va natijalar
print-laboratory-how = Kerakli tahlillarni belgilang. Laboratoriya natijani, uning birligini va meʼyorini yozadi.
print-laboratory-sender = Yoʻllagan
print-laboratory-by = Bajargan (laboratoriya)
print-column-unit = Birlik
print-day-title = Kun roʻyxati
print-day-nobody = Bu kuni hech kim qabul qilinmagan
print-day-count = Odamlar soni: { $n }
print-day-private = Roʻyxatda odamlarning ismlari bor: faqat xodimlar uchun
print-item-day-time = Vaqti
print-item-day-seen = Holati, kim qabul qildi

print-case-title = Kasallik tarixi
print-case-entries = Kundalik yozuvlar
print-case-no-doses = Bu kunlarda doza ham, shu yerda berish tayinlovi ham yozilmagan
