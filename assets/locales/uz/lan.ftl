# Workstations of one house over the local network: what the sync page and the command line say of it.
error-lan-unreachable = { $address } manzilida hech qaysi ish joyi javob bermayapti ({ $detail }). Yozuvlar shu kompyuterda saqlangan. Ikkinchi kompyuter yoqilganmi, shu tarmoqdami, qabul qilishga ruxsat berilganmi va manzil toʻgʻrimi — tekshiring.
error-lan-address = “{ $address }” — ish joyi manzili emas. Hech narsa oʻzgarmadi. Ikkinchi ekranda koʻrsatilganini tering, masalan 192.168.1.20:8442.
error-lan-stranger = { $address } manzilidagi ish joyi bunga bogʻlanmagan yoki u yerda boshqa kompyuter javob bermoqda. Almashuv boʻlmadi. Agar u haqiqatan sizniki boʻlsa, ikkisini kod bilan qayta bogʻlang.
error-lan-code = Kod notoʻgʻri. Hech narsa oʻzgarmadi. Uni ikkinchi ekrandan yana oʻqing; uch marta xato qilingach, u yerda yangi kod koʻrsatish kerak.
error-lan-code-form = Kod sakkizta raqamdan iborat. Hech narsa oʻzgarmadi. Uni ikkinchi ekranda koʻrsatilganidek tering.
error-lan-no-code = { $address } manzilidagi ish joyi hozir kod koʻrsatmayapti: u ishlatilgan, eskirgan yoki uch marta xato terilgan. Hech narsa oʻzgarmadi. U yerda yangi kod koʻrsatishni soʻrang.
error-lan-other-house = { $address } manzilidagi ish joyi boshqa punktga tegishli: u boshqa markazga yoki undagi boshqa punktga ulangan. Almashuv boʻlmadi. Manzil oʻz punktingizniki ekanini tekshiring.
error-lan-older = { $address } manzilidagi ish joyining dasturi bunikidan eski. Almashuv boʻlmadi; ikkisi ham oʻzicha ishlayveradi. Dasturni oʻsha yerda yangilang.
error-lan-newer = { $address } manzilidagi ish joyining dasturi bunikidan yangi. Almashuv boʻlmadi; ikkisi ham oʻzicha ishlayveradi. Dasturni shu yerda yangilang.
error-lan-self = { $address } — shu ish joyining oʻzi yoki uning maʼlumotlari nusxasi. Almashuv boʻlmadi. Boshqa ish joyining manzilini tering.
error-lan-cut = { $address } bilan aloqa uzildi ({ $detail }). Bungacha kelgani saqlandi, hech narsa yoʻqolmadi; almashuv oʻzi davom etadi.
error-lan-broken = { $address } manzilida javob bergan narsa shu dasturning ish joyidek gapirmayapti ({ $detail }). Undan hech narsa olinmadi. Manzilni tekshiring; toʻgʻri boʻlsa, yordam xizmatiga xabar bering.
error-lan-port = { $port } porti ochilmayapti ({ $detail }). Yozuvlar saqlangan; boshqa ish joylari qabul qilinmaydi. Uni band qilgan dasturni yoping yoki boshqa port tanlang.
error-lan-not-listening = Bu ish joyi hozircha hech kimni qabul qilmaydi, shuning uchun kod koʻrsatib boʻlmaydi. Hech narsa oʻzgarmadi. Avval qabul qilishni yoqing.
error-too-many-neighbours = Bu ish joyining qoʻshnilari eng koʻp songa yetdi. Hech narsa oʻzgarmadi. Endi yoʻq boʻlgan qoʻshnini olib tashlang.
error-neighbour-key = Ikkinchi ish joyi bu yerda maʼlum ish joyining nomini boshqa kalit bilan koʻrsatmoqda. Hech narsa oʻzgarmadi. Yordam xizmatiga xabar bering: kompyuter nusxasi ishlayotgan boʻlishi mumkin.
