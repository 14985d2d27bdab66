# Kidney function from the last creatinine, beside a dose that is checked
kidney-known = KFT { $egfr } ml/min (kreatinin { $creatinine }, { $date })
kidney-unknown = KFT nomaʼlum. Kreatinin, { $date }: { $why }
kidney-why-old = { $n ->
    [one] { $n } kundan eski
   *[other] { $n } kundan eski
  }
kidney-why-unreadable = oʻqib boʻlmaydi yoki namuna olingan kun koʻrsatilmagan
kidney-why-future = namuna olingan kun hali kelmagan
kidney-why-conflict = bir kun uchun ikki xil qiymat
kidney-why-unsteady = bir haftada bir yarim baravar yoki undan koʻp oʻzgargan
kidney-why-pregnant = homiladorlikda hisoblanmaydi
kidney-why-pregnancy = avval homiladorlik bor-yoʻqligini koʻrsating
kidney-why-age = bu yosh uchun formula yoʻq
kidney-why-sex = jinsi koʻrsatilmagan
kidney-why-height = bolaning oʻsha vaqtdagi boʻyi yoʻq
kidney-why-outside = bunday qiymat uchun formula yaramaydi
