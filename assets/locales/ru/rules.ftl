# Правила дозирования: их читает и подписывает фармацевт или врач.

rules-sentence = Прочитайте правило, сверьте с источником и подпишите своим именем. До этого каждый ответ по нему помечен как не одобренный
rules-read-only = Какие правила доз здесь подписаны. Подписывает фармацевт или врач
rules-filter = Показать
rules-filter-unsigned = Не подписанные
rules-filter-signed = Подписанные
rules-filter-all = Все
rules-count = { $n ->
    [one] { $n } правило
    [few] { $n } правила
    [many] { $n } правил
   *[other] { $n } правила
}
rules-none = Таких правил нет
rules-rule = Препарат, путь, показание, кому
rules-state = Подпись
rules-ticked = прочитано, к подписи
rules-signed = подписано: { $name }
rules-unsigned = не подписано
rules-high-alert = Препарат высокого риска
rules-read = Я прочёл(а) это правило и его источник
rules-sign = { $n ->
    [0] Подписать правила…
    [one] Подписать { $n } правило…
    [few] Подписать { $n } правила…
    [many] Подписать { $n } правил…
   *[other] Подписать { $n } правила…
}
rules-sign-none = Отметьте, что прочли
rules-sign-sentence = Вы подписываете текст в его нынешнем виде. Если правило изменится, оно снова станет неподписанным. Подпись не повышает ни одного предела: она лишь убирает слова «ещё не одобрено»
rules-position = Ваша должность
rules-position-hint = клинический фармацевт, районная больница
rules-remark = Примечание
rules-withdraw = Отозвать подпись…
rules-withdraw-title = Отозвать подпись
rules-withdraw-sentence = Каждый ответ по этому правилу снова будет помечен как не одобренный. Подпись останется в записях
rules-withdraw-act = Отозвать
rules-withdrawn = Подпись отозвана
rules-done = Правила подписаны
rules-changed = Прежний текст подписан: { $who }, { $date }; с тех пор он изменился
rules-edition = Редакция от { $edition } · { $id } · { $hash }
rules-from = от { $limit }
rules-under = до { $limit }
rules-pregnant = беременные
rules-not-pregnant = не беременные
rules-everybody = все
rules-per-kg-dose = { $dose }/кг на приём
rules-per-kg-day = { $dose }/кг в сутки
rules-fixed-dose = { $dose } на приём
rules-fixed-day = { $dose } в сутки
rules-most-single = Разовая доза: не больше { $dose }
rules-most-day = В сутки: не больше { $dose }
rules-most-day-kg = В сутки: не больше { $dose }/кг
rules-most-kg = Ничего не подтверждает при весе больше { $number } кг
rules-divided = Обычно делится, число приёмов: { $number }
rules-gap = Не раньше чем через { $number } ч
rules-times = Приёмов в сутки: не больше { $number }
rules-days = Дней: { $number }
rules-repeats = Источник не задаёт суточного предела
rules-only-chosen = Подтверждает дозу, только если выбрано это показание
rules-capped = Никогда не выше { $dose }
rules-cap-from = Наибольшая доза или вес: { $source }
rules-knowledge = Из общих знаний: может запретить дозу и никогда её не подтверждает, подписано правило или нет
rules-seen-primary = Прочитано в самом источнике
rules-seen-second = Прочитано в пересказе источника
