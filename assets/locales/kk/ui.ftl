# Words of the window itself: widgets, banner, status line, commands.
ui-required = міндетті
ui-unknown = белгісіз
ui-previous = бұрын { $value }
ui-cut = Қиып алу
ui-copy = Көшіру
ui-paste = Қою
ui-details-show = Толығырақ
ui-details-hide = Жасыру

ui-severity-prohibition = Тыйым салынған
ui-severity-warning = Ескерту
ui-severity-required = Орындау керек
ui-severity-ok = Дайын
ui-severity-offline = Байланыс жоқ

ui-date-hint = кк.аа.жжжж
ui-date-not-a-date = Бұл күн емес. Күнін, айын, жылын енгізіңіз: 14.07.1985
ui-date-missing-year = Жылы жоқ. Жылын да енгізіңіз: 14.07.1985
ui-date-no-such-month = Мұндай ай жоқ. Айын тексеріңіз
ui-date-no-such-day = Бұл айда мұндай күн жоқ. Күнін тексеріңіз
ui-date-year-out-of-range = Мұндай жыл болуы мүмкін емес. Жылын тексеріңіз
ui-date-in-future = Бұл күн әлі келген жоқ. Күнін тексеріңіз

ui-search-nothing = Ештеңе табылмады. Аз әріп енгізіп көріңіз
ui-search-count = { $total } ішінен { $shown } · таңдау үшін ↓
ui-search-more-letters = Кемінде { $n } әріп енгізіңіз

ui-banner-born = Туған күні
ui-banner-sex = Жынысы
ui-banner-number = Нөмірі
ui-banner-name-unknown = Аты-жөні белгісіз
ui-banner-died = Қайтыс болған
ui-banner-died-on = Қайтыс болған күні { $date }
ui-allergy-known = Аллергия
ui-allergy-none-known = Аллергия анықталмаған · { $who }, { $date }
ui-allergy-not-recorded = Аллергия туралы сұралмаған. Пациенттен сұраңыз
ui-allergy-unavailable = Аллергия туралы мәлімет қазір қолжетімсіз

ui-status-no-store = Ұлттық қойма қосылмаған
ui-status-all-sent = Барлығы жіберілді
ui-status-online = Байланыс бар
ui-status-exchanging = Алмасу жүріп жатыр
ui-status-offline = Байланыс жоқ
ui-status-refused = Қойма қабылдамады. Алмасу күйін ашыңыз
ui-status-last-exchange = Соңғы алмасу { $when }
ui-status-never-exchanged = Әлі алмасу болған жоқ
ui-status-training = Оқу деректері
ui-status-keys = Ctrl+K командалар

ui-palette-label = Команда
ui-command-help = Пернелер мен көмек
ui-command-worklist = Бүгінгі тізім
ui-command-find-patient = Пациентті табу…
ui-command-new-visit = Жаңа қаралу
ui-command-refresh = Жаңарту
ui-command-next-zone = Терезенің келесі бөлігі
ui-command-previous-zone = Терезенің алдыңғы бөлігі
ui-command-diagnosis = Диагноз…
ui-command-passport = Денсаулық төлқұжаты
ui-command-last-time = Өткен қаралудағыдай
ui-command-prescribe = Дәрі тағайындау…
ui-command-override = Себебін көрсетіп жалғастыру…
ui-command-emergency-access = Шұғыл қолжетімділік…
ui-command-full-screen = Толық экран
ui-command-palette = Командалар
ui-command-find-in-card = Картадан іздеу
ui-command-new-patient = Жаңа пациент…
ui-command-save-draft = Жобаны сақтау
ui-command-sign = Қаралуға қол қою
ui-command-print = Басып шығару…
ui-command-undo = Әрекетті болдырмау
ui-command-redo = Әрекетті қайтару
ui-command-close-card = Картаны жабу
ui-command-tab = Картаның { $number }-бөлімі
ui-command-sync-now = Қазір алмасу
ui-command-sync-status = Алмасу күйі
ui-command-conflicts = Қайшылықтар
ui-command-proposals = Бір адам ба?
ui-command-recall = Кімді шақыру
ui-command-round = Тағайындауларды орындау
ui-command-users = Пайдаланушылар
ui-command-rules = Доза ережелері
ui-command-access-log = Картаны кім ашты
ui-command-settings = Баптаулар…
ui-command-lock = Құлыптау
ui-command-sign-out = Шығу
ui-command-light = Ашық түстер
ui-command-dark = Қараңғы түстер
ui-command-high-contrast = Жоғары контраст
ui-command-zoom-in = Ірілеу
ui-command-zoom-out = Кішірейту
ui-command-zoom-reset = Қалыпты өлшем

# Counted
ui-errors-title = { $n ->
   *[other] { $n } жауапты түзетіңіз
}
ui-status-unsent = { $n ->
   *[other] { $n } жазба жіберуді күтуде
}
