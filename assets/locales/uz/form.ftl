# Forms: what is wrong with an answer, and what is wrong with a form file.
# A field of a form
form-field-required = Bu maydonni toʻldiring.
form-field-one-answer = Bu yerda faqat bitta javob boʻlishi mumkin.
form-field-wrong-kind = Bu javob maydonga mos kelmaydi.
form-field-not-whole = Butun son kiriting.
form-field-not-an-option = Roʻyxatdan javob tanlang.
form-field-wrong-unit = Oʻlchov birligi { $unit } boʻlishi kerak.
form-field-too-small = Qiymat { $limit } dan kam boʻlmasligi kerak. Kiritilganini tekshiring.
form-field-too-large = Qiymat { $limit } dan oshmasligi kerak. Kiritilganini tekshiring.
form-field-too-many-decimals = Verguldan keyin xonalar koʻp; eng koʻpi { $limit }.
form-field-too-long = Matn juda uzun; eng koʻpi { $limit } belgi.
form-field-too-short = Matn juda qisqa; kamida { $limit } belgi.
form-field-whole-date = Toʻliq sanani kiriting: kun, oy, yil.
form-field-in-future = Bu sana bugundan keyin.
form-field-in-past = Bu sana bugundan oldin.
form-field-too-early = Sana bundan oldin boʻlmasligi kerak: { $limit }.
form-field-too-late = Sana bundan keyin boʻlmasligi kerak: { $limit }.
form-field-less-than = “{ $item }” dan kam yoki oldin boʻlmasligi kerak.
form-field-unusually-low = { $value } — bu yosh uchun odatdan tashqari kam (odatda { $limit } dan). Toʻgʻrimi?
form-field-unusually-high = { $value } — bu yosh uchun odatdan tashqari koʻp (odatda { $limit } gacha). Toʻgʻrimi?

# Where a mistake of a form file stands
form-mistake-place = { $file } fayli, { $line }-qator

# What is wrong with a form file, and what to do
form-mistake-not-json = Fayl JSON emas: { $detail }.
form-remedy-not-json = Shu qatorda yoki undan oldin tushib qolgan vergul, qoʻshtirnoq yoki qavsni qidiring.
form-mistake-too-large = Fayl { $max } baytdan katta.
form-remedy-too-large = Shaklni bir nechta faylga boʻling, har biri { $max } baytdan oshmasin.
form-mistake-too-many = Shaklda { $max } banddan koʻp.
form-remedy-too-many = Shaklni boʻling; bitta shaklda eng koʻpi { $max } band.
form-mistake-not-questionnaire = Bu FHIR Questionnaire emas.
form-remedy-not-questionnaire = Fayl "resourceType": "Questionnaire" bilan boshlanishi kerak.
form-mistake-missing = “{ $field }” maydoni yoʻq.
form-remedy-missing = Bu yerga “{ $field }” qoʻshing.
form-mistake-wrong-type = “{ $field }” qiymatining turi notoʻgʻri.
form-remedy-wrong-type = Matn qoʻshtirnoqda, sonlar, true va false qoʻshtirnoqsiz, roʻyxatlar kvadrat qavsda yoziladi.
form-mistake-unknown-type = “{ $name }” degan band turi yoʻq.
form-remedy-unknown-type = “{ $name }” oʻrniga group, display, string, text, integer, decimal, quantity, date, boolean, choice yoki open-choice ishlating.
form-mistake-unsupported-type = Dasturda “{ $name }” turi uchun maydon yoʻq.
form-remedy-unsupported-type = Shu savolni date, string yoki choice turi bilan bering yoki bandni olib tashlang.
form-mistake-duplicate-link-id = linkId “{ $item }” ikki marta uchraydi.
form-remedy-duplicate-link-id = Ikki banddan biriga “{ $item }” oʻrniga boshqa linkId bering.
form-mistake-bad-link-id = linkId “{ $item }” ichida boʻsh joy bor yoki u juda uzun.
form-remedy-bad-link-id = Faqat harf, raqam va chiziqcha yozing, masalan “bp-sys”; eng koʻpi 255 belgi.
form-mistake-unknown-question = Shart “{ $item }” ga murojaat qiladi, u shaklda yoʻq yoki turi boshqa.
form-remedy-unknown-question = “{ $item }” oʻrniga shu shakldagi bandning linkId sini yozing.
form-mistake-cycle = “{ $item }” shartlar orqali oʻziga bogʻliq.
form-remedy-cycle = Aylanadagi shartlardan birini olib tashlang.
form-mistake-unknown-operator = “{ $name }” operatori yoʻq.
form-remedy-unknown-operator = “{ $name }” oʻrniga exists, =, !=, >, <, >= yoki <= ishlating.
form-mistake-condition-answer = Shart “{ $item }” ni unda boʻlishi mumkin boʻlmagan javob bilan solishtiradi.
form-remedy-condition-answer = “{ $item }” turidagi javobni koʻrsating; exists uchun answerBoolean kerak.
form-mistake-no-options = Javob variantlarisiz tanlov.
form-remedy-no-options = Javoblarni answerOption ichida sanab yozing.
form-mistake-value-set = Javoblar fayldan tashqaridagi qiymatlar toʻplamida.
form-remedy-value-set = Javoblarni answerValueSet oʻrniga answerOption ichida sanang.
form-mistake-expression = “{ $name }” dastur bajara olmaydigan hisob yoki tekshiruvni talab qiladi.
form-remedy-expression = “{ $name }” ni olib tashlang yoki shuni enableWhen va chegaralar bilan yozing.
form-mistake-modifier-extension = “{ $name }” oʻzgartiruvchi kengaytmasi maʼnoni nomaʼlum tarzda oʻzgartiradi.
form-remedy-modifier-extension = Usiz band maʼnosi saqlansa, “{ $name }” ni olib tashlang; aks holda bandni olib tashlang.
form-mistake-repeating-group = Takrorlanuvchi guruh qoʻllab-quvvatlanmaydi.
form-remedy-repeating-group = Guruhni kerakli marta boshqa linkId bilan yozing yoki alohida bandlarni takrorlang.
form-mistake-many-initial = Boshlangʻich javob bir nechta, lekin band takrorlanmaydi.
form-remedy-many-initial = Bitta boshlangʻich javob qoldiring yoki "repeats": true qoʻshing.
form-mistake-limits = Chegaralar mumkin boʻlgan javob qoldirmaydi.
form-remedy-limits = Quyi chegara yuqorisidan oshmasligi kerak; ikkalasi ham son yoki ikkalasi ham sana boʻlsin.
form-mistake-limit-on-kind = “{ $name }” bu band turiga mos kelmaydi.
form-remedy-limit-on-kind = “{ $name }” ni olib tashlang yoki band turini oʻzgartiring.
form-mistake-value = “{ $field }” qiymatini oʻqib boʻlmaydi.
form-remedy-value = “{ $field }” ni tuzating: sanalar 2026-07-14, versiyalar 1.2 koʻrinishida, sonlar nuqta bilan, tarjimalar lang va content bilan.
form-mistake-initial-on-kind = Boshlangʻich javob bandga mos kelmaydi.
form-remedy-initial-on-kind = Boshlangʻich javobni band turida koʻrsating yoki olib tashlang.
form-mistake-option-on-kind = answerOption faqat choice va open-choice turlarida boʻladi.
form-remedy-option-on-kind = Turini choice ga oʻzgartiring yoki answerOption ni olib tashlang.
form-mistake-unknown-word = “{ $word }” — “{ $field }” uchun nomaʼlum soʻz.
form-remedy-unknown-word = “{ $field }” soʻzlarini forms/README.md da koʻrib, “{ $word }” ni tuzating.
