# Forms: what is wrong with an answer, and what is wrong with a form file.
# A field of a form
form-field-required = Заполните это поле.
form-field-one-answer = Здесь возможен только один ответ.
form-field-wrong-kind = Этот ответ не подходит к полю.
form-field-not-whole = Введите целое число.
form-field-not-an-option = Выберите ответ из списка.
form-field-wrong-unit = Единица должна быть { $unit }.
form-field-too-small = Значение должно быть не меньше { $limit }. Проверьте ввод.
form-field-too-large = Значение должно быть не больше { $limit }. Проверьте ввод.
form-field-too-many-decimals = Слишком много знаков после запятой; не больше { $limit }.
form-field-too-long = Текст слишком длинный; не больше { $limit } знаков.
form-field-too-short = Текст слишком короткий; не меньше { $limit } знаков.
form-field-whole-date = Укажите полную дату: день, месяц, год.
form-field-in-future = Эта дата позже сегодняшней.
form-field-in-past = Эта дата раньше сегодняшней.
form-field-too-early = Дата не должна быть раньше { $limit }.
form-field-too-late = Дата не должна быть позже { $limit }.
form-field-less-than = Не может быть меньше или раньше, чем «{ $item }».
form-field-unusually-low = { $value } — необычно мало для этого возраста (обычно от { $limit }). Верно?
form-field-unusually-high = { $value } — необычно много для этого возраста (обычно до { $limit }). Верно?

# Where a mistake of a form file stands
form-mistake-place = Файл { $file }, строка { $line }

# What is wrong with a form file, and what to do
form-mistake-not-json = Файл не является JSON: { $detail }.
form-remedy-not-json = Ищите пропущенную запятую, кавычку или скобку в этой строке или перед ней.
form-mistake-too-large = Файл больше { $max } байт.
form-remedy-too-large = Разделите форму на несколько файлов, каждый не больше { $max } байт.
form-mistake-too-many = В форме больше { $max } пунктов.
form-remedy-too-many = Разделите форму; в одной форме не больше { $max } пунктов.
form-mistake-not-questionnaire = Это не FHIR Questionnaire.
form-remedy-not-questionnaire = Файл должен начинаться с "resourceType": "Questionnaire".
form-mistake-missing = Нет поля «{ $field }».
form-remedy-missing = Добавьте сюда «{ $field }».
form-mistake-wrong-type = У «{ $field }» значение не того вида.
form-remedy-wrong-type = Тексты пишут в кавычках, числа, true и false — без них, списки — в квадратных скобках.
form-mistake-unknown-type = Типа пункта «{ $name }» не существует.
form-remedy-unknown-type = Вместо «{ $name }» используйте group, display, string, text, integer, decimal, quantity, date, boolean, choice или open-choice.
form-mistake-unsupported-type = В программе нет поля для типа «{ $name }».
form-remedy-unsupported-type = Задайте этот вопрос типом date, string или choice либо уберите пункт.
form-mistake-duplicate-link-id = linkId «{ $item }» встречается дважды.
form-remedy-duplicate-link-id = Дайте одному из двух пунктов другой linkId вместо «{ $item }».
form-mistake-bad-link-id = В linkId «{ $item }» есть пробелы, или он слишком длинный.
form-remedy-bad-link-id = Пишите только буквы, цифры и дефис, например «bp-sys»; не больше 255 знаков.
form-mistake-unknown-question = Условие ссылается на «{ $item }», которого нет в форме или тип которого иной.
form-remedy-unknown-question = Вместо «{ $item }» напишите linkId пункта этой формы.
form-mistake-cycle = «{ $item }» через условия зависит сам от себя.
form-remedy-cycle = Уберите одно из условий круга.
form-mistake-unknown-operator = Оператора «{ $name }» не существует.
form-remedy-unknown-operator = Вместо «{ $name }» используйте exists, =, !=, >, <, >= или <=.
form-mistake-condition-answer = Условие сравнивает «{ $item }» с ответом, которого у него быть не может.
form-remedy-condition-answer = Укажите ответ того же типа, что у «{ $item }»; для exists нужен answerBoolean.
form-mistake-no-options = Выбор без вариантов ответа.
form-remedy-no-options = Перечислите ответы в answerOption.
form-mistake-value-set = Ответы находятся в наборе значений вне файла.
form-remedy-value-set = Перечислите ответы в answerOption вместо answerValueSet.
form-mistake-expression = «{ $name }» вычисляет или проверяет то, чего программа не умеет.
form-remedy-expression = Уберите «{ $name }» или выразите то же через enableWhen и пределы.
form-mistake-modifier-extension = Модифицирующее расширение «{ $name }» неизвестным образом меняет смысл.
form-remedy-modifier-extension = Уберите «{ $name }», если без него смысл пункта сохраняется; иначе уберите пункт.
form-mistake-repeating-group = Повторяющаяся группа не поддерживается.
form-remedy-repeating-group = Запишите группу нужное число раз с другими linkId или повторяйте отдельные пункты.
form-mistake-many-initial = Несколько начальных ответов, но пункт не повторяется.
form-remedy-many-initial = Оставьте один начальный ответ или добавьте "repeats": true.
form-mistake-limits = Пределы не оставляют возможного ответа.
form-remedy-limits = Нижний предел не должен быть выше верхнего; оба — числа или оба — даты.
form-mistake-limit-on-kind = «{ $name }» не подходит к типу этого пункта.
form-remedy-limit-on-kind = Уберите «{ $name }» или измените тип пункта.
form-mistake-value = Значение «{ $field }» не читается.
form-remedy-value = Исправьте «{ $field }»: даты как 2026-07-14, версии как 1.2, числа с точкой, переводы с lang и content.
form-mistake-initial-on-kind = Начальный ответ не подходит к пункту.
form-remedy-initial-on-kind = Укажите начальный ответ в типе пункта или уберите его.
form-mistake-option-on-kind = answerOption бывает только у choice и open-choice.
form-remedy-option-on-kind = Измените тип на choice или уберите answerOption.
form-mistake-unknown-word = «{ $word }» — неизвестное слово для «{ $field }».
form-remedy-unknown-word = Посмотрите слова для «{ $field }» в forms/README.md и исправьте «{ $word }».
