# Words of the window itself: widgets, banner, status line, commands.
ui-required = majburiy
ui-unknown = nomaʼlum
ui-previous = avval { $value }
ui-cut = Kesib olish
ui-copy = Nusxa olish
ui-paste = Qoʻyish
ui-details-show = Batafsil
ui-details-hide = Yashirish

ui-severity-prohibition = Taqiqlangan
ui-severity-warning = Ogohlantirish
ui-severity-required = Bajarish kerak
ui-severity-ok = Tayyor
ui-severity-offline = Aloqa yoʻq

ui-date-hint = kk.oo.yyyy
ui-date-not-a-date = Bu sana emas. Kun, oy, yilni kiriting: 14.07.1985
ui-date-missing-year = Yil yoʻq. Yilni ham kiriting: 14.07.1985
ui-date-no-such-month = Bunday oy yoʻq. Oyni tekshiring
ui-date-no-such-day = Bu oyda bunday kun yoʻq. Kunni tekshiring
ui-date-year-out-of-range = Bunday yil boʻlishi mumkin emas. Yilni tekshiring
ui-date-in-future = Bu kun hali kelmagan. Sanani tekshiring

ui-search-nothing = Hech narsa topilmadi. Kamroq harf kiriting
ui-search-count = { $total } tadan { $shown } ta · tanlash uchun ↓
ui-search-more-letters = Kamida { $n } ta harf kiriting

ui-banner-born = Tugʻilgan sana
ui-banner-sex = Jinsi
ui-banner-number = Raqami
ui-banner-name-unknown = Ismi nomaʼlum
ui-banner-died = Vafot etgan
ui-banner-died-on = Vafot etgan sana { $date }
ui-allergy-known = Allergiya
ui-allergy-none-known = Allergiya aniqlanmagan · { $who }, { $date }
ui-allergy-not-recorded = Allergiya haqida soʻralmagan. Bemordan soʻrang
ui-allergy-unavailable = Allergiya maʼlumotlari hozir mavjud emas

ui-status-no-store = Milliy ombor ulanmagan
ui-status-all-sent = Hammasi yuborildi
ui-status-online = Aloqa bor
ui-status-exchanging = Almashinuv ketmoqda
ui-status-offline = Aloqa yoʻq
ui-status-refused = Ombor rad etdi. Almashinuv holatini oching
ui-status-last-exchange = Oxirgi almashinuv { $when }
ui-status-never-exchanged = Hali almashinuv boʻlmagan
ui-status-training = Oʻquv maʼlumotlari
ui-status-keys = Ctrl+K buyruqlar

ui-palette-label = Buyruq
ui-command-help = Tugmalar va yordam
ui-command-worklist = Bugungi roʻyxat
ui-command-find-patient = Bemorni topish…
ui-command-new-visit = Yangi tashrif
ui-command-refresh = Yangilash
ui-command-next-zone = Oynaning keyingi qismi
ui-command-previous-zone = Oynaning oldingi qismi
ui-command-diagnosis = Tashxis…
ui-command-passport = Salomatlik pasporti
ui-command-last-time = Oldingi tashrifdagidek
ui-command-prescribe = Dori tayinlash…
ui-command-override = Sababini koʻrsatib davom etish…
ui-command-emergency-access = Shoshilinch kirish…
ui-command-full-screen = Toʻliq ekran
ui-command-palette = Buyruqlar
ui-command-find-in-card = Kartadan qidirish
ui-command-new-patient = Yangi bemor…
ui-command-save-draft = Qoralamani saqlash
ui-command-sign = Tashrifni imzolash
ui-command-print = Chop etish…
ui-command-undo = Amalni bekor qilish
ui-command-redo = Amalni qaytarish
ui-command-close-card = Kartani yopish
ui-command-tab = Kartaning { $number }-boʻlimi
ui-command-sync-now = Hozir almashish
ui-command-sync-status = Almashinuv holati
ui-command-conflicts = Ziddiyatlar
ui-command-proposals = Bir odammi?
ui-command-recall = Kimni chaqirish
ui-command-round = Tayinlovlarni bajarish
ui-command-users = Foydalanuvchilar
ui-command-rules = Doza qoidalari
ui-command-access-log = Kartani kim ochgan
ui-command-settings = Sozlamalar…
ui-command-lock = Qulflash
ui-command-sign-out = Chiqish
ui-command-light = Yorugʻ ranglar
ui-command-dark = Toʻq ranglar
ui-command-high-contrast = Yuqori kontrast
ui-command-zoom-in = Kattalashtirish
ui-command-zoom-out = Kichraytirish
ui-command-zoom-reset = Odatiy oʻlcham

# Counted
ui-errors-title = { $n ->
   *[other] { $n } ta javobni tuzating
}
ui-status-unsent = { $n ->
   *[other] { $n } ta yozuv yuborilishini kutmoqda
}
