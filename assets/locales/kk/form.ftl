# Forms: what is wrong with an answer, and what is wrong with a form file.
# A field of a form
form-field-required = Бұл өрісті толтырыңыз.
form-field-one-answer = Мұнда тек бір жауап болады.
form-field-wrong-kind = Бұл жауап өріске сәйкес келмейді.
form-field-not-whole = Бүтін сан енгізіңіз.
form-field-not-an-option = Тізімнен жауап таңдаңыз.
form-field-wrong-unit = Өлшем бірлігі { $unit } болуы керек.
form-field-too-small = Мән { $limit } санынан кем болмауы керек. Енгізілгенін тексеріңіз.
form-field-too-large = Мән { $limit } санынан аспауы керек. Енгізілгенін тексеріңіз.
form-field-too-many-decimals = Үтірден кейінгі таңба тым көп; ең көбі { $limit }.
form-field-too-long = Мәтін тым ұзын; ең көбі { $limit } таңба.
form-field-too-short = Мәтін тым қысқа; кемінде { $limit } таңба.
form-field-whole-date = Толық күнін көрсетіңіз: күн, ай, жыл.
form-field-in-future = Бұл күн бүгіннен кейін.
form-field-in-past = Бұл күн бүгінге дейін.
form-field-too-early = Күні мынадан ерте болмауы керек: { $limit }.
form-field-too-late = Күні мынадан кеш болмауы керек: { $limit }.
form-field-less-than = «{ $item }» мәнінен кем немесе ерте болмауы керек.
form-field-unusually-low = { $value } — бұл жас үшін әдеттен тыс аз (әдетте { $limit } бастап). Дұрыс па?
form-field-unusually-high = { $value } — бұл жас үшін әдеттен тыс көп (әдетте { $limit } дейін). Дұрыс па?

# Where a mistake of a form file stands
form-mistake-place = { $file } файлы, { $line }-жол

# What is wrong with a form file, and what to do
form-mistake-not-json = Файл JSON емес: { $detail }.
form-remedy-not-json = Осы жолдан немесе оның алдынан түсіп қалған үтірді, тырнақшаны не жақшаны іздеңіз.
form-mistake-too-large = Файл { $max } байттан үлкен.
form-remedy-too-large = Нысанды бірнеше файлға бөліңіз, әрқайсысы { $max } байттан аспасын.
form-mistake-too-many = Нысанда { $max } тармақтан көп.
form-remedy-too-many = Нысанды бөліңіз; бір нысанда ең көбі { $max } тармақ.
form-mistake-not-questionnaire = Бұл FHIR Questionnaire емес.
form-remedy-not-questionnaire = Файл "resourceType": "Questionnaire" деп басталуы керек.
form-mistake-missing = «{ $field }» өрісі жоқ.
form-remedy-missing = Осы жерге «{ $field }» қосыңыз.
form-mistake-wrong-type = «{ $field }» мәнінің түрі дұрыс емес.
form-remedy-wrong-type = Мәтін тырнақшаға алынады, сандар, true және false — тырнақшасыз, тізімдер — шаршы жақшада.
form-mistake-unknown-type = «{ $name }» деген тармақ түрі жоқ.
form-remedy-unknown-type = «{ $name }» орнына group, display, string, text, integer, decimal, quantity, date, boolean, choice немесе open-choice қолданыңыз.
form-mistake-unsupported-type = Бағдарламада «{ $name }» түріне арналған өріс жоқ.
form-remedy-unsupported-type = Осы сұрақты date, string немесе choice түрімен қойыңыз не тармақты алып тастаңыз.
form-mistake-duplicate-link-id = linkId «{ $item }» екі рет кездеседі.
form-remedy-duplicate-link-id = Екі тармақтың біріне «{ $item }» орнына басқа linkId беріңіз.
form-mistake-bad-link-id = linkId «{ $item }» ішінде бос орын бар немесе ол тым ұзын.
form-remedy-bad-link-id = Тек әріп, цифр және дефис жазыңыз, мысалы «bp-sys»; ең көбі 255 таңба.
form-mistake-unknown-question = Шарт «{ $item }» тармағына сілтейді, ол нысанда жоқ немесе түрі басқа.
form-remedy-unknown-question = «{ $item }» орнына осы нысандағы тармақтың linkId мәнін жазыңыз.
form-mistake-cycle = «{ $item }» шарттар арқылы өзіне тәуелді.
form-remedy-cycle = Шеңбердегі бір шартты алып тастаңыз.
form-mistake-unknown-operator = «{ $name }» операторы жоқ.
form-remedy-unknown-operator = «{ $name }» орнына exists, =, !=, >, <, >= немесе <= қолданыңыз.
form-mistake-condition-answer = Шарт «{ $item }» тармағын ол бере алмайтын жауаппен салыстырады.
form-remedy-condition-answer = «{ $item }» түріндегі жауапты көрсетіңіз; exists үшін answerBoolean керек.
form-mistake-no-options = Жауап нұсқалары жоқ таңдау.
form-remedy-no-options = Жауаптарды answerOption ішінде тізіп жазыңыз.
form-mistake-value-set = Жауаптар файлдан тыс мәндер жинағында.
form-remedy-value-set = Жауаптарды answerValueSet орнына answerOption ішінде тізіңіз.
form-mistake-expression = «{ $name }» бағдарлама орындай алмайтын есепті не тексеруді талап етеді.
form-remedy-expression = «{ $name }» алып тастаңыз немесе соны enableWhen мен шектер арқылы жазыңыз.
form-mistake-modifier-extension = «{ $name }» түрлендіруші кеңейтімі мағынаны белгісіз түрде өзгертеді.
form-remedy-modifier-extension = Онсыз тармақ мағынасы сақталса, «{ $name }» алып тастаңыз; әйтпесе тармақты алыңыз.
form-mistake-repeating-group = Қайталанатын топ қолдау таппайды.
form-remedy-repeating-group = Топты қажетінше басқа linkId-мен жазыңыз немесе жеке тармақтарды қайталаңыз.
form-mistake-many-initial = Бастапқы жауап бірнешеу, бірақ тармақ қайталанбайды.
form-remedy-many-initial = Бір бастапқы жауап қалдырыңыз немесе "repeats": true қосыңыз.
form-mistake-limits = Шектер мүмкін жауап қалдырмайды.
form-remedy-limits = Төменгі шек жоғарғысынан аспауы керек; екеуі де сан немесе екеуі де күн болсын.
form-mistake-limit-on-kind = «{ $name }» бұл тармақтың түріне сәйкес келмейді.
form-remedy-limit-on-kind = «{ $name }» алып тастаңыз немесе тармақ түрін өзгертіңіз.
form-mistake-value = «{ $field }» мәні оқылмайды.
form-remedy-value = «{ $field }» түзетіңіз: күндер 2026-07-14, нұсқалар 1.2 түрінде, сандар нүктемен, аудармалар lang және content-пен.
form-mistake-initial-on-kind = Бастапқы жауап тармаққа сәйкес келмейді.
form-remedy-initial-on-kind = Бастапқы жауапты тармақ түрімен көрсетіңіз немесе алып тастаңыз.
form-mistake-option-on-kind = answerOption тек choice және open-choice түрлерінде болады.
form-remedy-option-on-kind = Түрін choice деп өзгертіңіз немесе answerOption алып тастаңыз.
form-mistake-unknown-word = «{ $word }» — «{ $field }» үшін белгісіз сөз.
form-remedy-unknown-word = «{ $field }» сөздерін forms/README.md файлынан қарап, «{ $word }» түзетіңіз.
