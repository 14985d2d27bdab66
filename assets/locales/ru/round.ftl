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
