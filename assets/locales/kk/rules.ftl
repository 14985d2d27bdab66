# Дозалау ережелері: фармацевт немесе дәрігер оқып, қол қояды.

rules-sentence = Ережені оқып, дереккөзімен салыстырып, өз атыңызбен қол қойыңыз. Оған дейін ол бойынша әр жауапта «мақұлданбаған» деп тұрады
rules-read-only = Мұнда қай доза ережелеріне қол қойылған. Фармацевт немесе дәрігер қол қояды
rules-filter = Көрсету
rules-filter-unsigned = Қол қойылмаған
rules-filter-signed = Қол қойылған
rules-filter-all = Барлығы
rules-count = { $n ->
    [one] { $n } ереже
   *[other] { $n } ереже
}
rules-none = Мұндай ереже жоқ
rules-rule = Дәрі, жол, көрсетілім, кімге
rules-state = Қолтаңба
rules-ticked = оқылды, қол қоюға
rules-signed = қол қойылды: { $name }
rules-unsigned = қол қойылмаған
rules-high-alert = Қаупі жоғары дәрі
rules-read = Мен осы ережені және дереккөзін оқыдым
rules-sign = { $n ->
    [0] Ережелерге қол қою…
   *[other] { $n } ережеге қол қою…
}
rules-sign-none = Оқығаныңызды белгілеңіз
rules-sign-sentence = Мәтінге қазіргі түрінде қол қоясыз. Ереже өзгерсе, қайтадан қол қойылмаған болады. Қолтаңба ешбір шекті көтермейді: тек «әлі мақұлданбаған» деген сөзді алып тастайды
rules-position = Лауазымыңыз
rules-position-hint = клиникалық фармацевт, аудандық аурухана
rules-remark = Ескерту
rules-withdraw = Қолтаңбаны қайтарып алу…
rules-withdraw-title = Қолтаңбаны қайтарып алу
rules-withdraw-sentence = Осы ереже бойынша әр жауапта қайтадан «мақұлданбаған» деп тұрады. Қолтаңба жазбада қалады
rules-withdraw-act = Қайтарып алу
rules-withdrawn = Қолтаңба қайтарып алынды
rules-done = Ережелерге қол қойылды
rules-changed = Бұрынғы мәтінге қол қойған: { $who }, { $date }; содан бері ол өзгерді
rules-edition = { $edition } редакциясы · { $id } · { $hash }
rules-from = { $limit } бастап
rules-under = { $limit } дейін
rules-pregnant = жүктілер
rules-not-pregnant = жүкті емес
rules-everybody = барлығы
rules-per-kg-dose = бір қабылдауға { $dose }/кг
rules-per-kg-day = тәулігіне { $dose }/кг
rules-fixed-dose = бір қабылдауға { $dose }
rules-fixed-day = тәулігіне { $dose }
rules-most-single = Бір реттік доза: { $dose } артық емес
rules-most-day = Тәулігіне: { $dose } артық емес
rules-most-day-kg = Тәулігіне: { $dose }/кг артық емес
rules-most-kg = { $number } кг-нан ауыр болса, ештеңені растамайды
rules-divided = Әдетте бөлінеді, қабылдау саны: { $number }
rules-gap = { $number } сағаттан ерте емес
rules-times = Тәуліктегі қабылдау саны: { $number } артық емес
rules-days = Күн саны: { $number }
rules-repeats = Дереккөз тәуліктік шек қоймайды
rules-only-chosen = Дозаны тек осы көрсетілім таңдалғанда растайды
rules-capped = Ешқашан { $dose } жоғары емес
rules-cap-from = Ең жоғары доза не салмақ: { $source }
rules-knowledge = Жалпы білімнен: дозаға тыйым сала алады, бірақ ешқашан растамайды, қол қойылса да, қойылмаса да
rules-seen-primary = Дереккөздің өзінен оқылды
rules-seen-second = Дереккөзді қайта баяндаған жерден оқылды
