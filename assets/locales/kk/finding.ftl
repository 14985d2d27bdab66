# Findings of the dose check: one sentence per code; a person reads them beside an order.

# Verdicts and levels
finding-verdict-within = Шек аралығында
finding-verdict-outside = Шектен тыс
finding-verdict-cannot-check = Тексеру мүмкін емес
finding-level-contraindicated = Қарсы көрсетілген
finding-level-cannot-check = Тексеру мүмкін емес
finding-level-major = Маңызды
finding-level-warn = Сақ болыңыз
finding-level-info = Мәлімет үшін
finding-not-approved = Ережені дәрігер әлі бекітпеген
finding-approved-by = Мақұлдаған: { $who }, { $date }
finding-source = Дереккөз: { $title }
finding-source-unseen = Дереккөз әлі ашылмаған, салыстыру керек: { $title }
finding-untranslated = { $text } (ағылшын тілінде)

# Stops
finding-stop = Қарсы көрсетілген: { $reason }.
finding-avoid = Қолданбаған жөн: { $reason }.
finding-specialist = Мұнда доза ережесі жоқ, маманнан сұраңыз: { $reason }.
finding-note = Назар аударыңыз: { $reason }.

# Facts that are missing
finding-need-age = Туған күні мен бүгінгі күн қажет.
finding-need-weight = Пациентті өлшеңіз: доза салмаққа байланысты.
finding-need-route = Енгізу жолын таңдаңыз.
finding-need-sex = Жынысын көрсету қажет.
finding-need-pregnancy = Жүктілік туралы сұраңыз: дәрі іштегі балаға зиян болуы мүмкін.
finding-need-trimester = Жүктіліктің триместрі қажет.
finding-need-breastfeeding = Емшек емізетінін сұраңыз.
finding-need-egfr = Бүйрек қызметі (ШСЖ) қажет.
finding-need-conditions = Басқа ауруларын сұраңыз: кейбірінде бұл дәріге болмайды.
finding-need-birth-weeks = Туған кездегі жүктілік мерзімі (апта) қажет.
finding-need-strength = Препараттың концентрациясын көрсетіңіз.
finding-need-unit = Дозаның өлшем бірлігін таңдаңыз.
finding-need-count = Дозаны неше рет қайталауға болатынын көрсетіңіз.
finding-need-allergies = Аллергия туралы сұраңыз.
finding-need-current = Қандай дәрі қабылдайтынын сұраңыз: қауіпті үйлесім болуы мүмкін.
finding-need-given = Соңғы 24 сағатта не берілгенін білу қажет.
finding-need-time = Уақытын көрсетіңіз: жақында доза берілген, аралық маңызды.
finding-need-weight-kind = Салмақ өлшенгенін не шамамен алынғанын көрсетіңіз.
finding-ask-pregnancy = Жүктілік белгісіз; жүкті болса қолданбаған жөн.
finding-ask-trimester = Триместр белгісіз.
finding-ask-breastfeeding = Емшек емізуі белгісіз; емізсе қолданбаған жөн.
finding-ask-egfr = Бүйрек қызметі (ШСЖ) белгісіз.
finding-ask-fact = Бұл дәріге маңызды дерек белгісіз.
finding-ask-allergies = Аллергия сұралмаған.
finding-ask-current = Қабылдап жүрген дәрілері сұралмаған; өзара әрекеттесу тексерілмеді.
finding-ask-given = Соңғы 24 сағатта не берілгенін сұраңыз.

# Weight
finding-weight-stale = Салмақ { $days } күн бұрын өлшенген ({ $date }): қайта өлшеңіз.
finding-weight-date-needed = Өлшенген күні белгісіз: қайта өлшеңіз.
finding-weight-date-wrong = Өлшенген күні ({ $date }) дұрыс емес.
finding-weight-implausible = Бұл жаста { $weight } кг болуы мүмкін емес ({ $low }–{ $high } кг): санды және пациентті тексеріңіз.
finding-weight-high = { $weight } кг — бұл жаста күтілгеннен көп ({ $limit } кг дейін): бұл килограмм ба? Қайта өлшеңіз.
finding-weight-estimated = Салмақ өлшенбеген, шамамен алынған.

# Contradictions
finding-contradiction-date = Тағайындау күні мен уақыты сәйкес емес.
finding-contradiction-birth = Туған күні дұрыс емес.
finding-contradiction-pregnancy = Жүктілік туралы мәліметтер бір-біріне қайшы.
finding-contradiction-egfr = Бүйрек қызметінің мәні дұрыс емес.
finding-contradiction-birth-weeks = Туған кездегі мерзім дұрыс емес.
finding-condition-unknown = «{ $condition }» жағдайы ережелерге белгісіз.

# Allergy
finding-allergy-same = Аллергия: { $allergy }. { $medicine } беруге болмайды.
finding-allergy-class = Аллергия: { $allergy }. { $medicine } — сол топтан ({ $class }).
finding-allergy-cross = Аллергия: { $allergy }. { $medicine } айқас реакция беруі мүмкін ({ $class }).
finding-allergy-cross-low = Аллергия: { $allergy }. { $medicine } реакциясы екіталай ({ $class }).
finding-allergy-part = Аллергия: { $allergy }. { $medicine }: { $reason }.
finding-allergy-unknown = «{ $allergy }» аллергиясы танылмады: өзіңіз салыстырыңыз.

# Other medicines
finding-interaction = { $medicine } және { $other }: { $effect }. { $action }.
finding-duplicate = Пациент { $other } ({ $medicine }) қабылдап жүр: тәуліктік мөлшері белгісіз.
finding-duplicate-hidden = { $other } құрамында да { $medicine } бар: тәуліктік мөлшері белгісіз.
finding-current-unknown = { $other } анықтамалықта жоқ: өзара әрекеттесу тексерілмеді.
finding-medicine-unknown = { $medicine } анықтамалықта жоқ.
finding-medicine-nearly = «{ $medicine }» дегіңіз келді ме?
finding-given-in-future = { $other }: берілген уақыты қазіргіден кейін.
finding-given-unknown = { $other } берілген, бірақ анықтамалықта жоқ.
finding-given-unclear = { $other } қанша не қашан берілгені анық емес.
finding-hidden-ingredient = { $other } берілген: құрамында { $medicine } бар, мөлшері белгісіз.
finding-combination-product = { $other } құрамында басқа дәрілер де бар; олардың дозасы тексерілмеді.
finding-product-differs = { $other } — { $medicine } емес.

# Rules
finding-no-rule = { $medicine } үшін доза ережесі жоқ: дозаны тексеру мүмкін емес.
finding-no-rule-indication = Осы пациентке осы көрсетілім бойынша { $medicine } ережесі жоқ.
finding-no-rule-route = Осы енгізу жолымен { $medicine } ережесі жоқ.
finding-no-rule-patient = Осы жас пен салмаққа { $medicine } ережесі жоқ.
finding-only-knowledge = Ереже дереккөзімен әлі салыстырылмаған: дозаны растау мүмкін емес.
finding-choose-indication = Доза көрсетілімге байланысты: оны таңдаңыз.
finding-depends-on-indication = { $dose } бір көрсетілімге сай, бірақ басқасына көп ({ $indication }): көрсетілімді таңдаңыз.

# Doses
finding-within = Тағайындалғаны { $dose }; ереже бойынша { $low } – { $high } ({ $indication }).
finding-dose-above = { $dose } — ең үлкен бір реттік доза { $limit } мөлшерінен { $times } есе көп ({ $indication }).
finding-day-above = 24 сағатта { $dose } — шектен ({ $limit }) { $times } есе көп ({ $indication }).
finding-above-usual = { $dose } әдеттегі { $limit } мөлшерінен көп, бірақ шектен аспайды ({ $indication }).
finding-day-above-usual = 24 сағатта { $dose } әдеттегі { $limit } мөлшерінен көп, бірақ шектен аспайды ({ $indication }).
finding-too-soon = Соңғы дозадан { $hours } өтті; ең қысқа аралық { $limit } сағ ({ $indication }).
finding-hours = { $n } сағ
finding-minutes = { $n } мин
finding-interval-short = Әр { $hours } сағ — тым жиі; ең қысқа аралық { $limit } сағ ({ $indication }).
finding-often = Доза әр { $hours } сағ сайын: ереже бойынша кемінде { $limit } сағ ({ $indication }).
finding-too-many-doses = Тәулігіне доза: { $count }; ереже бойынша { $limit } артық емес ({ $indication }).
finding-under-dose = { $dose } ең аз доза { $low } мөлшерінен кем ({ $indication }).
finding-unit-slip = { $dose } ең аз дозаның ({ $low }) оннан бірінен кем: өлшем бірлігін тексеріңіз ({ $indication }).
finding-dose-invalid = Доза нөлден үлкен сан болуы керек.
finding-schedule-invalid = Доза саны, аралығы немесе күндері дұрыс емес.
finding-unit-unknown = «{ $unit }» өлшем бірлігі белгісіз.
finding-unit-mismatch = { $dose } ережемен салыстыруға келмейді, ол { $unit } бойынша есептейді.

# The product
finding-strength-unclear = «{ $strength }» концентрациясы түсініксіз немесе екіұшты.
finding-strength-unusual = { $strength } — әдеттегі концентрация емес: жапсырманы қараңыз.
finding-hard-to-measure = { $exact } дәл өлшеу қиын; ең жақын қауіпсіз мөлшер { $measured }.
finding-basis = Ереже бүкіл препаратты емес, { $part } есептейді: жапсырманы қараңыз.
finding-too-many-days = { $days } күн әдеттегі { $limit } күннен ұзақ ({ $indication }).
finding-long-course = { $days } күн — әдеттегі курстан ({ $limit } күн) ұзақ: солай ойластырылған ба?
finding-second-above = { $part }: тәулігіне { $dose }, бұл { $limit } шегінен көп. Ол азырақ препаратты таңдаңыз.
finding-rate-not-checked = Енгізу жылдамдығын ережелер тексермейді.

# The calculation in words
finding-sum = { $perkg }/кг × { $weight } кг = { $dose }
finding-sum-capped = { $perkg }/кг × { $weight } кг, ең көбі { $dose }
finding-sum-volume = {" "}→ { $volume } ({ $strength })
finding-sum-rounded = {" "}≈ { $measured } ({ $error } %)

# Units after a number
finding-unit-microgram = мкг
finding-unit-mg = мг
finding-unit-g = г
finding-unit-iu = ХБ
finding-unit-mmol = ммоль
finding-unit-ml = мл
finding-unit-drop = тамшы
finding-unit-puff = дем
finding-unit-tablet = таб.
finding-unit-suppository = супп.

# weight, allergies, products, groups
finding-contradiction-breastfeeding = Емізу туралы мәліметтер бұл пациентке сәйкес келмейді.
finding-weight-jump = { $date } күні салмағы { $before } кг болған, қазір { $weight } кг: қайта өлшеңіз.
finding-allergy-not-medicine = Дәріге емес аллергия жазылған: { $allergy }.
finding-allergy-partly = «{ $allergy }» аллергиясы: жазбаның бір бөлігі танылмады. Оның дәрі емес екеніне көз жеткізіңіз.
finding-duplicate-therapy = { $medicine } мен { $other } бір топтан (АТХ { $group }): екеуі бірге сирек тағайындалады.
finding-repeat-unknown = Ережеде дозаны тәулік ішінде қайталауға бола ма, айтылмаған ({ $indication }).
finding-wrong-form = { $strength } — инъекцияға арналмаған дәрілік түрдің концентрациясы.
finding-form-route = { $strength } — басқа енгізу жолына арналған дәрілік түрдің концентрациясы.
finding-product-unknown = «{ $other }» препараты тізімде жоқ: құрамында тағы не бар екенін қаптамасынан оқыңыз.
finding-product-unnamed = «{ $other }» құрамында { $medicine } бар-жоғы белгісіз: жапсырмасын оқыңыз.
finding-product-strength = «{ $other }» препаратында { $product }, тағайындауда { $strength } деп жазылған: жапсырманы қараңыз.
finding-product-not-injected = «{ $other }» — инъекцияға арналмаған дәрілік түр.
finding-product-route = «{ $other }» — басқа енгізу жолына арналған дәрілік түр.
finding-given-just-now = Соңғы доза { $hours } сағ бұрын берілген: бұл сол дозаның өзі емес пе? ({ $indication })
finding-adult-dose-light = { $weight } кг: бұл тұрақты доза ересектерге арналған, оны салмақ бойынша есептеңіз ({ $indication }).
finding-heavier-than-rule = Ереже { $limit } кг-ға дейін арналған, пациенттің салмағы { $weight } кг: мұнда ол ештеңені растамайды.
finding-profile-stands = Бұл елде мына басылым қолданылады: { $edition }.
finding-profile-unsigned = Бұл ел үшін белгіленген, бірақ қол қойылмаған: { $edition }. Ең қатаң ереже қолданылады.
