# The card of a patient: visits, passport, prescribing, papers before printing.

# The card: timeline, drafts, linked cards
card-timeline = Посещения
card-no-visits = Посещений ещё нет. F4 начинает первое
card-no-diagnosis = Диагноз не записан
card-draft-open = Посещение не подписано. Начато { $begun }, пишет { $who }, сохранено { $kept }
card-draft-correction = Исправление не подписано. Начато { $begun }, пишет { $who }, сохранено { $kept }
card-linked-by-program = Программа присоединила другую карту этого человека ({ $reasons }), { $when }
card-linked-by-user = Другая карта этого человека присоединена вручную ({ $reasons }), { $when }
card-link-national-number = тот же национальный номер
card-link-number = тот же номер документа
card-link-birth-date = та же дата рождения
card-link-name = то же имя
card-link-phone = тот же телефон
card-link-user = решение сотрудника
card-unlink = Это разные люди
card-unlinked = Карты снова раздельны
card-part-unreadable = Часть этой карты не видна
card-part-unreadable-what = Записей: { $count }. Нужна более новая программа, или они не прочитаны. Они сохранены. Не полагайтесь на пустые списки
card-author-unknown = автор неизвестен
card-corrected-later = Позже исправлено
card-corrected-by = Исправил(а) { $who }, { $when }
card-is-correction = Исправление
card-signature-valid = Подпись верна
card-signature-unknown = Подпись ещё не проверена
card-signature-invalid = Подпись не сходится
card-sent-here = Пока только здесь
card-sent-refused = Не принято хранилищем; есть только здесь
card-sent-accepted = Принято хранилищем
card-sent-stable = Надёжно в хранилище
card-clock-doubtful = Часы были под сомнением
card-read-author = Записал(а) { $who }
card-read-entered = внесено { $when }
card-other-answers = Ответы другой формы
card-prescriptions = Назначения
card-attach = Приложить файл…
card-file = Файл
card-file-what = Что это
card-file-open = Открыть
card-file-stays = хранится только в этом медпункте: между медпунктами файлы пока не передаются
card-file-elsewhere = остался в медпункте, где его приложили: между медпунктами файлы пока не передаются
card-file-not-here = файла нет в этом медпункте
card-file-attached = Файл приложен
card-file-opened = Открыто в программе просмотра
card-file-text = текст
card-file-picture = снимок
card-file-kb = { $size } КБ
card-file-mb = { $size } МБ
card-attachments = Файлы
card-amend = Исправить…
card-back-to-card = К карте
card-print-discharge = Печать выписки
card-print-prescription = Печать рецепта
card-print-referral = Печать направления

# Entered in error
card-withdraw = Введено ошибочно…
card-withdraw-what = Запись останется видна с пометкой. В дозах и списках она больше не учитывается
card-withdraw-do = Отметить как ошибочную
card-withdraw-wrong-patient = не тот пациент
card-withdraw-duplicate = записано дважды
card-withdraw-mistake = ошибка
card-withdraw-other = другое
card-withdrawn-done = Отмечено как ошибочное
card-reason-missing = Выберите причину
card-field-missing = Заполните это поле

# Referral
card-form-other = Другая форма…
card-form-choose = Какую форму заполнить
card-form-search = Номер или название формы
card-form-unconfirmed = расположение полей не сверено
card-form-signed-by-hand = { $who }: подпись от руки на распечатанном бланке
card-refer = Направить…
card-refer-do = Направить
card-referral-to = Куда
card-referral-why = Зачем
card-referral-edit = Изменить направление
card-referral-remove = Убрать направление
card-referred-done = Направление записано
card-urgency = Срочность
card-urgency-routine = Планово
card-urgency-urgent = Срочно
card-urgency-emergency = Экстренно

# A visit being written
card-sign = Подписать
card-signing = Подписывается
card-signed-by = Подписано: { $who }, { $when }
card-signed-next = Посещение в карте. Напечатайте выписку пациенту или вернитесь
card-visit-correction = Исправление посещения
card-visit-empty = Ещё ничего не записано
card-unusual-title = Необычные значения
card-unusual-again = Если всё верно, подпишите ещё раз
card-diagnosis-sex = { $code }: беременность и роды, а пациент мужчина
card-saved-at = Сохранено { $time }
card-saving = Сохраняется
card-not-saved = Ещё не сохранено. Повторяю
card-discard = Удалить черновик…
card-discard-sure = Всё введённое в этом посещении пропадёт
card-discard-yes = Удалить
card-keep-writing = Писать дальше
card-may-not-sign = Ваша роль не подписывает
card-may-not-prescribe = Ваша роль не назначает лекарств
card-may-not-refer = Ваша роль не направляет
card-other-words = Другими словами
card-diagnosis-search = Диагноз по МКБ-10
card-diagnosis-hint = Код или слова
card-diagnosis-none = Диагноза ещё нет
card-diagnosis-last = прошлое посещение, { $when }
card-diagnosis-own = ваш частый
card-diagnosis-pinned = закреплён вами
card-diagnosis-pin = Закрепить
card-diagnosis-unpin = Открепить
card-diagnosis-pins-full = Закреплено диагнозов: { $most }. Открепите один, чтобы закрепить другой
card-diagnosis-required = Выберите диагноз
card-diagnosis-main = основной
card-diagnosis-complication = осложнение
card-diagnosis-concomitant = сопутствующий

# Passport
card-allergies = Аллергии
card-alerts = Важно
card-problems = Проблемы здоровья
card-medicines = Принимает сейчас
card-measured = Вес и рост
card-blood = Группа крови
card-blood-group = Группа
card-blood-rhesus = Резус
card-none-known = Спросили: аллергии нет
card-show-past = Показать прошлые и ошибочные
card-disputed = Два значения. Решите расхождение
card-statements-differ = В связанных картах указано разное. Спросите и запишите снова
card-newer = Записано более новой программой
card-since = с { $date }
card-prescribed-on = назначено { $date }
card-settle = Решить…
card-conflicts = { $n ->
    [one] { $n } расхождение
    [few] { $n } расхождения
   *[many] { $n } расхождений
}
card-pregnant = Беременна
card-pregnant-weeks = { $n ->
    [one] Беременна, { $n } неделя
    [few] Беременна, { $n } недели
   *[many] Беременна, { $n } недель
}
card-pregnant-now = Беременна сейчас
card-lmp = Первый день последней менструации
card-agent = На что аллергия
card-agent-hint = Лекарство или другое: первые 4 буквы
card-agent-known = Из списка: назначения проверяются
card-agent-free = Своими словами: проверка может не понять. Лучше выберите из списка
card-reactions = Реакции
card-reactions-hint = сыпь, отёк
card-severity = Тяжесть
card-onset = С какого времени
card-status = Состояние
card-status-active = Действует
card-status-resolved = Прошло
card-mark-error = Отметить как ошибку
card-problem = Проблема здоровья
card-problem-words = Название
card-medicine-taken = Принимаемое лекарство
card-medicine-free = Своими словами: взаимодействия не проверяются
card-medicine-hint = Первые 4 буквы, любое письмо
card-since-label = Принимает с
card-until-label = До
card-alert = Важно для всех
card-alert-text = Несколькими словами

# Prescribing
card-rx-search-what = Введите лекарство, ↓ и Enter выбирают
card-rx-none = Назначений ещё нет
card-rx-add = Добавить в посещение
card-rx-change = Изменить назначение
card-rx-back = к посещению
card-rx-other = Другое лекарство
card-last-time-taken = Взято из посещения { $when }: { $what }. Исправьте, что сегодня иначе
card-last-time-nothing = Брать нечего: прошлого посещения с диагнозом нет или поля уже заполнены
card-rx-earlier = Назначали раньше
card-rx-again = Как в прошлый раз
card-rx-free = Записать «{ $name }» без проверки
card-rx-free-what = Лекарство своими словами не проверить: ни дозу, ни аллергию, ни взаимодействия
card-rx-looks-like = Не перепутайте с { $names }
card-rx-note = Примечание пациенту или аптеке
card-high-alert = Ошибка в десять раз или в способе введения может убить. Укажите причину и проверьте каждую цифру
card-high-alert-short = Лекарство высокого риска
card-form = Форма
card-strength = Дозировка
card-strength-typed = Дозировка на этикетке
card-strength-other = Другая дозировка
card-strength-hint = 120 мг/5 мл
card-on-box = Что написано на упаковке
card-on-box-hint = название, форма и дозировка, как напечатано
card-box = на упаковке «{ $product }»
card-indication = Показание
card-one-dose = Разовая доза
card-unit = Единица
card-frequency = Как часто
card-per-day = раз в день
card-by-hours = каждые … часов
card-times = Раз в день
card-hours-between = Часов между дозами
card-days = Дней
card-whole-number = Введите целое число
card-dose-label = ДОЗА
card-times-a-day = { $n ->
    [one] { $n } раз в день
    [few] { $n } раза в день
   *[many] { $n } раз в день
}
card-every-hours = каждые { $hours } ч
card-proposal = Можно дать
card-proposal-range = от { $low } до { $high }
card-not-sooner = не чаще чем через { $hours } ч
card-day-max = не больше { $dose } за сутки
card-ask-title = Спросите и измерьте
card-on-scale = Взвесьте пациента
card-asked-given = Спросили: за последние 24 часа ничего другого не давали
card-asked-medicines = Спросили: других лекарств не принимает
card-asked-breastfeeding = Кормит грудью
card-asked-egfr = Функция почек (рСКФ)
card-egfr-unit = мл/мин
card-conditions = Есть ли что-то из этого
card-conditions-none = ничего из этого
card-conditions-some = да, есть
card-known-problems = В карте { $list }
card-doubt-unreadable = Часть карты не читается. Аллергии или лекарства могут быть не видны
card-doubt-dispute = Спорный факт карты не понят. Сначала решите расхождение
card-doubt-deceased = Пациент записан как умерший
card-doubt-kidneys = Креатинин в карте не даёт надёжной оценки функции почек, а этот препарат зависит от почек
card-doubt-stop = Это назначение отменил тот, чью подпись здесь нельзя проверить или кто не вправе решать: спросите, прежде чем вводить

# Going on with a reason
card-override-title = Назначению нужна причина
card-override-do = Назначить с этой причиной
card-override-back = Изменить назначение
card-override-verified = доза и показание проверены ещё раз
card-override-specialist = посоветовал специалист
card-override-benefit = польза больше риска
card-override-no-alternative = другого лекарства нет
card-override-emergency = угроза жизни
card-override-other = другое, см. примечание
card-second-check = Кто проверяет вместе с вами
card-second-person = Второй сотрудник
card-second-alone = Я одна/один
card-second-login = Логин второго сотрудника
card-second-other = Это должен быть другой человек
card-second-asking = Пароль проверяется
card-second-alone-what = Введите дозу ещё раз. Врач увидит, что вы были одни
card-second-again = Доза ещё раз
card-second-differs = Это не назначенная доза

# Papers
card-paper-discharge = Выписка пациенту
card-paper-visit = Запись о посещении
card-paper-draft = Черновик, не подписан
card-paper-language = Язык документа
card-paper-not-ready = Готовится
card-paper-open = Открыть PDF
card-paper-opened = Открыто
card-paper-save = Сохранить PDF
card-paper-saved = Сохранено в { $path }
card-paper-path = Имя файла
card-paper-path-hint = папка и имя файла
card-paper-sent = Отправлено на печать
card-paper-working = Выполняется
card-paper-pages = { $n ->
    [one] { $n } страница
    [few] { $n } страницы
   *[many] { $n } страниц
}

# Routes that only this screen names
card-route-nebulised = через небулайзер
card-route-infiltration = инфильтрация
card-route-nasogastric = через зонд
card-route-intraosseous = внутрикостно

# Dosage forms of the formulary
card-form-mr-tablet = таблетки с медленным высвобождением
card-form-buccal = раствор за щёку
card-form-capsule = капсулы
card-form-combination-tablet = комбинированные таблетки
card-form-dispersible-tablet = растворимые таблетки
card-form-drops = капли
card-form-emulsion-ointment = эмульсия, мазь
card-form-granules = гранулы
card-form-infusion = раствор для инфузий
card-form-inhaler = ингалятор
card-form-injection = раствор для инъекций
card-form-lotion-or-cream = лосьон или крем
card-form-nebuliser-solution = раствор для небулайзера
card-form-nebuliser-suspension = суспензия для небулайзера
card-form-oil-drops = масляные капли
card-form-oral-solution = раствор для приёма внутрь
card-form-powder = порошок
card-form-powder-for-injection = порошок для инъекций
card-form-rectal-suppository = ректальные свечи
card-form-rectal-tube = ректальная трубка
card-form-sachet = пакетики
card-form-solution-for-infusion = раствор для инфузий
card-form-spray = спрей
card-form-sublingual-tablet = таблетки под язык
card-form-suppository = свечи
card-form-suspension = суспензия
card-form-syringe = шприц
card-form-syrup = сироп
card-form-syrup-suspension = сироп или суспензия
card-form-tablet = таблетки

# Papers of the card
card-paper-extract = Выписка из карты
card-paper-laboratory = Бланк лаборатории
card-paper-label = Этикетка пациента
card-paper-specimen = Этикетка пробы
card-paper-day = Список дня
card-paper-stock = Этикетки
card-paper-roll = рулон, 57 × 32 мм
card-paper-sheet = лист A4, 24 этикетки

card-paper-case = История болезни
stay-assemble = Собрать из записей
stay-no-day = Сначала впишите дату поступления и дату выписки, если она не сегодня
stay-nothing = За { $from } – { $to } брать нечего: посещений { $visits }, доз { $doses }, или поля уже заполнены
stay-taken = Собрано за { $from } – { $to } (посещений { $visits }, доз { $doses }) в пустые поля: { $what }. Прочтите каждое предложение перед подписью
stay-given = { $medicine } — дано доз: { $n } ({ $days })
stay-given-elsewhere = { $medicine } — дано доз в другом месте, со слов: { $n } ({ $days })
stay-not-given = { $medicine } — НЕ дано: { $n } ({ $days })
stay-no-dose = { $medicine } — назначено { $day }, доз не записано
error-paper-of-stay = { $id } – не эпикриз: в нём нет полных дат поступления и выписки. Документ не создан; записи в сохранности.
