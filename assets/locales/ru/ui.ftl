# Words of the window itself: widgets, banner, status line, commands.
ui-required = обязательно
ui-unknown = неизвестно
ui-previous = раньше { $value }
ui-cut = Вырезать
ui-copy = Копировать
ui-paste = Вставить
ui-details-show = Подробнее
ui-details-hide = Свернуть

ui-severity-prohibition = Запрещено
ui-severity-warning = Предупреждение
ui-severity-required = Нужно сделать
ui-severity-ok = Готово
ui-severity-offline = Нет связи

ui-date-hint = дд.мм.гггг
ui-date-not-a-date = Это не дата. Введите день, месяц, год: 14.07.1985
ui-date-missing-year = Нет года. Введите и год: 14.07.1985
ui-date-no-such-month = Такого месяца нет. Проверьте месяц
ui-date-no-such-day = В этом месяце нет такого дня. Проверьте день
ui-date-year-out-of-range = Такого года быть не может. Проверьте год
ui-date-in-future = Этот день ещё не наступил. Проверьте дату

ui-search-nothing = Ничего не найдено. Введите меньше букв
ui-search-count = { $shown } из { $total } · ↓ чтобы выбрать
ui-search-more-letters = Введите не меньше { $n } букв

ui-banner-born = Дата рождения
ui-banner-sex = Пол
ui-banner-number = Номер
ui-banner-name-unknown = Имя неизвестно
ui-banner-died = Умер(ла)
ui-banner-died-on = Смерть { $date }
ui-allergy-known = Аллергия
ui-allergy-none-known = Аллергия не выявлена · { $who }, { $date }
ui-allergy-not-recorded = Об аллергии не спрашивали. Спросите пациента
ui-allergy-unavailable = Сведения об аллергии сейчас недоступны

ui-status-no-store = Хранилище не подключено
ui-status-all-sent = Всё отправлено
ui-status-online = Связь есть
ui-status-exchanging = Идёт обмен
ui-status-offline = Нет связи
ui-status-refused = Хранилище отказало. Откройте состояние обмена
ui-status-last-exchange = Последний обмен { $when }
ui-status-never-exchanged = Обмена ещё не было
ui-status-training = Учебные данные
ui-status-keys = Ctrl+K команды

ui-palette-label = Команда
ui-command-help = Клавиши и помощь
ui-command-worklist = Список на сегодня
ui-command-find-patient = Найти пациента…
ui-command-new-visit = Новое посещение
ui-command-refresh = Обновить
ui-command-next-zone = Следующая часть окна
ui-command-previous-zone = Предыдущая часть окна
ui-command-diagnosis = Диагноз…
ui-command-passport = Паспорт здоровья
ui-command-last-time = Как в прошлое посещение
ui-command-prescribe = Назначить лекарство…
ui-command-override = Продолжить с указанием причины…
ui-command-emergency-access = Экстренный доступ…
ui-command-full-screen = Во весь экран
ui-command-palette = Команды
ui-command-find-in-card = Найти в карте
ui-command-new-patient = Новый пациент…
ui-command-save-draft = Сохранить черновик
ui-command-sign = Подписать посещение
ui-command-print = Печать…
ui-command-undo = Отменить действие
ui-command-redo = Вернуть действие
ui-command-close-card = Закрыть карту
ui-command-tab = Раздел карты { $number }
ui-command-sync-now = Обменяться сейчас
ui-command-sync-status = Состояние обмена
ui-command-conflicts = Конфликты
ui-command-proposals = Один человек?
ui-command-recall = Кого вызвать
ui-command-round = Выполнение назначений
ui-command-users = Пользователи
ui-command-rules = Правила доз
ui-command-access-log = Кто открывал карту
ui-command-settings = Настройки…
ui-command-lock = Заблокировать
ui-command-sign-out = Выйти
ui-command-light = Светлые цвета
ui-command-dark = Тёмные цвета
ui-command-high-contrast = Высокий контраст
ui-command-zoom-in = Крупнее
ui-command-zoom-out = Мельче
ui-command-zoom-reset = Обычный размер

# Counted
ui-errors-title = { $n ->
    [one] Исправьте { $n } ответ
    [few] Исправьте { $n } ответа
   *[many] Исправьте { $n } ответов
}
ui-status-unsent = { $n ->
    [one] { $n } запись ждёт отправки
    [few] { $n } записи ждут отправки
   *[many] { $n } записей ждут отправки
}
