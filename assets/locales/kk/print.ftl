# Words on papers. The same keys stand in all five languages.

# Every page
print-page-of = { $pages } беттің { $page }-беті
print-continued = { $label } (жалғасы)
print-not-recorded = жазылмаған
print-training-mark = ОҚУ ҚАҒАЗЫ, нағыз құжат емес
print-layout-unconfirmed = Өрістердің реті ресми бланкімен әлі салыстырылмаған
print-form-number = { $form } нысаны
print-number-and-date = № { $number }, { $date }
print-more = Сондай-ақ жазылған
print-signature = қолы, мөрі
print-signature-by-hand = қолы
print-signed-at = Қол қойылды: { $date }, { $time }
print-date-and-time = { $date }, { $time }
print-clinician-id = ID { $id }

# Who the patient is
print-id-born = туған күні
print-id-sex = жынысы
print-id-card = карта №
print-id-passport = паспорт
print-id-id-card = жеке куәлік
print-id-birth-certificate = туу туралы куәлік
print-id-med-id = Med ID
print-id-temporary = уақытша нөмір
print-id-no-number = ұлттық нөмірі жазылмаған
print-sex-unknown = жазылмаған

# Allergies: four answers, never an empty line
print-allergy-label = Аллергия
print-allergy-none-known = сұрағанда анықталмаған ({ $by }, { $date })
print-allergy-not-recorded = әлі сұралмаған: жазылмаған
print-allergy-unavailable = жазба қолжетімсіз болды: белгісіз
print-allergy-no-reaction = реакциясы жазылмаған

# Medicines
print-dose-label = ДОЗА
print-dose-missing = дозасы жазылмаған

# Titles
print-discharge-title-kz = Шығару эпикризі
print-discharge-title-uz = Науқастың медициналық картасынан көшірме
print-discharge-title-ge = Денсаулық жағдайы туралы анықтама
print-discharge-subtitle-kz = Медициналық картадан көшірме
print-visit-title = Қаралу туралы жазба
print-prescription-title = Рецепт
print-referral-title = Жолдама

# Fields of the discharge summary
print-item-institution = Медициналық ұйым
print-item-institution-code = Ұйымның коды
print-item-department = Бөлімше
print-item-record-number = Картаның нөмірі
print-item-patient-type = Пациенттің түрі
print-item-name = Тегі, аты, әкесінің аты
print-item-tax-number = Салық нөмірі
print-item-licence = Лицензия
print-item-med-id = Med ID
print-item-passport = Паспорт сериясы және нөмірі
print-item-other-numbers = Басқа құжаттар
print-item-born = Туған күні
print-item-sex = Жынысы
print-item-citizenship = Азаматтығы
print-item-address = Мекенжайы
print-item-phone = Телефоны
print-item-email = Электрондық поштасы
print-item-workplace = Жұмыс орны, лауазымы
print-item-card-number = Амбулаторлық карта
print-item-referred-by = Кім жіберді
print-item-addressed-to = Қайда ұсынылады
print-item-dates = Күндері
print-item-applied = Жүгінген күні
print-item-sent = Стационарға жіберілді
print-item-admitted = Түскен күні
print-item-discharged = Шыққан күні
print-item-bed-days = Төсек-күн
print-item-diagnosis-referral = Жолдамадағы диагноз
print-item-diagnosis-full = Толық диагноз
print-item-diagnosis-main = Негізгі диагноз
print-item-complications = Асқыну
print-item-concomitant = Қосалқы ауру
print-item-past-diseases = Бұрын өткерген аурулар
print-item-complaints = Шағымдары
print-item-anamnesis = Анамнез
print-item-illness-history = Ауру анамнезі
print-item-life-history = Өмір анамнезі
print-item-allergy = Аллергия
print-item-examination = Объективті деректер
print-item-investigations = Зерттеулер мен консультациялар
print-item-labs = Зертханалық зерттеулер
print-item-studies = Аспаптық зерттеулер
print-item-consultations = Консультациялар
print-item-course = Аурудың барысы
print-item-treatment = Емдеу
print-item-operations = Операциялар
print-item-outcome = Нәтижесі
print-item-state-when-sent = Жіберілгендегі жағдайы
print-item-state-at-discharge = Шыққандағы жағдайы
print-item-recommendations = Ұсынымдар
print-item-advice = Ұсынымдар
print-item-advice-medicines = Қабылдайтын дәрілері
print-item-regimen = Режим
print-item-diet = Диета
print-item-next-visit = Келесі қаралу
print-item-observation = Бақылау
print-item-follow-up = Динамикалық бақылау
print-item-hospital = Емдеуге жатқызу
print-item-work = Еңбекке жарамдылығы
print-item-doctor = Емдеуші дәрігер
print-item-head = Ұйым басшысы
print-item-head-department = Бөлімше меңгерушісі
print-item-issued = Берілген күні, мөрі

# Visit note
print-item-visit-at = Күні мен уақыты
print-item-place = Орны
print-item-reason = Жүгіну себебі
print-item-history = Анамнез
print-item-vitals = Өлшемдер
print-item-plan = Жоспар
print-item-medicines = Тағайындалған дәрілер
print-item-current-medicines = Қабылдап жүрген дәрілері
print-item-sick-leave = Еңбекке жарамсыздық парағы
print-item-clinician = Қабылдаған
print-addenda = Кейін қосылған
print-column-measure = Көрсеткіш
print-column-value = Мәні
print-column-previous = Бұрынғы мәні
print-column-date = Күні
print-column-test = Зерттеу
print-column-result = Нәтиже
print-column-normal = Қалыпты мөлшер
print-column-conclusion = Қорытынды
print-vital-weight = Дене салмағы
print-vital-height = Бойы
print-vital-temperature = Дене температурасы
print-vital-blood-pressure = Артериялық қысым
print-vital-pulse = Тамыр соғуы
print-vital-respiration = Тыныс алу жиілігі
print-vital-saturation = Сатурация (SpO₂)
print-vital-glucose = Қандағы глюкоза
print-vital-bmi = Дене салмағының индексі
print-vital-head-circumference = Бас шеңбері
print-vital-arm-circumference = Иық шеңбері
print-vital-creatinine = Креатинин
print-value-with-date = { $value } ({ $date })

# Prescription
print-kind = Төлем
print-kind-paid = толық құнына
print-kind-free = тегін немесе жеңілдікпен
print-kind-controlled = бақылаудағы препарат
print-controlled-label = Арнайы бланк қажет
print-controlled = Бұл дәрі тек елдің арнайы бланкі бойынша беріледі; бұл қағаз оны алмастырмайды
print-item-diagnosis = Диагноз
print-item-weight = Дене салмағы
print-item-collector = Дәріні ала алатын адам
print-item-valid-until = Жарамды мерзімі
print-item-kind = Төлем
print-item-rp = Rp.
print-item-dtd = D. t. d. N
print-item-signa = S.
print-item-medicine = Дәрілік зат
print-item-form = Дәрілік түрі
print-item-dose = Бір реттік доза
print-item-daily-dose = Тәуліктік доза
print-item-frequency = Қабылдау уақыты
print-item-route = Енгізу жолы
print-item-quantity = Саны
print-item-duration = Курстың ұзақтығы
print-item-how-to-take = Қолдану тәсілі
print-item-rate = Жылдамдығы
print-item-instructions = Пациентке
print-item-arithmetic = Доза қалай есептелген
print-item-substitution = Басқа сауда атауымен алмастыру
print-item-repeats = Қайта беру саны
print-item-latin = Латынша атауы
print-item-generic = Халықаралық атауы
print-item-brand = Сауда атауы
print-item-strength = Дозалануы
print-allowed = рұқсат етіледі
print-not-allowed = рұқсат етілмейді
print-prescriber = Жазып берген
print-countersigner = Екінші қол
print-packs = қаптама: { $packs }
print-medicine-nth = { $n }-дәрі

# Referral
print-item-to-facility = Қайда
print-item-to-specialist = Кімге
print-item-urgency = Шұғылдығы
print-item-question = Жолдаманың мақсаты
print-item-done = Жасалғандар
print-urgency-planned = жоспарлы
print-urgency-urgent = шұғыл
print-urgency-emergency = кезек күттірмейтін, дереу
print-sender = Жіберген
print-reply = Қабылдаған тараптың жауабы
print-reply-by = Тегі мен қолы


# Counted things: the word follows the number
print-amount-tablet = { $n ->
   *[other] { $value } таблетка
}
print-amount-capsule = { $n ->
   *[other] { $value } капсула
}
print-amount-drop = { $n ->
   *[other] { $value } тамшы
}
print-amount-puff = { $n ->
   *[other] { $value } ингаляция
}
print-amount-dose = { $n ->
   *[other] { $value } доза
}
print-amount-ampoule = { $n ->
   *[other] { $value } ампула
}
print-amount-vial = { $n ->
   *[other] { $value } құты
}
print-amount-sachet = { $n ->
   *[other] { $value } пакетше
}
print-amount-suppository = { $n ->
   *[other] { $value } шам
}
print-amount-patch = { $n ->
   *[other] { $value } пластырь
}
print-amount-unit = { $n ->
   *[other] { $value } бірлік
}

# Filled from the record
print-draft-mark = ЖОБА, қол қойылмаған
print-not-signed = қол қойылмаған
print-author-unknown = аты мұнда белгісіз
print-allergy-disputed = жазбалар әртүрлі, әлі салыстырылмаған
print-outpatient = амбулаториялық
print-sick-from-to = { $from } – { $to } аралығында
print-sick-from = басталуы: { $from }
print-sick-to = соңғы күні: { $to }
print-sick-number = № { $number }
print-since = басталуы: { $date }
print-resolved = шешілген
print-given-at = { $time } уақытында берілді
print-every-hours = әр { $hours } сағат сайын
print-addendum-removed = { $label }: алып тасталды
print-addendum-same = мәтінде ештеңе өзгертілмеген
print-times-a-day = күніне { $n } рет

# Dosage forms of the formulary
print-form-tablet = таблетка
print-form-injection = инъекцияға арналған ерітінді
print-form-suspension = суспензия
print-form-capsule = капсула
print-form-syrup = шәрбат
print-form-powder-for-injection = инъекцияға арналған ұнтақ
print-form-infusion = инфузияға арналған ерітінді
print-form-solution-for-infusion = инфузияға арналған ерітінді
print-form-oral-solution = ішуге арналған ерітінді
print-form-granules = түйіршіктер
print-form-dispersible-tablet = суда еритін таблетка
print-form-drops = тамшы
print-form-oil-drops = май тамшы
print-form-nebuliser-solution = небулайзерге арналған ерітінді
print-form-nebuliser-suspension = небулайзерге арналған суспензия
print-form-rectal-suppository = тік ішек шамы
print-form-suppository = шам
print-form-powder = ұнтақ
print-form-inhaler = ингалятор
print-form-syrup-suspension = шәрбат немесе суспензия
print-form-combination-tablet = құрамдас таблетка
print-form-sachet = қалташадағы ұнтақ
print-form-lotion-or-cream = лосьон немесе крем
print-form-emulsion-ointment = эмульсия немесе жақпа май
print-form-sublingual-tablet = тіл астына салатын таблетка
print-form-spray = спрей
print-form-syringe = дайын шприц
print-form-rectal-tube = ректалды түтікше
print-form-buccal = ұртқа салатын ерітінді
print-form-mr-tablet = баяу босайтын таблетка

# Extract, laboratory, labels, list of the day
print-extract-title = Картадан көшірме
print-extract-visits = Қаралулар
print-extract-no-visit = Қаралу жазылмаған
print-label-title-patient = Пациент заттаңбасы
print-label-title-specimen = Сынама заттаңбасы
print-label-specimen = Материал
print-label-taken = Алынды
print-laboratory-title = Зертханаға жолдама және нәтижелер
print-laboratory-how = Керек талдауларды белгілеңіз. Зертхана нәтижені, оның бірлігін және қалыпты мөлшерін жазады.
print-laboratory-sender = Жіберген
print-laboratory-by = Орындаған (зертхана)
print-column-unit = Бірлік
print-day-title = Күн тізімі
print-day-nobody = Бұл күні ешкім қаралмаған
print-day-count = Адам саны: { $n }
print-day-private = Тізімде адамдардың аты-жөні бар: тек қызметкерлерге
print-item-day-time = Уақыты
print-item-day-seen = Күйі, кім қабылдады

print-case-title = Ауру тарихы
print-case-entries = Күнделікті жазбалар
print-case-no-doses = Бұл күндері доза да, осында беруге тағайындау да жазылмаған
