# The pregnancy card: dates

pregnancy-title = Жүкті әйелдің картасы
pregnancy-open = Жүкті әйелдің картасы
pregnancy-book = Жүкті әйелдің картасын ашу…
pregnancy-age = { $weeks } апта { $days } күн
pregnancy-weeks = { $weeks } апта
pregnancy-dated-lmp = { $age }, болжамды босану күні { $due }, соңғы етеккір бойынша.
pregnancy-dated-ultrasound = { $age }, болжамды босану күні { $due }, УДЗ бойынша.
pregnancy-agrees = Етеккір мен УДЗ бойынша мерзім { $days } күнге ғана ерекшеленеді, { $allowed } күннен аспайды: етеккір бойынша мерзім қалады.
pregnancy-redated = Етеккір мен УДЗ бойынша мерзім { $days } күнге ерекшеленеді, { $allowed } күннен артық: УДЗ мерзімі алынды. Соңғы етеккір күнін қайта сұраңыз.
pregnancy-late-scan = Алғашқы УДЗ кеш, { $age } жасалды: айырма ұрықтың кіші немесе ірі екенін де білдіруі мүмкін. Дәрігерге көрсетіңіз.
pregnancy-uncertain = 22 аптаға дейінгі УДЗ жазылмаған: мерзім дәл емес.
pregnancy-undated = Мерзімі белгісіз: соңғы етеккір күні де, УДЗ да жоқ. УДЗ-ға жіберіңіз.
pregnancy-over = 44 аптадан артық уақыт өтті: жүктіліктің немен аяқталғанын жазыңыз немесе мерзімін түзетіңіз.
pregnancy-ahead = Жүктілік осы күннен кейін басталады: күні қате.
pregnancy-disputed = Жүктілік туралы әртүрлі жазба бар. Қате жазбаны кері қайтарыңыз не түзетіңіз; оған дейін ештеңе анық емес.
pregnancy-ended-on = { $date } аяқталды: { $outcome }.

# Danger signs: one sentence with what to do
pregnancy-sign-convulsions = Құрысу: эклампсия деп саналады. Жедел жәрдемді қазір шақырыңыз, сол қырына жатқызыңыз.
pregnancy-sign-bleeding = Қан кету: қынаптан қарамаңыз. Жедел жәрдем шақырып, стационарға қазір жіберіңіз.
pregnancy-sign-breathing = Тыныш күйде ентігу: жедел жәрдем шақырып, стационарға қазір жіберіңіз.
pregnancy-sign-headache-vision = Қатты бас ауруы немесе көрудің бұзылуы: преэклампсияны ойлаңыз, қан қысымын өлшеп, стационарға қазір жіберіңіз.
pregnancy-sign-abdominal-pain = Іштің немесе қабырға астының қатты ауруы: стационарға қазір жіберіңіз.
pregnancy-sign-bp-severe = Қан қысымы { $pressure }: ауыр гипертензия. Жедел жәрдем шақырып, стационарға қазір жіберіңіз.
pregnancy-sign-preeclampsia = Қан қысымы { $pressure }, зәрдегі ақуыз { $protein }: преэклампсия. Стационарға қазір жіберіңіз.
pregnancy-sign-fetal-heart = Ұрықтың жүрек соғуы минутына { $beats }, әдетте 110–160: тағы тыңдап, стационарға қазір жіберіңіз.
pregnancy-sign-hb-severe = Гемоглобин { $hb } г/л, { $limit } төмен: ауыр анемия. Стационарға бүгін жіберіңіз.
pregnancy-sign-bp-high = Қан қысымы { $pressure }: жүкті әйел үшін жоғары. Демалғаннан кейін қайта өлшеңіз, зәрдегі ақуызды тексеріңіз, дәрігерге бүгін.
pregnancy-sign-protein = Зәрдегі ақуыз { $protein }: қан қысымын өлшеңіз, зәрді зертханаға жіберіңіз, дәрігерге бүгін.
pregnancy-sign-waters = Қағанақ суы кетті немесе сыздықтайды: стационарға бүгін жіберіңіз.
pregnancy-sign-fever = Қызба: дәрігерге бүгін; әлсіздік не қалтырау болса, стационарға.
pregnancy-sign-swelling = Бет немесе қол ісінген: қан қысымын өлшеңіз, зәрдегі ақуызды тексеріңіз, дәрігерге бүгін.
pregnancy-sign-vomiting = Барлық ішкен-жегенін құсады: дәрігерге бүгін, инфузия қажет болуы мүмкін.
pregnancy-sign-movements = Ұрық әдеттегіден аз қозғалады немесе қозғалмайды: жүрек соғуын қазір тыңдап, стационарға бүгін жіберіңіз.
pregnancy-sign-post-term = { $weeks } апта, босанбаған: стационарға бүгін жіберіңіз.
pregnancy-sign-hb-low = Гемоглобин { $hb } г/л, осы мерзімге арналған { $limit } төмен: анемия. Емдеу үшін дәрігерге көрсетіңіз.
pregnancy-sign-fundal-low = Жатыр түбінің биіктігі { $weeks } аптада { $cm } см: мерзімнен 3 см-ден артық кіші. УДЗ-ға және дәрігерге жіберіңіз.
pregnancy-sign-fundal-high = Жатыр түбінің биіктігі { $weeks } аптада { $cm } см: мерзімнен 3 см-ден артық үлкен. УДЗ-ға және дәрігерге жіберіңіз.
pregnancy-sign-presentation = Ұрық басымен жатпаған: босану орнын дәрігер шешеді.
pregnancy-sign-history = Бұрынғы ауру не асқынулар бар: бақылау мен босану орнын дәрігер шешеді.
pregnancy-sign-rhesus = Резус-теріс: дәрігерден антиденелер мен 28 аптадағы резусқа қарсы иммуноглобулинді сұраңыз.
pregnancy-sign-fetuses = Ұрық саны: { $count }. Жатыр түбінің биіктігі мен салмақ қосу мұнда бағаланбайды; дәрігер бақылайды.
pregnancy-level-emergency = Қазір
pregnancy-level-today = Бүгін
pregnancy-level-soon = Жақын күндері
pregnancy-level-note = Ескеру керек
pregnancy-no-signs = Өлшенген мен сұралғанда тізімдегі қауіпті белгілер жоқ. Қаралулар жоспар бойынша жалғасады.

# What nobody measured
pregnancy-gaps = Соңғы қаралуда өлшенбеген не сұралмаған: { $names }.
pregnancy-gap-contact = Әзірге бірде-бір қаралу жазылмаған: жүктілік туралы ештеңе айту мүмкін емес.
pregnancy-gap-pressure = қан қысымы
pregnancy-gap-protein = зәрдегі ақуыз
pregnancy-gap-danger = қауіпті белгілер
pregnancy-gap-weight = салмағы
pregnancy-gap-fundal = жатыр түбінің биіктігі
pregnancy-gap-fetal-heart = ұрықтың жүрек соғуы
pregnancy-gap-haemoglobin = гемоглобин (осы жүктілікте бір рет те)
pregnancy-gap-rhesus = қан тобы мен резус (паспорт)

# Contacts by the plan
pregnancy-contact-due = Қаралу мерзімі келді: { $week } апта.
pregnancy-contact-overdue = Қаралу өтіп кетті: { $week } апта, { $date } бастап. Шақырыңыз.
pregnancy-contact-next = Келесі қаралу: { $week } апта, { $date } бастап.
pregnancy-status-held = болды
pregnancy-status-due = мерзімі келді
pregnancy-status-overdue = мерзімі өтті
pregnancy-status-soon = жақында
pregnancy-status-later = кейін
pregnancy-status-missed = жазылмаған
pregnancy-column-week = Мерзімі
pregnancy-column-from = Қай күннен
pregnancy-column-held = Өткен күні
pregnancy-column-pressure = АҚ
pregnancy-column-weight = Салмағы, кг
pregnancy-column-fundal = Жатыр түбі, см
pregnancy-column-fetal-heart = Ұрық жүрегі
pregnancy-column-protein = Ақуыз
pregnancy-column-hb = Hb, г/л
pregnancy-column-danger = Қауіпті белгілер
pregnancy-danger-none = жоқ
pregnancy-danger-some = бар
pregnancy-protein-none = жоқ
pregnancy-protein-trace = іздері
pregnancy-other-visit = қаралу

# The window
pregnancy-tab = Нені көрсету
pregnancy-tab-contacts = Қаралулар
pregnancy-tab-plan = Жоспар
pregnancy-tab-fundal = Жатыр түбі
pregnancy-tab-weight = Салмағы
pregnancy-tab-booking = Есепке алу
pregnancy-nothing-measured = Бұл қисық үшін әлі ештеңе өлшенбеген.
pregnancy-foot-weeks = Жүктілік апталары
pregnancy-upright-fundal = Жатыр түбінің биіктігі, см
pregnancy-upright-weight = Дене салмағы, кг
pregnancy-curve-fundal = Ортаңғы сызық: сантиметр = апта, шеткілері 3 см алшақ: жалпы ереже, стандарт емес.
pregnancy-curve-weight = Сызықтар: жүктілікке дейінгі салмағына сай қосу шегі (IOM 2009).
pregnancy-curve-weight-bare = Бойы мен жүктілікке дейінгі салмағынсыз салыстыратын шек жоқ.
pregnancy-not-approved = Бұл белгілер мен мерзімдерді әлі бірде-бір дәрігер бекіткен жоқ. Басқа жерде жазылғаны мұнда белгісіз: сұраңыз.
pregnancy-source = Дереккөз: { $title }.
pregnancy-unconfirmed = Дереккөзбен расталмаған.
pregnancy-new-contact = Жаңа қаралу
pregnancy-correct = Түзету…
pregnancy-end = Аяқталды…
pregnancy-print = Басып шығару…
pregnancy-again = Жаңа жүктілік…

# Booking and end
pregnancy-book-title = Есепке алу
pregnancy-booked-on = Есепке алынған күні
pregnancy-lmp = Соңғы етеккірдің бірінші күні
pregnancy-scan-on = Алғашқы УДЗ күні
pregnancy-scan-weeks = УДЗ бойынша апта
pregnancy-scan-days = және күн
pregnancy-scan-whole = УДЗ күні мен аптасын да жазыңыз, 5–42 апта
pregnancy-gravida = Нешінші жүктілік
pregnancy-parity = Бұрынғы босанулар
pregnancy-living = Тірі балалар
pregnancy-fetuses = УДЗ бойынша ұрық саны
pregnancy-height = Бойы, см
pregnancy-weight-before = Жүктілікке дейінгі салмағы, кг
pregnancy-blood = Қан тобы мен резус
pregnancy-blood-missing = жазылмаған: паспортқа енгізіңіз
pregnancy-father-rh = Бала әкесінің резусы
pregnancy-rh-positive = оң
pregnancy-rh-negative = теріс
pregnancy-rh-unknown = белгісіз
pregnancy-history = Бұрынғы жүктіліктер мен аурулар
pregnancy-history-asked = Осының бәрі сұралды
pregnancy-history-none = сұралды, тізімнен ештеңе жоқ
pregnancy-history-not-asked = сұралмаған
pregnancy-history-caesarean = кесар тілігі немесе жатырдағы тыртық
pregnancy-history-preeclampsia = преэклампсия немесе эклампсия
pregnancy-history-bleeding = босанғаннан кейінгі қан кету
pregnancy-history-stillbirth = өлі туу немесе нәрестенің өлімі
pregnancy-history-preterm = 37 аптаға дейін босану
pregnancy-history-miscarriages = үш және одан көп түсік
pregnancy-history-hypertension = артериялық гипертензия
pregnancy-history-diabetes = қант диабеті
pregnancy-history-heart = жүрек ауруы
pregnancy-history-kidney = бүйрек ауруы
pregnancy-history-epilepsy = эпилепсия
pregnancy-history-other = басқа, ескертпені қараңыз
pregnancy-ended = Аяқталған күні
pregnancy-outcome = Немен аяқталды
pregnancy-outcome-live-birth = тірі туу
pregnancy-outcome-stillbirth = өлі туу
pregnancy-outcome-miscarriage = өздігінен түсік
pregnancy-outcome-termination = жүктілікті үзу
pregnancy-outcome-ectopic = жатырдан тыс жүктілік
pregnancy-outcome-other = басқа
pregnancy-saved = Жүкті әйелдің картасына қол қойылды.

# What the dose check says
card-doubt-pregnancy = Жазбалар келіспейді: жүкті ме және мерзімі қандай. Жүкті әйелдің картасы мен басқа мәлімет сәйкес емес. Алдымен соны анықтаңыз.

# Refusals
error-pregnancy-day = Есепке алу күні жазылмаған немесе әлі келген жоқ. Ештеңе сақталмады. Күнін түзетіңіз.
error-pregnancy-lmp = Соңғы етеккір күні әлі келген жоқ. Ештеңе сақталмады. Күнін түзетіңіз.
error-pregnancy-scan = УДЗ үшін келген күн мен көрсетілген мерзім керек, 5–42 апта. Ештеңе сақталмады. Түзетіңіз немесе алып тастаңыз.
error-pregnancy-too-long = Бұл күндер бойынша ол күнге дейін 44 аптадан артық өтер еді: күні қате. Ештеңе сақталмады. Түзетіңіз.
error-pregnancy-before = Бұл күндер бойынша жүктілік есепке алудан немесе аяқталудан кейін басталар еді. Ештеңе сақталмады. Күнін түзетіңіз.
error-pregnancy-numbers = Жүктілік, босану, бала не ұрық саны бір-біріне сәйкес емес. Ештеңе сақталмады. Түзетіңіз.
error-pregnancy-body = Бойы не жүктілікке дейінгі салмағы мүмкін шектен тыс. Ештеңе сақталмады. Түзетіңіз.
error-pregnancy-end = Жүктіліктің аяқталуы үшін келген күн мен нәтижесі керек. Ештеңе сақталмады. Толықтырыңыз.
error-pregnancy-sex = Бұл ер адамның картасы. Ештеңе сақталмады. Пациентті тексеріңіз.
error-pregnancy-open = Бұл картада ашық жүктілік бар. Ештеңе сақталмады. Сол жазбаны түзетіңіз немесе алдымен аяқталуын жазыңыз.

# On paper
print-pregnancy-title-kz = Жүкті және босанған әйелдің жеке картасы
print-pregnancy-title-uz = Жүкті және босанған әйелдің жеке картасы
print-pregnancy-title-ge = Жүкті әйелдің картасы
print-pregnancy-findings = Назар аудару керек
print-pregnancy-booking = Есепке алу
print-pregnancy-contacts = Қайталап қаралулар
print-pregnancy-no-contacts = Қаралулар жазылмаған.
print-pregnancy-plan = Қаралулар жоспары
print-item-pregnancy-dates = Мерзімі мен болжамды босану күні
print-item-pregnancy-scan = Алғашқы УДЗ
print-item-pregnancy-booked = Есепке алынған күні
print-item-pregnancy-lmp = Соңғы етеккірдің бірінші күні
print-item-pregnancy-fetuses = УДЗ бойынша ұрық саны
print-item-pregnancy-blood = Қан тобы мен резус
print-item-pregnancy-father-rh = Бала әкесінің резусы
print-item-pregnancy-history = Бұрынғы жүктіліктер мен аурулар
print-item-pregnancy-note = Ескертпе
print-item-pregnancy-numbers = Жүктілік, босану, тірі балалар
print-item-pregnancy-body = Бойы; жүктілікке дейінгі салмағы
print-item-pregnancy-end = Жүктіліктің аяқталуы
print-item-pregnancy-date = Күні
print-item-pregnancy-age = Мерзімі
print-item-pregnancy-state = Жай-күйі
