# Words used everywhere. One line, one meaning; the same keys stand in all five languages.
# Actions
common-save = Сақтау
common-cancel = Болдырмау
common-close = Жабу
common-sign = Қол қою
common-print = Басып шығару
common-search = Іздеу
common-settings = Баптаулар
common-new = Жаңа
common-add = Қосу
common-edit = Өңдеу
common-correct = Түзету
common-delete = Жою
common-remove = Алып тастау
common-open = Ашу
common-back = Артқа
common-next = Келесі
common-finish = Аяқтау
common-continue = Жалғастыру
common-retry = Қайталау
common-undo = Әрекетті болдырмау
common-redo = Әрекетті қайтару
common-choose = Таңдау
common-confirm = Растау
common-help = Көмек
common-import = Импорттау
common-export = Экспорттау
common-sync = Синхрондау
common-log-in = Кіру
common-log-out = Шығу
common-password = Құпиясөз
common-user = Пайдаланушы
common-language = Тіл

# Answers and states
common-yes = Иә
common-no = Жоқ
common-unknown = Белгісіз
common-not-recorded = Жазылмаған
common-none = Жоқ
common-today = Бүгін
common-yesterday = Кеше
common-tomorrow = Ертең
common-draft = Жоба
common-saved = Сақталды
common-signed = Қол қойылды
common-offline = Байланыс жоқ
common-online = Байланыс бар
common-waiting = Жіберуді күтуде
common-sent = Жіберілді
common-error = Қате
common-warning = Ескерту
common-required = Міндетті
common-overdue = Мерзімі өткен
common-due-now = Мерзімі келді
common-entered-in-error = Қате енгізілген

# Things
common-patient = Пациент
common-card = Амбулаторлық карта
common-visit = Қаралу
common-home-visit = Үйге бару
common-appointment = Қабылдауға жазылу
common-diagnosis = Диагноз
common-diagnosis-main = Негізгі диагноз
common-diagnosis-concomitant = Қосалқы ауру
common-diagnosis-complication = Асқыну
common-prescription = Рецепт
common-medicine = Дәрілік зат
common-dose = Доза
common-route = Енгізу жолы
common-duration = Ұзақтығы
common-quantity = Саны
common-allergy = Аллергия
common-vaccination = Екпе
common-vaccine = Вакцина
common-lot = Серия
common-expiry = Жарамдылық мерзімі
common-pregnancy = Жүктілік
common-referral = Жолдама
common-certificate = Анықтама
common-document = Құжат
common-family-name = Тегі
common-given-name = Аты
common-patronymic = Әкесінің аты
common-birth-date = Туған күні
common-age = Жасы
common-sex = Жынысы
common-address = Мекенжай
common-phone = Телефон
common-national-number-kz = ЖСН
common-national-number-uz = ЖСН (ПИНФЛ)
common-national-number-ge = Жеке нөмір
common-date = Күні
common-time = Уақыты
common-place = Орны
common-reason = Себебі
common-note = Ескертпе
common-author = Кім жазды

# Sexes
common-sex-male = ер
common-sex-female = әйел
common-sex-other = басқа
common-sex-unknown = белгісіз
common-sex-male-short = е
common-sex-female-short = ә

# Roles
common-role-registrar = Тіркеуші
common-role-nurse = Мейіргер
common-role-midwife = Акушер
common-role-feldsher = Фельдшер
common-role-doctor = Дәрігер
common-role-manager = Басшы
common-role-auditor = Аудитор
common-role-pharmacist = Фармацевт

# Countries
common-country-kz = Қазақстан
common-country-uz = Өзбекстан
common-country-ge = Грузия

# Routes of medicines
common-route-oral = ішке
common-route-sublingual = тіл астына
common-route-buccal = ұртқа
common-route-intravenous = көктамыр ішіне
common-route-intramuscular = бұлшықет ішіне
common-route-subcutaneous = тері астына
common-route-intradermal = тері ішіне
common-route-rectal = тік ішекке
common-route-vaginal = қынапқа
common-route-inhaled = ингаляция түрінде
common-route-nasal = мұрынға
common-route-ophthalmic = көзге
common-route-otic = құлаққа
common-route-topical = теріге
common-route-other = басқа жолмен

# Units
common-unit-mg = мг
common-unit-g = г
common-unit-mcg = мкг
common-unit-kg = кг
common-unit-ml = мл
common-unit-l = л
common-unit-cm = см
common-unit-mm = мм
common-unit-iu = ХБ
common-unit-mmol = ммоль
common-unit-mmol-l = ммоль/л
common-unit-umol-l = мкмоль/л
common-unit-mg-dl = мг/дл
common-unit-g-l = г/л
common-unit-mmhg = мм сын. бағ.
common-unit-celsius = °C
common-unit-percent = %
common-unit-per-minute = минутына
common-unit-mg-kg = мг/кг
common-unit-mcg-kg = мкг/кг
common-unit-kg-m2 = кг/м²
common-unit-tablet = таблетка
common-unit-capsule = капсула
common-unit-drop = тамшы
common-unit-puff = дем алу
common-unit-dose = доза
common-unit-ampoule = ампула
common-unit-sachet = пакетик
common-unit-suppository = шам
common-unit-week = апта
common-unit-minute = мин
common-unit-hour = сағ

# Allergies
common-allergy-known = Аллергия
common-allergy-none-known = Аллергия анықталмаған
common-allergy-not-recorded = Аллергия туралы сұралмаған
common-allergy-unavailable = Аллергия туралы мәлімет қазір қолжетімсіз
common-severity-mild = жеңіл
common-severity-moderate = орташа
common-severity-severe = ауыр
common-severity-life-threatening = өмірге қауіпті
common-severity-unknown = ауырлығы белгісіз
common-certainty-confirmed = расталған
common-certainty-suspected = болжамды
common-certainty-refuted = жоққа шығарылған

# Months: short in dates, long on papers, alone without a day
common-month-1-short = қаң
common-month-2-short = ақп
common-month-3-short = нау
common-month-4-short = сәу
common-month-5-short = мам
common-month-6-short = мау
common-month-7-short = шіл
common-month-8-short = там
common-month-9-short = қыр
common-month-10-short = қаз
common-month-11-short = қар
common-month-12-short = жел
common-month-1-long = қаңтар
common-month-2-long = ақпан
common-month-3-long = наурыз
common-month-4-long = сәуір
common-month-5-long = мамыр
common-month-6-long = маусым
common-month-7-long = шілде
common-month-8-long = тамыз
common-month-9-long = қыркүйек
common-month-10-long = қазан
common-month-11-long = қараша
common-month-12-long = желтоқсан
common-month-1-alone = қаңтар
common-month-2-alone = ақпан
common-month-3-alone = наурыз
common-month-4-alone = сәуір
common-month-5-alone = мамыр
common-month-6-alone = маусым
common-month-7-alone = шілде
common-month-8-alone = тамыз
common-month-9-alone = қыркүйек
common-month-10-alone = қазан
common-month-11-alone = қараша
common-month-12-alone = желтоқсан

# Dates
common-date-long = { $year } жылғы { $day } { $month }
common-date-month-year = { $year } жылғы { $month }
common-date-year = { $year } жыл
common-date-about = шамамен { $date }
common-date-unknown = күні белгісіз

# Numbers that cannot be taken
common-number-empty = Санды енгізіңіз.
common-number-ambiguous = Бұл санды екі түрлі оқуға болады. Анық етіп жазыңыз, мысалы 1000 немесе 1,5.
common-number-malformed = Бұл сан емес.
common-number-too-long = Санда цифр тым көп.

# Weekdays, Monday first
common-weekday-1 = дүйсенбі
common-weekday-2 = сейсенбі
common-weekday-3 = сәрсенбі
common-weekday-4 = бейсенбі
common-weekday-5 = жұма
common-weekday-6 = сенбі
common-weekday-7 = жексенбі

# Ages of people, as written on papers
common-age-years = { $n } жас
common-age-months = { $n } ай
common-age-days = { $n } күн
common-age-years-months = { $years } жас { $months } ай
common-age-months-days = { $months } ай { $days } күн
common-age-about = шамамен { $age }
common-age-unknown = жасы белгісіз
common-ago-now = жаңа ғана
common-ago-today = бүгін
common-ago-yesterday = кеше
common-in-tomorrow = ертең

# Counts
common-ago-minutes = { $n } минут бұрын
common-ago-hours = { $n } сағат бұрын
common-ago-days = { $n } күн бұрын
common-ago-weeks = { $n } апта бұрын
common-ago-months = { $n } ай бұрын
common-ago-years = { $n } жыл бұрын
common-in-days = { $n } күннен кейін
common-count-minutes = { $n } минут
common-count-hours = { $n } сағат
common-count-days = { $n } күн
common-count-weeks = { $n } апта
common-count-months = { $n } ай
common-count-years = { $n } жыл
common-count-times = { $n } рет
common-count-patients = { $n } пациент
common-count-visits = { $n } қаралу
common-count-records = { $n } жазба

# Командалар жолы
cli-nobody-found = Ешкім табылмады. Аздау әріп, туған жылын немесе нөмірін теріп көріңіз; жаңа адамды register командасы тіркейді.
cli-lines-refused = Түсініксіз жолдар: { $n }, біріншісі — { $first }-жол. Әрқайсысына себебі ағылшынша «error» өрісінде жауап берілді; қалғандары әдеттегідей өңделді. Осы жолдарды түзетіп, қайта жіберіңіз.
cli-registered-alike = Базада осыған ұқсас адам бар («alike» өрісі). Карта бәрібір ашылды, ештеңе жоғалған жоқ. Екі картаны салыстырыңыз; егер бір адам болса, терезеде «{ $list }» бөлімінде байланыстырыңыз.
cli-signatures-unknown = Кейбір қолтаңбаларды кілттері мұнда әлі жоқ адамдар не құрылғылар қойған. Олар сақталған және орталықпен алмасу кілттерді әкелгенше қол қойылмаған болып саналады.
cli-nothing-found = Формулярда бұған сәйкес ештеңе жоқ.
cli-no-such-medicine = Формулярда { $id } дәрісі жоқ. Идентификаторлар formulary командасы --medicine жоқ кезде шығаратын жолдардың «medicine» өрісінде тұр.
cli-restored-aside = Бұрынғы жазбалар { $path } қалтасында; олар өз құпиясөздерімен ашылады. Одан ештеңе керек болмағанда бұл қалтаны жойыңыз.
