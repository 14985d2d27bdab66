# Words on papers. The same keys stand in all five languages.

# Every page
print-page-of = страница { $page } из { $pages }
print-continued = { $label } (продолжение)
print-not-recorded = не записано
print-training-mark = УЧЕБНАЯ БУМАГА, не настоящий документ
print-layout-unconfirmed = Порядок полей ещё не сверен с официальным бланком
print-form-number = Форма { $form }
print-number-and-date = № { $number } от { $date }
print-more = Также записано
print-signature = подпись, печать
print-signature-by-hand = подпись
print-signed-at = Подписано { $date }, { $time }
print-date-and-time = { $date }, { $time }
print-clinician-id = ID { $id }

# Who the patient is
print-id-born = дата рождения
print-id-sex = пол
print-id-card = карта №
print-id-passport = паспорт
print-id-id-card = удостоверение личности
print-id-birth-certificate = свидетельство о рождении
print-id-med-id = Med ID
print-id-temporary = временный номер
print-id-no-number = национальный номер не записан
print-sex-unknown = не записан

# Allergies: four answers, never an empty line
print-allergy-label = Аллергия
print-allergy-none-known = при опросе не выявлена ({ $by }, { $date })
print-allergy-not-recorded = ещё не спрашивали: не записано
print-allergy-unavailable = запись была недоступна: неизвестно
print-allergy-no-reaction = реакция не записана

# Medicines
print-dose-label = ДОЗА
print-dose-missing = доза не записана

# Titles
print-discharge-title-kz = Выписной эпикриз
print-discharge-title-uz = Выписка из медицинской карты больного
print-discharge-title-ge = Справка о состоянии здоровья
print-discharge-subtitle-kz = Выписка из медицинской карты
print-visit-title = Запись о посещении
print-prescription-title = Рецепт
print-referral-title = Направление

# Fields of the discharge summary
print-item-institution = Медицинская организация
print-item-institution-code = Код организации
print-item-department = Отделение
print-item-record-number = Номер карты
print-item-patient-type = Вид пациента
print-item-name = Фамилия, имя, отчество
print-item-tax-number = Налоговый номер
print-item-licence = Лицензия
print-item-med-id = Med ID
print-item-passport = Паспорт, серия и номер
print-item-other-numbers = Другие документы
print-item-born = Дата рождения
print-item-sex = Пол
print-item-citizenship = Гражданство
print-item-address = Адрес
print-item-phone = Телефон
print-item-email = Электронная почта
print-item-workplace = Место работы, должность
print-item-card-number = Амбулаторная карта
print-item-referred-by = Кем направлен
print-item-addressed-to = Куда представляется
print-item-dates = Даты
print-item-applied = Дата обращения
print-item-sent = Направлен в стационар
print-item-admitted = Поступил
print-item-discharged = Выписан
print-item-bed-days = Койко-дни
print-item-diagnosis-referral = Диагноз при направлении
print-item-diagnosis-full = Полный диагноз
print-item-diagnosis-main = Основной диагноз
print-item-complications = Осложнение
print-item-concomitant = Сопутствующее заболевание
print-item-past-diseases = Перенесённые заболевания
print-item-complaints = Жалобы
print-item-anamnesis = Анамнез
print-item-illness-history = Анамнез заболевания
print-item-life-history = Анамнез жизни
print-item-allergy = Аллергия
print-item-examination = Объективные данные
print-item-investigations = Исследования и консультации
print-item-labs = Лабораторные исследования
print-item-studies = Инструментальные исследования
print-item-consultations = Консультации
print-item-course = Течение заболевания
print-item-treatment = Лечение
print-item-operations = Операции
print-item-outcome = Исход
print-item-state-when-sent = Состояние при направлении
print-item-state-at-discharge = Состояние при выписке
print-item-recommendations = Рекомендации
print-item-advice = Рекомендации
print-item-advice-medicines = Принимать лекарства
print-item-regimen = Режим
print-item-diet = Диета
print-item-next-visit = Следующая явка
print-item-observation = Наблюдение
print-item-follow-up = Диспансерное наблюдение
print-item-hospital = Госпитализация
print-item-work = Трудоспособность
print-item-doctor = Лечащий врач
print-item-head = Руководитель организации
print-item-head-department = Заведующий отделением
print-item-issued = Дата выдачи, печать

# Visit note
print-item-visit-at = Дата и время
print-item-place = Место
print-item-reason = Повод обращения
print-item-history = Анамнез
print-item-vitals = Измерения
print-item-plan = План
print-item-medicines = Назначенные лекарства
print-item-current-medicines = Принимаемые лекарства
print-item-sick-leave = Лист нетрудоспособности
print-item-clinician = Принял
print-addenda = Дополнения
print-column-measure = Показатель
print-column-value = Значение
print-column-previous = Прежнее значение
print-column-date = Дата
print-column-test = Исследование
print-column-result = Результат
print-column-normal = Норма
print-column-conclusion = Заключение
print-vital-weight = Масса тела
print-vital-height = Рост
print-vital-temperature = Температура тела
print-vital-blood-pressure = Артериальное давление
print-vital-pulse = Пульс
print-vital-respiration = Частота дыхания
print-vital-saturation = Сатурация (SpO₂)
print-vital-glucose = Глюкоза крови
print-vital-bmi = Индекс массы тела
print-vital-head-circumference = Окружность головы
print-vital-arm-circumference = Окружность плеча
print-vital-creatinine = Креатинин
print-value-with-date = { $value } ({ $date })

# Prescription
print-kind = Оплата
print-kind-paid = за полную стоимость
print-kind-free = бесплатно или на льготных условиях
print-kind-controlled = контролируемый препарат
print-controlled-label = Нужен особый бланк
print-controlled = Это лекарство отпускают только по особому бланку страны; эта бумага его не заменяет
print-item-diagnosis = Диагноз
print-item-weight = Масса тела
print-item-collector = Может получить лекарство
print-item-valid-until = Действителен до
print-item-kind = Оплата
print-item-rp = Rp.
print-item-dtd = D. t. d. N
print-item-signa = S.
print-item-medicine = Лекарственное средство
print-item-form = Лекарственная форма
print-item-dose = Разовая доза
print-item-daily-dose = Суточная доза
print-item-frequency = Время приёма
print-item-route = Способ введения
print-item-quantity = Количество
print-item-duration = Длительность курса
print-item-how-to-take = Способ применения
print-item-rate = Скорость
print-item-instructions = Пациенту
print-item-arithmetic = Расчёт дозы
print-item-substitution = Замена другим торговым названием
print-item-repeats = Повторных отпусков
print-item-latin = Латинское название
print-item-generic = Международное название
print-item-brand = Торговое название
print-item-strength = Дозировка
print-allowed = разрешена
print-not-allowed = не разрешена
print-prescriber = Выписал
print-countersigner = Вторая подпись
print-packs = упаковок: { $packs }
print-medicine-nth = Лекарство { $n }

# Referral
print-item-to-facility = Куда
print-item-to-specialist = К кому
print-item-urgency = Срочность
print-item-question = Цель направления
print-item-done = Уже сделано
print-urgency-planned = планово
print-urgency-urgent = срочно
print-urgency-emergency = экстренно, немедленно
print-sender = Направил
print-reply = Ответ принявшей стороны
print-reply-by = Фамилия и подпись


# Counted things: the word follows the number
print-amount-tablet = { $n ->
    [one] { $value } таблетка
    [few] { $value } таблетки
   *[many] { $value } таблеток
}
print-amount-capsule = { $n ->
    [one] { $value } капсула
    [few] { $value } капсулы
   *[many] { $value } капсул
}
print-amount-drop = { $n ->
    [one] { $value } капля
    [few] { $value } капли
   *[many] { $value } капель
}
print-amount-puff = { $n ->
    [one] { $value } вдох
    [few] { $value } вдоха
   *[many] { $value } вдохов
}
print-amount-dose = { $n ->
    [one] { $value } доза
    [few] { $value } дозы
   *[many] { $value } доз
}
print-amount-ampoule = { $n ->
    [one] { $value } ампула
    [few] { $value } ампулы
   *[many] { $value } ампул
}
print-amount-vial = { $n ->
    [one] { $value } флакон
    [few] { $value } флакона
   *[many] { $value } флаконов
}
print-amount-sachet = { $n ->
    [one] { $value } пакетик
    [few] { $value } пакетика
   *[many] { $value } пакетиков
}
print-amount-suppository = { $n ->
    [one] { $value } свеча
    [few] { $value } свечи
   *[many] { $value } свечей
}
print-amount-patch = { $n ->
    [one] { $value } пластырь
    [few] { $value } пластыря
   *[many] { $value } пластырей
}
print-amount-unit = { $n ->
    [one] { $value } единица
    [few] { $value } единицы
   *[many] { $value } единиц
}

# Filled from the record
print-draft-mark = ЧЕРНОВИК, не подписан
print-not-signed = не подписано
print-author-unknown = имя здесь неизвестно
print-allergy-disputed = записи расходятся, ещё не сверены
print-outpatient = амбулаторный
print-sick-from-to = с { $from } по { $to }
print-sick-from = с { $from }
print-sick-to = по { $to }
print-sick-number = № { $number }
print-since = начало: { $date }
print-resolved = прошло
print-given-at = дано в { $time }
print-every-hours = каждые { $hours } ч
print-addendum-removed = { $label }: убрано
print-addendum-same = в тексте ничего не изменено
print-times-a-day = { $n ->
    [one] { $n } раз в день
    [few] { $n } раза в день
   *[other] { $n } раз в день
}

# Dosage forms of the formulary
print-form-tablet = таблетки
print-form-injection = раствор для инъекций
print-form-suspension = суспензия
print-form-capsule = капсулы
print-form-syrup = сироп
print-form-powder-for-injection = порошок для инъекций
print-form-infusion = раствор для инфузий
print-form-solution-for-infusion = раствор для инфузий
print-form-oral-solution = раствор для приёма внутрь
print-form-granules = гранулы
print-form-dispersible-tablet = диспергируемые таблетки
print-form-drops = капли
print-form-oil-drops = масляные капли
print-form-nebuliser-solution = раствор для небулайзера
print-form-nebuliser-suspension = суспензия для небулайзера
print-form-rectal-suppository = ректальные свечи
print-form-suppository = свечи
print-form-powder = порошок
print-form-inhaler = ингалятор
print-form-syrup-suspension = сироп или суспензия
print-form-combination-tablet = комбинированные таблетки
print-form-sachet = порошок в пакетиках
print-form-lotion-or-cream = лосьон или крем
print-form-emulsion-ointment = эмульсия или мазь
print-form-sublingual-tablet = таблетки под язык
print-form-spray = спрей
print-form-syringe = готовый шприц
print-form-rectal-tube = ректальный тюбик
print-form-buccal = раствор за щёку
print-form-mr-tablet = таблетки с медленным высвобождением

# Extract, laboratory, labels, list of the day
print-extract-title = Выписка из карты
print-extract-visits = Посещения
print-extract-no-visit = Посещений не записано
print-label-title-patient = Этикетка пациента
print-label-title-specimen = Этикетка пробы
print-label-specimen = Материал
print-label-taken = Взято
print-laboratory-title = Направление в лабораторию и результаты
print-laboratory-how = Отметьте нужные исследования. Лаборатория вписывает результат, его единицу и норму.
print-laboratory-sender = Направил
print-laboratory-by = Выполнил (лаборатория)
print-column-unit = Единица
print-day-title = Список дня
print-day-nobody = В этот день никого не принимали
print-day-count = Человек: { $n }
print-day-private = В списке имена людей: только для персонала
print-item-day-time = Время
print-item-day-seen = Состояние, кто принял

print-case-title = История болезни
print-case-entries = Ежедневные записи
print-case-no-doses = За эти дни не записано ни доз, ни назначений для введения здесь
