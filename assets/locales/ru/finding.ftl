# Findings of the dose check: one sentence per code; a person reads them beside an order.

# Verdicts and levels
finding-verdict-within = В пределах нормы
finding-verdict-outside = Вне пределов
finding-verdict-cannot-check = Проверить нельзя
finding-level-contraindicated = Противопоказано
finding-level-cannot-check = Проверить нельзя
finding-level-major = Серьёзно
finding-level-warn = Осторожно
finding-level-info = К сведению
finding-not-approved = Правило ещё не утверждено врачом
finding-approved-by = Одобрено: { $who }, { $date }
finding-source = Источник: { $title }
finding-source-unseen = Источник ещё не открыт, сверить: { $title }
finding-untranslated = { $text } (на английском)

# Stops
finding-stop = Противопоказано: { $reason }.
finding-avoid = Избегать: { $reason }.
finding-specialist = Правила дозы здесь нет, спросите специалиста: { $reason }.
finding-note = Обратите внимание: { $reason }.

# Facts that are missing
finding-need-age = Нужны дата рождения и сегодняшняя дата.
finding-need-weight = Взвесьте пациента: доза зависит от веса.
finding-need-route = Выберите способ введения.
finding-need-sex = Нужно указать пол.
finding-need-pregnancy = Спросите о беременности: лекарство может повредить плоду.
finding-need-trimester = Нужен триместр беременности.
finding-need-breastfeeding = Спросите о грудном вскармливании.
finding-need-egfr = Нужна функция почек (СКФ).
finding-need-conditions = Спросите о других болезнях: при некоторых это лекарство нельзя.
finding-need-birth-weeks = Нужен срок беременности при рождении (недели).
finding-need-strength = Укажите концентрацию препарата.
finding-need-unit = Выберите единицу дозы.
finding-need-count = Укажите, сколько раз можно повторить дозу.
finding-need-allergies = Спросите об аллергии.
finding-need-current = Спросите, какие лекарства принимает пациент: возможно опасное сочетание.
finding-need-given = Нужно знать, что дано за последние 24 часа.
finding-need-time = Укажите время: недавно давали дозу, важен промежуток.
finding-need-weight-kind = Укажите, измерен вес или оценён на глаз.
finding-ask-pregnancy = О беременности не известно; при беременности лучше избегать.
finding-ask-trimester = Триместр не известен.
finding-ask-breastfeeding = О грудном вскармливании не известно; при кормлении лучше избегать.
finding-ask-egfr = Функция почек (СКФ) не известна.
finding-ask-fact = Не известен факт, важный для этого лекарства.
finding-ask-allergies = Об аллергии не спрашивали.
finding-ask-current = О принимаемых лекарствах не спрашивали; взаимодействия не проверены.
finding-ask-given = Спросите, что уже дано за последние 24 часа.

# Weight
finding-weight-stale = Весу { $days } дн. ({ $date }): взвесьте снова.
finding-weight-date-needed = Дата взвешивания не известна: взвесьте снова.
finding-weight-date-wrong = Дата взвешивания ({ $date }) неверна.
finding-weight-implausible = { $weight } кг не может быть в этом возрасте (от { $low } до { $high } кг): проверьте число и пациента.
finding-weight-high = { $weight } кг — больше ожидаемого в этом возрасте (до { $limit } кг): это килограммы? Взвесьте ещё раз.
finding-weight-estimated = Вес оценён на глаз, а не измерен.

# Contradictions
finding-contradiction-date = Дата и время назначения не совпадают.
finding-contradiction-birth = Дата рождения неверна.
finding-contradiction-pregnancy = Сведения о беременности противоречат друг другу.
finding-contradiction-egfr = Значение функции почек неверно.
finding-contradiction-birth-weeks = Срок при рождении неверен.
finding-condition-unknown = Состояние «{ $condition }» правилам не известно.

# Allergy
finding-allergy-same = Аллергия: { $allergy }. Не давать { $medicine }.
finding-allergy-class = Аллергия: { $allergy }. { $medicine } — та же группа ({ $class }).
finding-allergy-cross = Аллергия: { $allergy }. Возможна перекрёстная реакция на { $medicine } ({ $class }).
finding-allergy-cross-low = Аллергия: { $allergy }. Реакция на { $medicine } маловероятна ({ $class }).
finding-allergy-part = Аллергия: { $allergy }. { $medicine }: { $reason }.
finding-allergy-unknown = Аллергия «{ $allergy }» не распознана: сверьте сами.

# Other medicines
finding-interaction = { $medicine } и { $other }: { $effect }. { $action }.
finding-duplicate = Пациент уже получает { $other } ({ $medicine }): сумма за сутки не известна.
finding-duplicate-hidden = { $other } тоже содержит { $medicine }: сумма за сутки не известна.
finding-current-unknown = { $other } нет в справочнике: взаимодействия не проверены.
finding-medicine-unknown = { $medicine } нет в справочнике.
finding-medicine-nearly = Имеется в виду «{ $medicine }»?
finding-given-in-future = { $other }: время введения позже текущего.
finding-given-unknown = Дано { $other }, но его нет в справочнике.
finding-given-unclear = Не ясно, сколько или когда дано { $other }.
finding-hidden-ingredient = Дано { $other }: в нём есть { $medicine }, сколько — правилам не известно.
finding-combination-product = { $other } содержит и другие лекарства; их дозы не проверены.
finding-product-differs = { $other } — это не { $medicine }.

# Rules
finding-no-rule = Для { $medicine } правила дозы нет: проверить дозу нельзя.
finding-no-rule-indication = Для { $medicine } нет правила с этим показанием для этого пациента.
finding-no-rule-route = Для { $medicine } нет правила с этим способом введения.
finding-no-rule-patient = Для { $medicine } нет правила для этого возраста и веса.
finding-only-knowledge = Правило ещё не сверено с источником: подтвердить дозу нельзя.
finding-choose-indication = Доза зависит от показания: выберите его.
finding-depends-on-indication = { $dose } подходит для одного показания, но много для другого ({ $indication }): выберите показание.

# Doses
finding-within = Назначено { $dose }; по правилу от { $low } до { $high } ({ $indication }).
finding-dose-above = { $dose }: наибольшая разовая доза { $limit } превышена, кратность { $times } ({ $indication }).
finding-day-above = { $dose } за 24 часа: предел { $limit } превышен, кратность { $times } ({ $indication }).
finding-above-usual = { $dose } больше обычной дозы { $limit }, но не выше предела ({ $indication }).
finding-day-above-usual = { $dose } за 24 часа больше обычных { $limit }, но не выше предела ({ $indication }).
finding-too-soon = С последней дозы прошло { $hours }; кратчайший промежуток { $limit } ч ({ $indication }).
finding-hours = { $n } ч
finding-minutes = { $n } мин
finding-interval-short = Каждые { $hours } ч — слишком часто; кратчайший промежуток { $limit } ч ({ $indication }).
finding-often = Доза каждые { $hours } ч: по правилу не чаще чем через { $limit } ч ({ $indication }).
finding-too-many-doses = Доз в сутки: { $count }; по правилу не больше { $limit } ({ $indication }).
finding-under-dose = { $dose } меньше наименьшей дозы { $low } ({ $indication }).
finding-unit-slip = { $dose } меньше десятой доли наименьшей дозы { $low }: проверьте единицу ({ $indication }).
finding-dose-invalid = Доза должна быть числом больше нуля.
finding-schedule-invalid = Число доз, промежуток или дни указаны неверно.
finding-unit-unknown = Единица «{ $unit }» не известна.
finding-unit-mismatch = { $dose } нельзя сравнить с правилом, оно считает в { $unit }.

# The product
finding-strength-unclear = Концентрация «{ $strength }» не понята или читается двояко.
finding-strength-unusual = { $strength } — необычная концентрация: посмотрите на этикетку.
finding-hard-to-measure = { $exact } трудно отмерить; ближайшее безопасное количество { $measured }.
finding-basis = Правило считает { $part }, а не весь препарат: посмотрите на этикетку.
finding-too-many-days = { $days } дн. дольше обычных { $limit } ({ $indication }).
finding-long-course = { $days } дн. — дольше обычного курса ({ $limit } дн.): так и задумано?
finding-second-above = { $part }: { $dose } в сутки больше, чем { $limit }. Выберите препарат, где её меньше.
finding-rate-not-checked = Скорость введения правилами не проверяется.

# The calculation in words
finding-sum = { $perkg }/кг × { $weight } кг = { $dose }
finding-sum-capped = { $perkg }/кг × { $weight } кг, не больше { $dose }
finding-sum-volume = {" "}→ { $volume } ({ $strength })
finding-sum-rounded = {" "}≈ { $measured } ({ $error } %)

# Units after a number
finding-unit-microgram = мкг
finding-unit-mg = мг
finding-unit-g = г
finding-unit-iu = ЕД
finding-unit-mmol = ммоль
finding-unit-ml = мл
finding-unit-drop = кап.
finding-unit-puff = вд.
finding-unit-tablet = табл.
finding-unit-suppository = супп.

# weight, allergies, products, groups
finding-contradiction-breastfeeding = Сведения о грудном вскармливании не подходят этому пациенту.
finding-weight-jump = { $date } вес был { $before } кг, сейчас { $weight } кг: взвесьте ещё раз.
finding-allergy-not-medicine = Записана аллергия не на лекарство: { $allergy }.
finding-allergy-partly = Аллергия «{ $allergy }»: часть записи не распознана. Убедитесь, что это не лекарство.
finding-duplicate-therapy = { $medicine } и { $other } из одной группы (АТХ { $group }): вместе их назначают редко.
finding-repeat-unknown = В правиле не сказано, можно ли повторить дозу в течение суток ({ $indication }).
finding-wrong-form = { $strength } — такая концентрация у формы не для инъекций.
finding-form-route = { $strength } — такая концентрация у формы для другого пути введения.
finding-product-unknown = Препарата «{ $other }» нет в списке: прочтите на упаковке, что ещё в него входит.
finding-product-unnamed = Неизвестно, содержит ли «{ $other }» { $medicine }: прочтите этикетку.
finding-product-strength = На препарате «{ $other }» указано { $product }, в назначении — { $strength }: посмотрите на этикетку.
finding-product-not-injected = «{ $other }» — форма не для инъекций.
finding-product-route = «{ $other }» — форма для другого пути введения.
finding-given-just-now = Последняя доза дана { $hours } ч назад: не та же ли это доза ещё раз? ({ $indication })
finding-adult-dose-light = { $weight } кг: эта постоянная доза рассчитана на взрослых, рассчитайте её по весу ({ $indication }).
finding-heavier-than-rule = Правило рассчитано на вес до { $limit } кг, у пациента { $weight } кг: здесь оно ничего не подтверждает.
finding-profile-stands = В этой стране действует издание: { $edition }.
finding-profile-unsigned = Для этой страны отмечено, но не подписано: { $edition }. Действует самое строгое правило.
