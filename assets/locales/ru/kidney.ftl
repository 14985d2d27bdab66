# Kidney function from the last creatinine, beside a dose that is checked
kidney-known = рСКФ { $egfr } мл/мин (креатинин { $creatinine }, { $date })
kidney-unknown = рСКФ не известна. Креатинин, { $date }: { $why }
kidney-why-old = { $n ->
    [one] старше { $n } дня
    [few] старше { $n } дней
    [many] старше { $n } дней
   *[other] старше { $n } дня
  }
kidney-why-unreadable = не читается или не указан день взятия пробы
kidney-why-future = день взятия пробы ещё не наступил
kidney-why-conflict = два разных значения за один день
kidney-why-unsteady = за неделю изменился в полтора раза или больше
kidney-why-pregnant = при беременности не считается
kidney-why-pregnancy = сначала укажите, есть ли беременность
kidney-why-age = для этого возраста формулы нет
kidney-why-sex = не указан пол
kidney-why-height = нет роста ребёнка на то же время
kidney-why-outside = для такого значения формула не годится
