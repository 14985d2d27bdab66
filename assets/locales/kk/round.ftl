# The nurse’s round
round-sentence = Дозасы осында берілетін тағайындаулар. Enter тағайындауды ашады
round-nobody = Қазір мұнда берілетін тағайындау жоқ. Тағайындағанда «Дозалар осында беріледі» деп белгілеңіз
round-when = Қашан
round-overdue = { $time } бастап
round-now = { $time } бастап
round-later = Келесісі { $time }
round-needed-now = Қажет болса, қазір беруге болады
round-needed-from = Қажет болса, { $time } дейін болмайды
round-needed-open = Қажет болса, аралығы мен саны көрсетілмеген
round-untold-not-said = Қашан екені белгісіз: тағайындауда қаншалықты жиі екені жоқ
round-untold-unclear = Қашан екені белгісіз: тағайындаудағы жиілік түсініксіз
round-untold-turn-time = Қашан екені белгісіз: берілген дозаның уақыты күмәнді
round-finished = Курс аяқталды
round-print = Тағайындаулар парағы…
round-sheet = Тағайындаулар парағы

# One dose
give-title = Доза беру
give-back = тізімге
give-gone = Бұл тағайындау тоқтатылған, кері алынған, түзетілген не әлі келмеген. Бермеңіз; картаны қараңыз
give-ordered = Тағайындалды { $when }, { $who }
give-turns = Бұған дейінгі дозалар
give-none-yet = Әлі бірде-бір доза жазылмаған
give-turn-given = { $when } берілді, { $who }
give-turn-not = { $when } берілмеді, { $reason }, { $who }
give-product = Қолыңыздағы препарат
give-box = Қолыңыздағы қаптамада не жазылған
give-box-other = Тағайындалғаны «{ $product }». Атауын, түрін және мөлшерін қолыңыздағы қаптамамен салыстырыңыз
give-box-scanned = Тағайындалғаны «{ $product }»: сканерлеген қаптамаңыз осы ма?
give-weight-known = Салмағы { $weight } кг, { $date }
give-weight-undated = Салмағы { $weight } кг, күні белгісіз
give-weight-none = Салмағы жазылмаған
give-weight-today = Бүгінгі салмағы
give-pregnant = Жүкті
give-measure = { $amount } өлшеп алыңыз
give-early = Тағайындау бойынша { $time } дейін болмайды
give-do = Беру және қол қою
give-blocked-outside = шектен тыс: тек себеппен
give-blocked-early = тағайындау бойынша ерте: тек себеппен
give-blocked-finished = курс аяқталған: тек себеппен
give-blocked-second = қаупі жоғары дәрі: біреу сізбен бірге тексереді
give-blocked-dose = тағайындаудағы доза оқылмайды
give-blocked-role = рөліңіз дәрі бермейді
give-blocked-weight = терілген салмақ түсініксіз
give-blocked-drip = тамшылату толық емес
give-with-reason = Себебін жазып беру…
give-with-second = Бірге тексеріп беру…
give-override-title = Бұл дозаға себеп керек
give-override-do = Осы себеппен беру
give-override-back = Артқа, бермеу
give-not = Берілмеді…
give-not-title = Доза неге берілмеді
give-not-do = Берілмеген деп қол қою
give-reason-refused = пациент бас тартты
give-reason-absent = пациент жоқ
give-reason-condition = жағдайы көтермейді
give-reason-doctor = дәрігер тоқтатты
give-reason-no-medicine = препарат жоқ
give-reason-other = басқа, ескертуді қараңыз
give-saved-given = Берілді деп жазылды
give-saved-not = Берілмеді деп жазылды

# A drip
give-drip = Тамшылату
give-drip-volume = Құйылатын көлемі
give-drip-minutes = Неше минутта
give-drip-set = Жүйенің 1 мл-індегі тамшы
give-drip-answer = { $rate } мл/сағ · минутына { $drops } тамшы
give-drip-refused = Мұндай жылдамдықты санау мүмкін емес: басқа жүйе не сорғы алыңыз, сандарды тексеріңіз

# Ordered for here
card-rx-given-here = Дозалар осында беріледі: мейіргер тізіміне
card-rx-as-needed = Қажет болса
card-as-needed = қажет болса, ең көбі

# The administration sheet on paper
print-administration-title = Тағайындаулар парағы
print-administration-of = { $date } дозалары
print-administration-order = Тағайындау
print-administration-doses = Берілді не берілмеді
print-administration-given = берілді
print-administration-not = берілмеді
print-administration-none = доза жазылмаған
print-administration-nothing = Бұл күні мұнда тағайындау болмаған
print-administration-by = Дозаларды берген
print-administration-other = бұл парақта тағайындауы жоқ
print-as-needed = қажет болса
print-second-checked = тексерген { $who }
print-checked-alone = жалғыз, доза екі рет терілді
print-drip = { $volume } мл, { $rate } мл/сағ, минутына { $drops } тамшы

# A dose given elsewhere, as told
give-elsewhere = Басқа жерде берілді…
give-elsewhere-title = Басқа жерде берілген доза
give-elsewhere-what = Ол 24 сағаттық қосындыда және аралықта есептеледі, мұнда берілген деп емес, айтуы бойынша көрсетіледі. Уақыты мен дозасын сұраңыз.
give-elsewhere-who = Кім айтты
give-elsewhere-time = Уақыты, мысалы 08:30
give-elsewhere-time-wrong = Өткен тәулік уақыты
give-elsewhere-do = Айтуы бойынша жазу
give-elsewhere-saved = Доза айтуы бойынша жазылды.
give-stated-patient = пациент
give-stated-family = туыстары
give-stated-ambulance = жедел жәрдем
give-stated-hospital = аурухана
give-stated-other = басқа, ескертуді қараңыз
give-turn-stated = { $when } басқа жерде берілді: { $dose }, айтқан: { $sayer }; жазған { $who }
print-administration-elsewhere = БАСҚА ЖЕРДЕ БЕРІЛДІ
print-administration-stated = айтқан: { $who }
print-administration-noted = жазған { $who }
print-given-elsewhere-at = басқа жерде { $time } берілді, айтуы бойынша
error-dose-stated = Басқа жерде берілген доза үшін кім айтқаны мен өз уақыты керек; ол мұнда тексерілген жоқ. Ештеңе сақталмады. Түзетіңіз.

# A scanned code
round-scan = Рецептті немесе жеке куәлікті сканерлеңіз
round-scan-found = Таңдалған пациент: { $name }. Мұндағы тағайындаулар: { $count }. Enter таңдалған жолды ашады
round-scan-nobody = Бұл тізімде ешкімде мұндай нөмір жоқ. Ештеңе таңдалмады
round-scan-several = Бұл тізімде мұндай нөмір бір жолда ғана емес. Ештеңе таңдалмады: аты мен туған күні бойынша таңдаңыз
round-scan-unread = Бұл біздің рецептің коды да, ұлттық нөмір де емес. Ештеңе таңдалмады. Сканер басқа әріптер терсе, пернетақтаны латынға ауыстырыңыз
give-scan = Қаптаманы сканерлеңіз
give-scan-read = Кодтан оқылды: { $what }. Бұл қандай дәрі екенін бағдарлама код бойынша айта алмайды: затбелгіні тағайындаумен салыстырыңыз
give-scan-bare = Кодта серия да, жарамдылық мерзімі де жоқ: оларды қаптамадан оқыңыз. Бұл қандай дәрі екенін бағдарлама код бойынша айта алмайды: затбелгіні тағайындаумен салыстырыңыз
give-scan-wrong-check-digit = Код қате оқылды: бақылау цифры сәйкес келмейді. Ештеңе алынбады; қайта сканерлеңіз немесе қолмен теріңіз
give-scan-wrong-date = Кодтағы күн болмайды. Ештеңе алынбады; серия мен жарамдылық мерзімін қаптамадан теріңіз
give-scan-wrong-letters = Кодта кодтарда болмайтын таңбалар бар. Ештеңе алынбады; пернетақтаны латынға ауыстырып, қайта сканерлеңіз
give-scan-wrong-unknown = Бұл код түсініксіз. Ештеңе алынбады; серия мен жарамдылық мерзімін қаптамадан теріңіз
give-expired = Қаптаманың жарамдылық мерзімі өткен: басқасын алыңыз
give-blocked-expired = мерзімі өткен: тек себеппен
give-blocked-expiry = жарамдылық мерзімі оқылмайды
error-dose-package = Серияны, жарамдылық мерзімін, қаптамадағы жазуды немесе қаптама кодын осы күйінде сақтауға болмайды не олар мұнда берілмеген дозаға жазылған. Ештеңе сақталмады. Түзетіңіз.
error-dose-expired = Қаптаманың жарамдылық мерзімі өткен: одан берілген дозаға себеп керек. Ештеңе сақталмады.
