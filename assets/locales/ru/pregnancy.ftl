# The pregnancy card: dates

pregnancy-title = Карта беременной
pregnancy-open = Карта беременной
pregnancy-book = Завести карту беременной…
pregnancy-age = { $weeks } нед. { $days } дн.
pregnancy-weeks = { $weeks } нед.
pregnancy-dated-lmp = { $age }, предполагаемая дата родов { $due }, по последней менструации.
pregnancy-dated-ultrasound = { $age }, предполагаемая дата родов { $due }, по УЗИ.
pregnancy-agrees = Срок по менструации и по УЗИ расходится на { $days } дн., не больше { $allowed }: остаётся срок по менструации.
pregnancy-redated = Срок по менструации и по УЗИ расходится на { $days } дн., больше { $allowed }: принят срок по УЗИ. Уточните дату последней менструации.
pregnancy-late-scan = Первое УЗИ сделано поздно, в { $age }: расхождение может означать и маленький или крупный плод. Покажите врачу.
pregnancy-uncertain = УЗИ до 22 недель не записано: срок неточный.
pregnancy-undated = Срок неизвестен: нет ни дня последней менструации, ни УЗИ. Направьте на УЗИ.
pregnancy-over = Прошло больше 44 недель: запишите, чем закончилась беременность, или исправьте срок.
pregnancy-ahead = Беременность начинается позже этого дня: дата неверна.
pregnancy-disputed = О беременности записано разное. Отмените или исправьте неверную запись; до этого ни на что полагаться нельзя.
pregnancy-ended-on = Закончилась { $date }: { $outcome }.

# Danger signs: one sentence with what to do
pregnancy-sign-convulsions = Судороги: считать эклампсией. Вызовите скорую сейчас, уложите на левый бок.
pregnancy-sign-bleeding = Кровотечение: не проводите влагалищный осмотр. Вызовите скорую, в стационар сейчас.
pregnancy-sign-breathing = Одышка в покое: вызовите скорую, в стационар сейчас.
pregnancy-sign-headache-vision = Сильная головная боль или нарушение зрения: думайте о преэклампсии, измерьте давление, в стационар сейчас.
pregnancy-sign-abdominal-pain = Сильная боль в животе или под рёбрами: в стационар сейчас.
pregnancy-sign-bp-severe = Давление { $pressure }: тяжёлая гипертензия. Вызовите скорую, в стационар сейчас.
pregnancy-sign-preeclampsia = Давление { $pressure } и белок в моче { $protein }: преэклампсия. В стационар сейчас.
pregnancy-sign-fetal-heart = Сердцебиение плода { $beats } в минуту, обычно от 110 до 160: послушайте ещё раз и сейчас в стационар.
pregnancy-sign-hb-severe = Гемоглобин { $hb } г/л, ниже { $limit }: тяжёлая анемия. В стационар сегодня.
pregnancy-sign-bp-high = Давление { $pressure }: повышено для беременной. Измерьте ещё раз после отдыха, проверьте белок в моче, к врачу сегодня.
pregnancy-sign-protein = Белок в моче { $protein }: измерьте давление, отправьте мочу в лабораторию, к врачу сегодня.
pregnancy-sign-waters = Отошли или подтекают воды: в стационар сегодня.
pregnancy-sign-fever = Лихорадка: к врачу сегодня; при слабости или ознобе в стационар.
pregnancy-sign-swelling = Отёк лица или рук: измерьте давление, проверьте белок в моче, к врачу сегодня.
pregnancy-sign-vomiting = Рвота после любой еды и питья: к врачу сегодня, может понадобиться инфузия.
pregnancy-sign-movements = Шевелений меньше обычного или нет: сейчас послушайте сердцебиение плода, в стационар сегодня.
pregnancy-sign-post-term = { $weeks } нед., родов нет: в стационар сегодня.
pregnancy-sign-hb-low = Гемоглобин { $hb } г/л, ниже { $limit } для этого срока: анемия. К врачу для лечения.
pregnancy-sign-fundal-low = Высота дна матки { $cm } см в { $weeks } нед.: меньше срока более чем на 3 см. На УЗИ и к врачу.
pregnancy-sign-fundal-high = Высота дна матки { $cm } см в { $weeks } нед.: больше срока более чем на 3 см. На УЗИ и к врачу.
pregnancy-sign-presentation = Плод лежит не головкой: место родов решает врач.
pregnancy-sign-history = Есть болезни или осложнения в прошлом: наблюдение и место родов решает врач.
pregnancy-sign-rhesus = Резус-отрицательная: спросите врача об антителах и антирезусном иммуноглобулине в 28 недель.
pregnancy-sign-fetuses = Плодов: { $count }. Высота дна матки и прибавка здесь не оцениваются; наблюдает врач.
pregnancy-level-emergency = Сейчас
pregnancy-level-today = Сегодня
pregnancy-level-soon = В ближайшие дни
pregnancy-level-note = Учесть
pregnancy-no-signs = В том, что измерено и спрошено, опасных признаков из списка нет. Посещения по плану продолжаются.

# What nobody measured
pregnancy-gaps = На последнем приёме не измерено или не спрошено: { $names }.
pregnancy-gap-contact = Ни одного приёма ещё не записано: о течении беременности ничего сказать нельзя.
pregnancy-gap-pressure = давление
pregnancy-gap-protein = белок в моче
pregnancy-gap-danger = опасные признаки
pregnancy-gap-weight = масса тела
pregnancy-gap-fundal = высота дна матки
pregnancy-gap-fetal-heart = сердцебиение плода
pregnancy-gap-haemoglobin = гемоглобин (ни разу за беременность)
pregnancy-gap-rhesus = группа крови и резус (паспорт)

# Contacts by the plan
pregnancy-contact-due = Пора на приём: { $week } нед.
pregnancy-contact-overdue = Приём пропущен: { $week } нед., с { $date }. Вызовите.
pregnancy-contact-next = Следующий приём: { $week } нед., с { $date }.
pregnancy-status-held = был
pregnancy-status-due = пора
pregnancy-status-overdue = просрочен
pregnancy-status-soon = скоро
pregnancy-status-later = позже
pregnancy-status-missed = не записан
pregnancy-column-week = Срок
pregnancy-column-from = С какого дня
pregnancy-column-held = Состоялся
pregnancy-column-pressure = АД
pregnancy-column-weight = Масса, кг
pregnancy-column-fundal = Дно матки, см
pregnancy-column-fetal-heart = Сердце плода
pregnancy-column-protein = Белок
pregnancy-column-hb = Hb, г/л
pregnancy-column-danger = Опасные признаки
pregnancy-danger-none = нет
pregnancy-danger-some = есть
pregnancy-protein-none = нет
pregnancy-protein-trace = следы
pregnancy-other-visit = приём

# The window
pregnancy-tab = Что показать
pregnancy-tab-contacts = Приёмы
pregnancy-tab-plan = План
pregnancy-tab-fundal = Высота дна матки
pregnancy-tab-weight = Масса тела
pregnancy-tab-booking = Учёт
pregnancy-nothing-measured = Для этой кривой ещё ничего не измерено.
pregnancy-foot-weeks = Недели беременности
pregnancy-upright-fundal = Высота дна матки, см
pregnancy-upright-weight = Масса тела, кг
pregnancy-curve-fundal = Средняя линия: сантиметры = недели, крайние отстоят на 3 см: общее правило, не стандарт.
pregnancy-curve-weight = Линии: пределы прибавки для её массы до беременности (IOM 2009).
pregnancy-curve-weight-bare = Без роста и массы до беременности сравнить не с чем.
pregnancy-not-approved = Ни один врач ещё не утвердил эти признаки и сроки. Что записано в другом месте, здесь неизвестно: спросите.
pregnancy-source = Источник: { $title }.
pregnancy-unconfirmed = Не подтверждено источником.
pregnancy-new-contact = Новый приём
pregnancy-correct = Исправить…
pregnancy-end = Закончилась…
pregnancy-print = Печать…
pregnancy-again = Новая беременность…

# Booking and end
pregnancy-book-title = Постановка на учёт
pregnancy-booked-on = Взята на учёт
pregnancy-lmp = Первый день последней менструации
pregnancy-scan-on = День первого УЗИ
pregnancy-scan-weeks = Недель по нему
pregnancy-scan-days = и дней
pregnancy-scan-whole = Укажите и день, и недели по УЗИ, от 5 до 42 недель
pregnancy-gravida = Беременность по счёту
pregnancy-parity = Родов было
pregnancy-living = Живых детей
pregnancy-fetuses = Плодов по УЗИ
pregnancy-height = Рост, см
pregnancy-weight-before = Масса до беременности, кг
pregnancy-blood = Группа крови и резус
pregnancy-blood-missing = не записаны: внесите в паспорт
pregnancy-father-rh = Резус отца ребёнка
pregnancy-rh-positive = положительный
pregnancy-rh-negative = отрицательный
pregnancy-rh-unknown = неизвестен
pregnancy-history = Прежние беременности и болезни
pregnancy-history-asked = Спросили обо всём этом
pregnancy-history-none = спросили, ничего из списка
pregnancy-history-not-asked = не спрашивали
pregnancy-history-caesarean = кесарево сечение или рубец на матке
pregnancy-history-preeclampsia = преэклампсия или эклампсия
pregnancy-history-bleeding = кровотечение после родов
pregnancy-history-stillbirth = мертворождение или смерть новорождённого
pregnancy-history-preterm = роды до 37 недель
pregnancy-history-miscarriages = три и более выкидыша
pregnancy-history-hypertension = артериальная гипертензия
pregnancy-history-diabetes = сахарный диабет
pregnancy-history-heart = болезнь сердца
pregnancy-history-kidney = болезнь почек
pregnancy-history-epilepsy = эпилепсия
pregnancy-history-other = другое, см. примечание
pregnancy-ended = День окончания
pregnancy-outcome = Чем закончилась
pregnancy-outcome-live-birth = живорождение
pregnancy-outcome-stillbirth = мертворождение
pregnancy-outcome-miscarriage = выкидыш
pregnancy-outcome-termination = прерывание
pregnancy-outcome-ectopic = внематочная беременность
pregnancy-outcome-other = другое
pregnancy-saved = Карта беременной подписана.

# What the dose check says
card-doubt-pregnancy = Записи расходятся: беременна ли она и какой срок. Карта беременной и другое сообщение не совпадают. Сначала выясните это.

# Refusals
error-pregnancy-day = День постановки на учёт не указан или ещё не наступил. Ничего не сохранено. Исправьте дату.
error-pregnancy-lmp = День последней менструации ещё не наступил. Ничего не сохранено. Исправьте дату.
error-pregnancy-scan = Для УЗИ нужны наступивший день и показанный срок, от 5 до 42 недель. Ничего не сохранено. Исправьте или уберите.
error-pregnancy-too-long = По этим датам к тому дню прошло бы больше 44 недель: дата неверна. Ничего не сохранено. Исправьте её.
error-pregnancy-before = По этим датам беременность началась бы позже постановки на учёт или своего окончания. Ничего не сохранено. Исправьте дату.
error-pregnancy-numbers = Числа беременностей, родов, детей или плодов не сходятся. Ничего не сохранено. Исправьте их.
error-pregnancy-body = Рост или масса до беременности вне возможного. Ничего не сохранено. Исправьте.
error-pregnancy-end = Для окончания беременности нужны наступивший день и исход. Ничего не сохранено. Дополните.
error-pregnancy-sex = Это карта мужчины. Ничего не сохранено. Проверьте пациента.
error-pregnancy-open = В этой карте уже есть открытая беременность. Ничего не сохранено. Исправьте ту запись или сначала запишите её окончание.

# On paper
print-pregnancy-title-kz = Индивидуальная карта беременной и родильницы
print-pregnancy-title-uz = Индивидуальная карта беременной и родильницы
print-pregnancy-title-ge = Карта беременной
print-pregnancy-findings = Требует внимания
print-pregnancy-booking = Постановка на учёт
print-pregnancy-contacts = Повторные посещения
print-pregnancy-no-contacts = Посещений не записано.
print-pregnancy-plan = План посещений
print-item-pregnancy-dates = Срок и предполагаемая дата родов
print-item-pregnancy-scan = Первое УЗИ
print-item-pregnancy-booked = Взята на учёт
print-item-pregnancy-lmp = Первый день последней менструации
print-item-pregnancy-fetuses = Плодов по УЗИ
print-item-pregnancy-blood = Группа крови и резус
print-item-pregnancy-father-rh = Резус отца ребёнка
print-item-pregnancy-history = Прежние беременности и болезни
print-item-pregnancy-note = Примечание
print-item-pregnancy-numbers = Беременностей, родов, живых детей
print-item-pregnancy-body = Рост; масса до беременности
print-item-pregnancy-end = Окончание беременности
print-item-pregnancy-date = Дата
print-item-pregnancy-age = Срок
print-item-pregnancy-state = Состояние
