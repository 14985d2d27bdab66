# The nurse’s round
round-sentence = Назначения, дозы которых дают здесь. Enter открывает назначение
round-nobody = Здесь сейчас ничего не дают. При назначении отметьте «Дозы дают здесь»
round-when = Когда
round-overdue = с { $time }
round-now = с { $time }
round-later = Следующая { $time }
round-needed-now = По потребности, можно дать сейчас
round-needed-from = По потребности, не раньше { $time }
round-needed-open = По потребности, промежуток и число доз не указаны
round-untold-not-said = Когда — сказать нельзя: в назначении не указано, как часто
round-untold-unclear = Когда — сказать нельзя: частота в назначении не понята
round-untold-turn-time = Когда — сказать нельзя: время данной дозы под сомнением
round-finished = Курс закончен
round-print = Лист назначений…
round-sheet = Лист назначений

# One dose
give-title = Дать дозу
give-back = к списку
give-gone = Это назначение прекращено, отозвано, исправлено или ещё не получено. Не давайте; посмотрите карту
give-ordered = Назначено { $when }, { $who }
give-turns = Что уже дано
give-none-yet = Ни одной дозы ещё не записано
give-turn-given = { $when } дано, { $who }
give-turn-not = { $when } не дано, { $reason }, { $who }
give-product = Препарат у вас в руках
give-box = Что написано на упаковке у вас в руках
give-box-other = Назначено «{ $product }». Сверьте название, форму и дозировку с упаковкой в руках
give-box-scanned = Назначено «{ $product }»: эту ли упаковку вы отсканировали?
give-weight-known = Вес { $weight } кг, { $date }
give-weight-undated = Вес { $weight } кг, дата неизвестна
give-weight-none = Вес не записан
give-weight-today = Вес сегодня
give-pregnant = Беременна
give-measure = Отмерьте { $amount }
give-early = По назначению не раньше { $time }
give-do = Дать и подписать
give-blocked-outside = вне пределов: только с причиной
give-blocked-early = по назначению рано: только с причиной
give-blocked-finished = курс закончен: только с причиной
give-blocked-second = лекарство высокого риска: кто-то проверяет вместе с вами
give-blocked-dose = доза в назначении не читается
give-blocked-role = ваша роль лекарств не даёт
give-blocked-weight = введённый вес не понят
give-blocked-drip = капельница заполнена не до конца
give-with-reason = Дать с причиной…
give-with-second = Проверить вдвоём и дать…
give-override-title = Для этой дозы нужна причина
give-override-do = Дать с этой причиной
give-override-back = Назад, не давать
give-not = Не дано…
give-not-title = Почему доза не дана
give-not-do = Подписать как не данную
give-reason-refused = пациент отказался
give-reason-absent = пациента нет
give-reason-condition = не позволяет состояние
give-reason-doctor = врач отменил
give-reason-no-medicine = препарата нет
give-reason-other = другое, см. примечание
give-saved-given = Записано: дано
give-saved-not = Записано: не дано

# A drip
give-drip = Капельница
give-drip-volume = Сколько вводится
give-drip-minutes = За сколько минут
give-drip-set = Капель в 1 мл системы
give-drip-answer = { $rate } мл/ч · { $drops } капель в минуту
give-drip-refused = Такую скорость не сосчитать: возьмите другую систему или насос, проверьте числа

# Ordered for here
card-rx-given-here = Дозы дают здесь: в список медсестры
card-rx-as-needed = По потребности
card-as-needed = по потребности, не чаще чем

# The administration sheet on paper
print-administration-title = Лист назначений
print-administration-of = Дозы за { $date }
print-administration-order = Назначение
print-administration-doses = Дано или не дано
print-administration-given = дано
print-administration-not = не дано
print-administration-none = доз не записано
print-administration-nothing = В этот день здесь ничего не давали
print-administration-by = Дозы дал(а)
print-administration-other = без назначения на этом листе
print-as-needed = по потребности
print-second-checked = проверил(а) { $who }
print-checked-alone = в одиночку, доза введена дважды
print-drip = { $volume } мл, { $rate } мл/ч, { $drops } капель в минуту

# A dose given elsewhere, as told
give-elsewhere = Дано в другом месте…
give-elsewhere-title = Доза, данная в другом месте
give-elsewhere-what = Она учитывается в суммах за 24 часа и в интервале и показывается со слов, а не как данная здесь. Спросите время и дозу.
give-elsewhere-who = Кто сообщил
give-elsewhere-time = Время, например 08:30
give-elsewhere-time-wrong = Время дня, которое уже прошло
give-elsewhere-do = Записать со слов
give-elsewhere-saved = Доза записана со слов.
give-stated-patient = пациент
give-stated-family = родные
give-stated-ambulance = скорая помощь
give-stated-hospital = больница
give-stated-other = другое, см. примечание
give-turn-stated = { $when } дано в другом месте: { $dose }, со слов: { $sayer }; записал(а) { $who }
print-administration-elsewhere = ДАНО В ДРУГОМ МЕСТЕ
print-administration-stated = со слов: { $who }
print-administration-noted = записал(а) { $who }
print-given-elsewhere-at = дано в другом месте в { $time }, со слов
error-dose-stated = О дозе, данной в другом месте, нужны сообщивший и её время; здесь она не проверялась. Ничего не сохранено. Исправьте.

# A scanned code
round-scan = Отсканируйте рецепт или удостоверение личности
round-scan-found = Выбран пациент: { $name }. Назначений здесь: { $count }. Enter открывает выбранную строку
round-scan-nobody = Ни у кого в этом списке нет такого номера. Ничего не выбрано
round-scan-several = Такой номер в этом списке не у одной строки. Ничего не выбрано: выберите по имени и дате рождения
round-scan-unread = Это не код нашего рецепта и не национальный номер. Ничего не выбрано. Если сканер набрал другие буквы, переключите клавиатуру на латиницу
give-scan = Отсканируйте упаковку
give-scan-read = Прочитано из кода: { $what }. Какое это лекарство, программа по коду сказать не может: сверьте этикетку с назначением
give-scan-bare = В коде нет ни серии, ни срока годности: прочтите их на упаковке. Какое это лекарство, программа по коду сказать не может: сверьте этикетку с назначением
give-scan-wrong-check-digit = Код прочитан неверно: контрольная цифра не сходится. Ничего не взято; отсканируйте ещё раз или введите вручную
give-scan-wrong-date = Даты, указанной в коде, не бывает. Ничего не взято; введите серию и срок годности с упаковки
give-scan-wrong-letters = В коде знаки, которых в кодах не бывает. Ничего не взято; переключите клавиатуру на латиницу и отсканируйте ещё раз
give-scan-wrong-unknown = Этот код не понят. Ничего не взято; введите серию и срок годности с упаковки
give-expired = Срок годности упаковки истёк: возьмите другую
give-blocked-expired = просрочено: только с причиной
give-blocked-expiry = срок годности не читается
error-dose-package = Серию, срок годности, надпись или код упаковки нельзя сохранить в таком виде, либо они указаны для дозы, которую здесь не давали. Ничего не сохранено. Исправьте.
error-dose-expired = Срок годности упаковки истёк: для дозы из неё нужна причина. Ничего не сохранено.
