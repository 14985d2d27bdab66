# Words used everywhere. One line, one meaning; the same keys stand in all five languages.
# Actions
common-save = Сохранить
common-cancel = Отмена
common-close = Закрыть
common-sign = Подписать
common-print = Печать
common-search = Поиск
common-settings = Настройки
common-new = Новый
common-add = Добавить
common-edit = Изменить
common-correct = Исправить
common-delete = Удалить
common-remove = Убрать
common-open = Открыть
common-back = Назад
common-next = Далее
common-finish = Завершить
common-continue = Продолжить
common-retry = Повторить
common-undo = Отменить действие
common-redo = Вернуть действие
common-choose = Выбрать
common-confirm = Подтвердить
common-help = Помощь
common-import = Импорт
common-export = Экспорт
common-sync = Синхронизация
common-log-in = Войти
common-log-out = Выйти
common-password = Пароль
common-user = Пользователь
common-language = Язык

# Answers and states
common-yes = Да
common-no = Нет
common-unknown = Неизвестно
common-not-recorded = Не записано
common-none = Нет
common-today = Сегодня
common-yesterday = Вчера
common-tomorrow = Завтра
common-draft = Черновик
common-saved = Сохранено
common-signed = Подписано
common-offline = Нет связи
common-online = Связь есть
common-waiting = Ожидает отправки
common-sent = Отправлено
common-error = Ошибка
common-warning = Предупреждение
common-required = Обязательно
common-overdue = Просрочено
common-due-now = Пора выполнить
common-entered-in-error = Введено ошибочно

# Things
common-patient = Пациент
common-card = Амбулаторная карта
common-visit = Посещение
common-home-visit = Посещение на дому
common-appointment = Запись на приём
common-diagnosis = Диагноз
common-diagnosis-main = Основной диагноз
common-diagnosis-concomitant = Сопутствующее заболевание
common-diagnosis-complication = Осложнение
common-prescription = Рецепт
common-medicine = Лекарственное средство
common-dose = Доза
common-route = Способ введения
common-duration = Длительность
common-quantity = Количество
common-allergy = Аллергия
common-vaccination = Прививка
common-vaccine = Вакцина
common-lot = Серия
common-expiry = Срок годности
common-pregnancy = Беременность
common-referral = Направление
common-certificate = Справка
common-document = Документ
common-family-name = Фамилия
common-given-name = Имя
common-patronymic = Отчество
common-birth-date = Дата рождения
common-age = Возраст
common-sex = Пол
common-address = Адрес
common-phone = Телефон
common-national-number-kz = ИИН
common-national-number-uz = ПИНФЛ
common-national-number-ge = Личный номер
common-date = Дата
common-time = Время
common-place = Место
common-reason = Причина
common-note = Примечание
common-author = Кто записал

# Sexes
common-sex-male = мужской
common-sex-female = женский
common-sex-other = другой
common-sex-unknown = неизвестно
common-sex-male-short = м
common-sex-female-short = ж

# Roles
common-role-registrar = Регистратор
common-role-nurse = Медсестра
common-role-midwife = Акушерка
common-role-feldsher = Фельдшер
common-role-doctor = Врач
common-role-manager = Руководитель
common-role-auditor = Аудитор
common-role-pharmacist = Фармацевт

# Countries
common-country-kz = Казахстан
common-country-uz = Узбекистан
common-country-ge = Грузия

# Routes of medicines
common-route-oral = внутрь
common-route-sublingual = под язык
common-route-buccal = за щёку
common-route-intravenous = внутривенно
common-route-intramuscular = внутримышечно
common-route-subcutaneous = подкожно
common-route-intradermal = внутрикожно
common-route-rectal = в прямую кишку
common-route-vaginal = во влагалище
common-route-inhaled = ингаляционно
common-route-nasal = в нос
common-route-ophthalmic = в глаз
common-route-otic = в ухо
common-route-topical = на кожу
common-route-other = другой способ

# Units
common-unit-mg = мг
common-unit-g = г
common-unit-mcg = мкг
common-unit-kg = кг
common-unit-ml = мл
common-unit-l = л
common-unit-cm = см
common-unit-mm = мм
common-unit-iu = ЕД
common-unit-mmol = ммоль
common-unit-mmol-l = ммоль/л
common-unit-umol-l = мкмоль/л
common-unit-mg-dl = мг/дл
common-unit-g-l = г/л
common-unit-mmhg = мм рт. ст.
common-unit-celsius = °C
common-unit-percent = %
common-unit-per-minute = в минуту
common-unit-mg-kg = мг/кг
common-unit-mcg-kg = мкг/кг
common-unit-kg-m2 = кг/м²
common-unit-tablet = таблетка
common-unit-capsule = капсула
common-unit-drop = капля
common-unit-puff = вдох
common-unit-dose = доза
common-unit-ampoule = ампула
common-unit-sachet = пакетик
common-unit-suppository = свеча
common-unit-week = неделя
common-unit-minute = мин
common-unit-hour = ч

# Allergies
common-allergy-known = Аллергия
common-allergy-none-known = Аллергия не выявлена
common-allergy-not-recorded = Об аллергии не спрашивали
common-allergy-unavailable = Сведения об аллергии сейчас недоступны
common-severity-mild = лёгкая
common-severity-moderate = средняя
common-severity-severe = тяжёлая
common-severity-life-threatening = угрожает жизни
common-severity-unknown = тяжесть неизвестна
common-certainty-confirmed = подтверждено
common-certainty-suspected = предполагается
common-certainty-refuted = исключено

# Months: short in dates, long on papers, alone without a day
common-month-1-short = янв
common-month-2-short = фев
common-month-3-short = мар
common-month-4-short = апр
common-month-5-short = май
common-month-6-short = июн
common-month-7-short = июл
common-month-8-short = авг
common-month-9-short = сен
common-month-10-short = окт
common-month-11-short = ноя
common-month-12-short = дек
common-month-1-long = января
common-month-2-long = февраля
common-month-3-long = марта
common-month-4-long = апреля
common-month-5-long = мая
common-month-6-long = июня
common-month-7-long = июля
common-month-8-long = августа
common-month-9-long = сентября
common-month-10-long = октября
common-month-11-long = ноября
common-month-12-long = декабря
common-month-1-alone = январь
common-month-2-alone = февраль
common-month-3-alone = март
common-month-4-alone = апрель
common-month-5-alone = май
common-month-6-alone = июнь
common-month-7-alone = июль
common-month-8-alone = август
common-month-9-alone = сентябрь
common-month-10-alone = октябрь
common-month-11-alone = ноябрь
common-month-12-alone = декабрь

# Dates
common-date-long = { $day } { $month } { $year } г.
common-date-month-year = { $month } { $year } г.
common-date-year = { $year } г.
common-date-about = около { $date }
common-date-unknown = дата неизвестна

# Numbers that cannot be taken
common-number-empty = Введите число.
common-number-ambiguous = Это число можно прочитать по-разному. Введите его однозначно, например 1000 или 1,5.
common-number-malformed = Это не число.
common-number-too-long = В числе слишком много цифр.

# Weekdays, Monday first
common-weekday-1 = понедельник
common-weekday-2 = вторник
common-weekday-3 = среда
common-weekday-4 = четверг
common-weekday-5 = пятница
common-weekday-6 = суббота
common-weekday-7 = воскресенье

# Ages of people, as written on papers
common-age-years = { $n ->
    [one] { $n } год
    [few] { $n } года
   *[many] { $n } лет
}
common-age-months = { $n } мес
common-age-days = { $n } дн
common-age-years-months = { $years } г { $months } мес
common-age-months-days = { $months } мес { $days } дн
common-age-about = примерно { $age }
common-age-unknown = возраст неизвестен
common-ago-now = только что
common-ago-today = сегодня
common-ago-yesterday = вчера
common-in-tomorrow = завтра

# Counts
common-ago-minutes = { $n ->
    [one] { $n } минуту назад
    [few] { $n } минуты назад
   *[many] { $n } минут назад
}
common-ago-hours = { $n ->
    [one] { $n } час назад
    [few] { $n } часа назад
   *[many] { $n } часов назад
}
common-ago-days = { $n ->
    [one] { $n } день назад
    [few] { $n } дня назад
   *[many] { $n } дней назад
}
common-ago-weeks = { $n ->
    [one] { $n } неделю назад
    [few] { $n } недели назад
   *[many] { $n } недель назад
}
common-ago-months = { $n ->
    [one] { $n } месяц назад
    [few] { $n } месяца назад
   *[many] { $n } месяцев назад
}
common-ago-years = { $n ->
    [one] { $n } год назад
    [few] { $n } года назад
   *[many] { $n } лет назад
}
common-in-days = { $n ->
    [one] через { $n } день
    [few] через { $n } дня
   *[many] через { $n } дней
}
common-count-minutes = { $n ->
    [one] { $n } минута
    [few] { $n } минуты
   *[many] { $n } минут
}
common-count-hours = { $n ->
    [one] { $n } час
    [few] { $n } часа
   *[many] { $n } часов
}
common-count-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[many] { $n } дней
}
common-count-weeks = { $n ->
    [one] { $n } неделя
    [few] { $n } недели
   *[many] { $n } недель
}
common-count-months = { $n ->
    [one] { $n } месяц
    [few] { $n } месяца
   *[many] { $n } месяцев
}
common-count-years = { $n ->
    [one] { $n } год
    [few] { $n } года
   *[many] { $n } лет
}
common-count-times = { $n ->
    [one] { $n } раз
    [few] { $n } раза
   *[many] { $n } раз
}
common-count-patients = { $n ->
    [one] { $n } пациент
    [few] { $n } пациента
   *[many] { $n } пациентов
}
common-count-visits = { $n ->
    [one] { $n } посещение
    [few] { $n } посещения
   *[many] { $n } посещений
}
common-count-records = { $n ->
    [one] { $n } запись
    [few] { $n } записи
   *[many] { $n } записей
}

# Командная строка
cli-nobody-found = Никто не найден. Попробуйте меньше букв, год рождения или номер; нового человека регистрирует команда register.
cli-lines-refused = Непонятых строк: { $n }, первая — строка { $first }. На каждую дан ответ с причиной по-английски, в поле «error»; остальные обработаны как обычно. Исправьте эти строки и отправьте их ещё раз.
cli-registered-alike = В базе есть похожий человек (поле «alike»). Карта всё равно заведена, ничего не потеряно. Сравните обе карты; если это один человек, свяжите их в окне: «{ $list }».
cli-signatures-unknown = Часть подписей сделана людьми или устройствами, ключей которых здесь пока нет. Они сохранены и считаются неподписанными, пока обмен с центром не принесёт ключи.
cli-nothing-found = В формуляре ничего подходящего нет.
cli-no-such-medicine = В формуляре нет лекарства { $id }. Идентификаторы стоят в поле «medicine» строк, которые команда formulary печатает без --medicine.
cli-restored-aside = Прежние записи лежат в { $path }; они открываются своими паролями. Удалите эту папку, когда из неё ничего больше не нужно.
