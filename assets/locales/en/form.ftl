# Forms: what is wrong with an answer, and what is wrong with a form file.
# A field of a form
form-field-required = Fill in this field.
form-field-one-answer = Only one answer is possible here.
form-field-wrong-kind = This answer does not fit the field.
form-field-not-whole = Type a whole number.
form-field-not-an-option = Choose one of the answers in the list.
form-field-wrong-unit = The unit must be { $unit }.
form-field-too-small = The value must be at least { $limit }. Check the typing.
form-field-too-large = The value must be at most { $limit }. Check the typing.
form-field-too-many-decimals = Too many digits after the decimal mark; at most { $limit }.
form-field-too-long = The text is too long; at most { $limit } characters.
form-field-too-short = The text is too short; at least { $limit } characters.
form-field-whole-date = Give the full date: day, month, year.
form-field-in-future = This date is after today.
form-field-in-past = This date is before today.
form-field-too-early = The date must not be before { $limit }.
form-field-too-late = The date must not be after { $limit }.
form-field-less-than = This must not be less or earlier than “{ $item }”.
form-field-unusually-low = { $value } is unusually low for this age (usually from { $limit }). Is it right?
form-field-unusually-high = { $value } is unusually high for this age (usually up to { $limit }). Is it right?

# Where a mistake of a form file stands
form-mistake-place = File { $file }, line { $line }

# What is wrong with a form file, and what to do
form-mistake-not-json = The file is not JSON: { $detail }.
form-remedy-not-json = Look for a missing comma, quote or bracket at this line or just before it.
form-mistake-too-large = The file is larger than { $max } bytes.
form-remedy-too-large = Divide the form into several files, each at most { $max } bytes.
form-mistake-too-many = The form has more than { $max } items.
form-remedy-too-many = Divide the form; one form has at most { $max } items.
form-mistake-not-questionnaire = This is not a FHIR Questionnaire.
form-remedy-not-questionnaire = The file must begin with "resourceType": "Questionnaire".
form-mistake-missing = “{ $field }” is missing.
form-remedy-missing = Add “{ $field }” here.
form-mistake-wrong-type = “{ $field }” has a value of the wrong kind.
form-remedy-wrong-type = Texts stand in quotes; numbers, true and false do not; lists stand in square brackets.
form-mistake-unknown-type = There is no item type “{ $name }”.
form-remedy-unknown-type = Use group, display, string, text, integer, decimal, quantity, date, boolean, choice or open-choice instead of “{ $name }”.
form-mistake-unsupported-type = The program has no field for the type “{ $name }”.
form-remedy-unsupported-type = Ask the same with date, string or choice, or take the item out.
form-mistake-duplicate-link-id = The linkId “{ $item }” stands twice.
form-remedy-duplicate-link-id = Give one of the two items another linkId than “{ $item }”.
form-mistake-bad-link-id = The linkId “{ $item }” has spaces or is too long.
form-remedy-bad-link-id = Write letters, digits and hyphens only, for example “bp-sys”; at most 255 characters.
form-mistake-unknown-question = The condition asks for “{ $item }”, which is not in the form or is of another type.
form-remedy-unknown-question = Write the linkId of an item of this form instead of “{ $item }”.
form-mistake-cycle = “{ $item }” depends on itself through its conditions.
form-remedy-cycle = Take one condition out of the circle.
form-mistake-unknown-operator = There is no operator “{ $name }”.
form-remedy-unknown-operator = Use exists, =, !=, >, <, >= or <= instead of “{ $name }”.
form-mistake-condition-answer = The condition compares “{ $item }” with an answer that it cannot have.
form-remedy-condition-answer = Give an answer of the type of “{ $item }”; exists takes answerBoolean.
form-mistake-no-options = A choice without answers to choose from.
form-remedy-no-options = List the answers in answerOption.
form-mistake-value-set = The answers are in a value set that is not in the file.
form-remedy-value-set = List the answers in answerOption instead of answerValueSet.
form-mistake-expression = “{ $name }” computes or checks something that this program cannot.
form-remedy-expression = Take “{ $name }” out, or say the same with enableWhen and limits.
form-mistake-modifier-extension = The modifier extension “{ $name }” changes the meaning in an unknown way.
form-remedy-modifier-extension = Take “{ $name }” out if the item keeps its meaning without it; otherwise take the item out.
form-mistake-repeating-group = A group that repeats is not supported.
form-remedy-repeating-group = Write the group as often as it is needed, with other linkIds, or let single items repeat.
form-mistake-many-initial = Several initial answers, but the item does not repeat.
form-remedy-many-initial = Keep one initial answer, or add "repeats": true.
form-mistake-limits = The limits leave no possible answer.
form-remedy-limits = The lower limit must not be above the upper one, and both must be numbers or both dates.
form-mistake-limit-on-kind = “{ $name }” does not fit the type of this item.
form-remedy-limit-on-kind = Take “{ $name }” out or change the type of the item.
form-mistake-value = The value of “{ $field }” cannot be read.
form-remedy-value = Correct “{ $field }”: dates as 2026-07-14, versions as 1.2, numbers with a point, translations with lang and content.
form-mistake-initial-on-kind = The initial answer does not fit the item.
form-remedy-initial-on-kind = Give the initial answer in the type of the item, or take it out.
form-mistake-option-on-kind = Only choice and open-choice have answerOption.
form-remedy-option-on-kind = Change the type to choice, or take answerOption out.
form-mistake-unknown-word = “{ $word }” is not a known word for “{ $field }”.
form-remedy-unknown-word = Look up the words for “{ $field }” in forms/README.md and correct “{ $word }”.
