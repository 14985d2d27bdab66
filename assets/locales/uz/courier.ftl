# Records by stick: what the sync page, the command line and the access log say of it.
courier-to-stick = Fleshkaga…
courier-from-stick = Fleshkadan…
courier-to-title = Yozuvlarni fleshkaga yozish
courier-to-sentence = Yuborishni kutayotgan hamma narsa faqat markaz oʻqiy oladigan faylga yoziladi. Markaz fleshka yoki aloqa orqali tasdiqlamaguncha yozuvlar shu yerda kutadi
courier-from-title = Markazning fleshkadagi javobi
courier-from-sentence = Markaz shu ish joyi uchun yozgan faylni oʻqiydi. Ikki marta oʻqishning zarari yoʻq
courier-path = Fleshkadagi fayl
courier-path-hint = jild va fayl nomi
courier-choose = Fayl tanlash…
courier-write = Yozish
courier-read = Oʻqish
courier-need-path = Fayl qayerdaligini koʻrsating
courier-busy-now = fleshkaga yozilmoqda yoki fleshkadan oʻqilmoqda
courier-running = { $n ->
    [one] hozircha { $n } ta yozuv
   *[other] hozircha { $n } ta yozuv
}
courier-written-visits = { $n ->
    [one] Fleshkaga { $n } ta tashrif yozildi
   *[other] Fleshkaga { $n } ta tashrif yozildi
}
courier-written-records = { $n ->
    [one] Fleshkada jami { $n } ta yozuv, kartalardagi oʻzgarishlar va kirish jurnali bilan birga
   *[other] Fleshkada jami { $n } ta yozuv, kartalardagi oʻzgarishlar va kirish jurnali bilan birga
}
courier-written-none = Yuboradigan narsa yoʻq edi; fayl markazdan faqat yangiliklarni soʻraydi
courier-files = { $n ->
    [one] { $files } faylida
   *[other] { $n } ta faylda: { $files }. Har biri alohida amal qiladi va oʻz fleshkasida olib borilishi mumkin
}
courier-stay = Markaz tasdiqlamaguncha ular shu yerda qoladi. Fleshkani markazga olib boring va uning javobini olib keling
courier-too-long = { $n ->
    [one] { $n } ta yozuv har qanday almashinuv uchun juda uzun, u kirmadi
   *[other] { $n } ta yozuv har qanday almashinuv uchun juda uzun, ular kirmadi
}
courier-confirmed = { $n ->
    [one] Markaz { $n } ta yozuvni tasdiqladi
   *[other] Markaz { $n } ta yozuvni tasdiqladi
}
courier-received = { $n ->
    [one] Markazdan { $n } ta yozuv keldi
   *[other] Markazdan { $n } ta yozuv keldi
}
courier-waiting = { $n ->
    [one] Bu yerda hali { $n } ta yozuv kutmoqda, u fleshkadan keyin yozilgan
   *[other] Bu yerda hali { $n } ta yozuv kutmoqda, koʻpi fleshkadan keyin yozilgan
}
courier-held = { $n ->
    [one] { $n } ta yozuv markazda hali yoʻq oldingi yozuvni kutmoqda; yana bitta fleshka yozing
   *[other] { $n } ta yozuv markazda hali yoʻq oldingi yozuvlarni kutmoqda; yana bitta fleshka yozing
}
courier-refused = { $n ->
    [one] Markaz { $n } ta yozuvni rad etdi, pastda koʻring
   *[other] Markaz { $n } ta yozuvni rad etdi, pastda koʻring
}
courier-again = Bu fayl avval oʻqilgan. Hech narsa oʻzgarmadi
courier-old = Bu fayldagi hamma narsa bu yerda maʼlum yoki u bu yerdagidan eski. Hech narsa oʻzgarmadi
courier-gap = Bu fayl bu yerda oʻqilmagan boshqa faylning davomi. Undagi tasdiqlar qabul qilindi, yozuvlari olinmadi. Avval oʻsha faylni, keyin yana shuni oʻqing yoki yangi fleshka yozing
courier-more = Markazda bu faylga sigʻganidan koʻproq narsa bor. Uning boshqa fayllarini oʻqing yoki yangi fleshka yozing
courier-differs = Bu yerdagi va markazdagi yozuvlar hali bir xil emas. Aloqa orqali keyingi almashinuv batafsil tekshiradi
courier-renamed = Markazda shu raqamli boshqa fayl bor edi: bu maʼlumotlar bazasi ikkita kompyuterda bor. Bunisi yangi nom bilan davom etadi. Markaz fleshkadan hech narsa olmadi; uni qayta yozing va yordam xizmatiga xabar bering
error-courier-not-ours = { $path } bu dasturning almashinuv fayli emas. Hech narsa oʻzgarmadi. Markaz yozgan faylni tanlang.
error-courier-newer = { $path } yangiroq dastur bilan yozilgan. Hech narsa oʻzgarmadi. Dasturni yangilang va faylni qayta oʻqing.
error-courier-elsewhere = { $path } boshqa ish joyi yoki boshqa markazga moʻljallangan. Hech narsa oʻzgarmadi, uni bu yerda oʻqib boʻlmaydi. Faylni fleshkada qoldiring va egasiga yetkazing.
error-courier-to-centre = { $path } hali markazga yetib bormagan. Hech narsa oʻzgarmadi. Fleshkani u yerga olib boring; markaz javob yozadi, bu yerda oʻsha oʻqiladi.
error-courier-cut = { $path } toʻliq emas: faqat bir qismi koʻchirilgan. Hech narsa oʻzgarmadi. Faylni yana bir marta koʻchiring va qayta oʻqing.
error-courier-damaged = { $path } buzilgan. Hech narsa oʻzgarmadi. Uni yozilgan joyidan yana koʻchiring; yordam bermasa, yangisini yozdiring.
error-courier-sender = { $path } unda koʻrsatilgan joydan kelmagan. Hech narsa oʻzgarmadi. Bu fayldan foydalanmang va fleshka qayerda boʻlganini aniqlang.
error-courier-meaning = { $path } butun va imzolangan, lekin dastur uni tushunmaydi. Hech narsa oʻzgarmadi. Jurnalni yordam xizmatiga yuboring.
error-courier-history = { $path } bu yerda maʼlum boʻlganidan boshqa yozuvlar tarixini koʻrsatadi. Hech narsa oʻzgarmadi. Omborning yordam xizmatiga xabar bering.
error-courier-too-small = Fleshka fayli qismi kamida { $bytes } bayt boʻlishi kerak. Hech narsa yozilmadi. Kattaroq oʻlcham koʻrsating.
error-courier-full = { $path } uchun joy yetmaydi. Fleshkada hech narsa yoʻq, hammasi avvalgidek shu yerda kutmoqda. Joy boʻshating yoki kattaroq fleshka oling.
error-courier-full-parts = Fleshka toʻldi. Undagi butun fayllar soni: { $parts }, birinchisi { $path }; ularni olib borish mumkin. Markaz tasdiqlamaguncha hammasi shu yerda kutadi; sigʻmagani boshqa fleshka bilan ketadi.
error-courier-io = { $path } oʻqilmadi yoki yozilmadi ({ $detail }). Yozuvlar saqlangan. Fleshka ulanganini tekshiring va qaytadan urining.
error-courier-stopped = Fleshka bilan ishlash yarmida toʻxtadi. Hammasi shu kompyuterda saqlangan. Qaytadan bajaring; olingan narsa ikkinchi marta olinmaydi.
error-courier-busy = Aloqa orqali almashinuv yoki boshqa fleshka bilan ish ketmoqda. Hech narsa oʻzgarmadi. Tugashini kuting va qaytadan urining.
error-courier-unknown-device = Fayl bu omborga ulanmagan ish joyidan kelgan. Hech narsa olinmadi. Uni ulang va yangi fayl yozdiring.
error-courier-revoked = Fayl foydalanishdan chiqarilgan ish joyidan kelgan. Hech narsa olinmadi. Faylni saqlang va omborga masʼul shaxsga xabar bering.
error-courier-copied = Shu ish joyining boshqa fayli ham xuddi shu raqamda edi: uning maʼlumotlar bazasi ikkita kompyuterda bor. Hech narsa olinmadi. Javob bu nusxaga yangi nom beradi; uni oʻsha yerda oʻqing va yangi fayl yozdiring. Ikkinchi kompyuter qaysi ekanini aniqlang.
error-courier-store = Ombor faylni qabul qila olmadi: uning maʼlumotlar bazasi yoʻl qoʻymadi. Olingan narsa ikkinchi marta olinmaydi. Qaytadan urining; yana boʻlmasa, ombor jurnaliga qarang.
