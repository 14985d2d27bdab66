# Kidney function from the last creatinine, beside a dose that is checked
kidney-known = eGFR { $egfr } mL/min (creatinine { $creatinine }, { $date })
kidney-unknown = eGFR is not known. Creatinine of { $date }: { $why }
kidney-why-old = { $n ->
    [one] older than { $n } day
   *[other] older than { $n } days
  }
kidney-why-unreadable = it cannot be read, or the day of the sample is missing
kidney-why-future = the day of the sample has not come yet
kidney-why-conflict = two different values of one day
kidney-why-unsteady = it changed by half or more within a week
kidney-why-pregnant = in pregnancy it is not computed
kidney-why-pregnancy = say first whether she is pregnant
kidney-why-age = there is no equation for this age
kidney-why-sex = the sex is not recorded
kidney-why-height = a child's height of the same time is missing
kidney-why-outside = the equation does not hold for this value
