# Kidney function from the last creatinine, beside a dose that is checked
kidney-known = ШСЖ { $egfr } мл/мин (креатинин { $creatinine }, { $date })
kidney-unknown = ШСЖ белгісіз. Креатинин, { $date }: { $why }
kidney-why-old = { $n ->
    [one] { $n } күннен ескі
   *[other] { $n } күннен ескі
  }
kidney-why-unreadable = оқылмайды немесе сынама алынған күн көрсетілмеген
kidney-why-future = сынама алынған күн әлі келген жоқ
kidney-why-conflict = бір күнге екі түрлі мән
kidney-why-unsteady = бір аптада бір жарым есе немесе одан көп өзгерген
kidney-why-pregnant = жүктілікте есептелмейді
kidney-why-pregnancy = алдымен жүктілік бар-жоғын көрсетіңіз
kidney-why-age = бұл жасқа формула жоқ
kidney-why-sex = жынысы көрсетілмеген
kidney-why-height = баланың сол кездегі бойы жоқ
kidney-why-outside = мұндай мәнге формула жарамайды
