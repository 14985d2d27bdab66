# Dozalash qoidalari: farmatsevt yoki shifokor oʻqib imzolaydi.

rules-sentence = Qoidani oʻqing, manbasi bilan solishtiring va oʻz nomingizdan imzolang. Ungacha u boʻyicha har bir javobda tasdiqlanmagan deb turadi
rules-read-only = Bu yerda qaysi doza qoidalari imzolangan. Farmatsevt yoki shifokor imzolaydi
rules-filter = Koʻrsatish
rules-filter-unsigned = Imzolanmagan
rules-filter-signed = Imzolangan
rules-filter-all = Hammasi
rules-count = { $n ->
    [one] { $n } ta qoida
   *[other] { $n } ta qoida
}
rules-none = Bunday qoida yoʻq
rules-rule = Dori, yoʻl, koʻrsatma, kimga
rules-state = Imzo
rules-ticked = oʻqildi, imzolashga
rules-signed = imzolangan: { $name }
rules-unsigned = imzolanmagan
rules-high-alert = Xavfi yuqori dori
rules-read = Men bu qoidani va manbasini oʻqidim
rules-sign = { $n ->
    [0] Qoidalarni imzolash…
   *[other] { $n } ta qoidani imzolash…
}
rules-sign-none = Oʻqiganingizni belgilang
rules-sign-sentence = Matnni hozirgi holida imzolaysiz. Qoida oʻzgarsa, yana imzolanmagan boʻladi. Imzo hech bir chegarani oshirmaydi: faqat “hali tasdiqlanmagan” degan soʻzni olib tashlaydi
rules-position = Lavozimingiz
rules-position-hint = klinik farmatsevt, tuman shifoxonasi
rules-remark = Izoh
rules-withdraw = Imzoni qaytarib olish…
rules-withdraw-title = Imzoni qaytarib olish
rules-withdraw-sentence = Bu qoida boʻyicha har bir javobda yana tasdiqlanmagan deb turadi. Imzo yozuvda qoladi
rules-withdraw-act = Qaytarib olish
rules-withdrawn = Imzo qaytarib olindi
rules-done = Qoidalar imzolandi
rules-changed = Avvalgi matnni imzolagan: { $who }, { $date }; oʻshandan beri u oʻzgargan
rules-edition = { $edition } tahriri · { $id } · { $hash }
rules-from = { $limit } dan
rules-under = { $limit } gacha
rules-pregnant = homiladorlar
rules-not-pregnant = homilador emas
rules-everybody = hamma
rules-per-kg-dose = bir qabulga { $dose }/kg
rules-per-kg-day = sutkasiga { $dose }/kg
rules-fixed-dose = bir qabulga { $dose }
rules-fixed-day = sutkasiga { $dose }
rules-most-single = Bir martalik doza: koʻpi bilan { $dose }
rules-most-day = Sutkasiga: koʻpi bilan { $dose }
rules-most-day-kg = Sutkasiga: koʻpi bilan { $dose }/kg
rules-most-kg = { $number } kg dan ogʻir boʻlsa, hech narsani tasdiqlamaydi
rules-divided = Odatda boʻlinadi, qabullar soni: { $number }
rules-gap = { $number } soatdan oldin emas
rules-times = Sutkalik qabullar soni: koʻpi bilan { $number }
rules-days = Kunlar: { $number }
rules-repeats = Manba sutkalik chegara qoʻymaydi
rules-only-chosen = Dozani faqat shu koʻrsatma tanlanganda tasdiqlaydi
rules-capped = Hech qachon { $dose } dan yuqori emas
rules-cap-from = Eng katta doza yoki vazn: { $source }
rules-knowledge = Umumiy bilimdan: dozani taqiqlashi mumkin, lekin imzolangan boʻlsa ham hech qachon tasdiqlamaydi
rules-seen-primary = Manbaning oʻzidan oʻqilgan
rules-seen-second = Manbani qayta bayon qilgan joydan oʻqilgan
