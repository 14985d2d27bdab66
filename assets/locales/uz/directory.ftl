# The emergency directory: people of the region who are not in this house.
error-directory-card-here = Bu odamning kartasi shu punktda bor. Hech narsa ochilmadi. Kartani oching: u shoshilinch maʼlumotnomadan yangiroq.
error-directory-none = Bu kompyuterda shoshilinch maʼlumotnoma hali yoʻq. Hech narsa ochilmadi. Ombor uni tuzgach, almashinuvda oʻzi keladi.
error-directory-reason = Sababi koʻrsatilmagan. Hech narsa ochilmadi. Bu maʼlumotlar nima uchun kerakligini bir necha soʻz bilan yozing.
error-directory-reason-long = Sababi 300 belgidan uzun. Hech narsa ochilmadi. Qisqaroq yozing.
error-directory-not-ours = Omborning shoshilinch maʼlumotnomasi yangiroq dasturda tuzilgan. Avvalgisi ishda qoladi. Dasturni yangilang.
error-directory-foreign = Kelgan shoshilinch maʼlumotnomani shu punkt ombori imzolamagan. Undan hech narsa olinmadi; avvalgisi ishda qoladi. Omborni qoʻllab-quvvatlash xizmatiga murojaat qiling.
error-directory-damaged = Kelgan shoshilinch maʼlumotnoma buzilgan. Undan hech narsa olinmadi; avvalgisi ishda qoladi. Ombor keyingisini tuzganda qayta olinadi; xabar qolaversa, omborni qoʻllab-quvvatlash xizmatiga murojaat qiling.
error-directory-too-long = Kelgan shoshilinch maʼlumotnoma bu dastur qabul qiladiganidan katta. Undan hech narsa olinmadi; avvalgisi ishda qoladi. Omborni qoʻllab-quvvatlash xizmatiga murojaat qiling.
error-directory-gap = Kelgan shoshilinch maʼlumotnoma shu kompyuterdagining davomi emas. Undan hech narsa olinmadi; avvalgisi ishda qoladi. Omborni qoʻllab-quvvatlash xizmatiga murojaat qiling.
error-directory-answer = Omborning shoshilinch maʼlumotnoma haqidagi javobini oʻqib boʻlmadi. Avvalgisi ishda qoladi. Dastur oʻzi qayta urinadi; shunday qolaversa, aloqani tekshiring.
error-directory-moved = Shu orada ombor yangiroq shoshilinch maʼlumotnoma tuzdi. Avvalgisi ishda qoladi. Dastur yangisini oʻzi oladi.
cli-directory-age = Shoshilinch maʼlumotlar ombor soati boʻyicha { $date } holatiga. Bu nusxa, eskirgan boʻlishi mumkin: odamning oʻzidan va uning tibbiyot punktidan soʻrang.
cli-directory-none = Bu kompyuterda shoshilinch maʼlumotnoma hali yoʻq.
cli-directory-more = Koʻrsatilganidan koʻproq odam mos keladi. Yana harf, tugʻilgan sana yoki raqam qoʻshing.
screen-access-act-break-glass = boshqa punktdagi odamning shoshilinch maʼlumotlarini ochdi
