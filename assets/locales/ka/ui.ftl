# Words of the window itself: widgets, banner, status line, commands.
ui-required = სავალდებულო
ui-unknown = უცნობია
ui-previous = ადრე { $value }
ui-cut = ამოჭრა
ui-copy = კოპირება
ui-paste = ჩასმა
ui-details-show = დაწვრილებით
ui-details-hide = დამალვა

ui-severity-prohibition = აკრძალულია
ui-severity-warning = გაფრთხილება
ui-severity-required = შესასრულებელია
ui-severity-ok = მზადაა
ui-severity-offline = კავშირი არ არის

ui-date-hint = დდ.თთ.წწწწ
ui-date-not-a-date = ეს თარიღი არ არის. შეიყვანეთ დღე, თვე, წელი: 14.07.1985
ui-date-missing-year = წელი აკლია. შეიყვანეთ წელიც: 14.07.1985
ui-date-no-such-month = ასეთი თვე არ არსებობს. შეამოწმეთ თვე
ui-date-no-such-day = ამ თვეში ასეთი დღე არ არის. შეამოწმეთ დღე
ui-date-year-out-of-range = ასეთი წელი შეუძლებელია. შეამოწმეთ წელი
ui-date-in-future = ეს დღე ჯერ არ დამდგარა. შეამოწმეთ თარიღი

ui-search-nothing = ვერაფერი მოიძებნა. სცადეთ ნაკლები ასო
ui-search-count = { $shown } / { $total } · ასარჩევად ↓
ui-search-more-letters = შეიყვანეთ სულ მცირე { $n } ასო

ui-banner-born = დაბადების თარიღი
ui-banner-sex = სქესი
ui-banner-number = ნომერი
ui-banner-name-unknown = სახელი უცნობია
ui-banner-died = გარდაცვლილი
ui-banner-died-on = გარდაცვლილი { $date }
ui-allergy-known = ალერგია
ui-allergy-none-known = ალერგია არ აღენიშნება · { $who }, { $date }
ui-allergy-not-recorded = ალერგიაზე არ უკითხავთ. ჰკითხეთ პაციენტს
ui-allergy-unavailable = ალერგიის მონაცემები ახლა მიუწვდომელია

ui-status-no-store = ეროვნული საცავი არ არის მიერთებული
ui-status-all-sent = ყველაფერი გაგზავნილია
ui-status-online = კავშირი არის
ui-status-exchanging = მიმდინარეობს გაცვლა
ui-status-offline = კავშირი არ არის
ui-status-refused = საცავმა უარი თქვა. გახსენით გაცვლის მდგომარეობა
ui-status-last-exchange = ბოლო გაცვლა { $when }
ui-status-never-exchanged = გაცვლა ჯერ არ ყოფილა
ui-status-training = სასწავლო მონაცემები
ui-status-keys = Ctrl+K ბრძანებები

ui-palette-label = ბრძანება
ui-command-help = კლავიშები და დახმარება
ui-command-worklist = დღევანდელი სია
ui-command-find-patient = პაციენტის ძებნა…
ui-command-new-visit = ახალი ვიზიტი
ui-command-refresh = განახლება
ui-command-next-zone = ფანჯრის შემდეგი ნაწილი
ui-command-previous-zone = ფანჯრის წინა ნაწილი
ui-command-diagnosis = დიაგნოზი…
ui-command-passport = ჯანმრთელობის პასპორტი
ui-command-last-time = როგორც წინა ვიზიტზე
ui-command-prescribe = მედიკამენტის დანიშვნა…
ui-command-override = გაგრძელება მიზეზის მითითებით…
ui-command-emergency-access = გადაუდებელი წვდომა…
ui-command-full-screen = სრული ეკრანი
ui-command-palette = ბრძანებები
ui-command-find-in-card = ბარათში ძებნა
ui-command-new-patient = ახალი პაციენტი…
ui-command-save-draft = მონახაზის შენახვა
ui-command-sign = ვიზიტის ხელმოწერა
ui-command-print = ბეჭდვა…
ui-command-undo = მოქმედების გაუქმება
ui-command-redo = მოქმედების აღდგენა
ui-command-close-card = ბარათის დახურვა
ui-command-tab = ბარათის განყოფილება { $number }
ui-command-sync-now = ახლავე გაცვლა
ui-command-sync-status = გაცვლის მდგომარეობა
ui-command-conflicts = კონფლიქტები
ui-command-proposals = ერთი ადამიანია?
ui-command-recall = გამოსაძახებლები
ui-command-round = დანიშნულების შესრულება
ui-command-users = მომხმარებლები
ui-command-rules = დოზის წესები
ui-command-access-log = ვინ გახსნა ბარათი
ui-command-settings = პარამეტრები…
ui-command-lock = დაბლოკვა
ui-command-sign-out = გასვლა
ui-command-light = ღია ფერები
ui-command-dark = მუქი ფერები
ui-command-high-contrast = მაღალი კონტრასტი
ui-command-zoom-in = გადიდება
ui-command-zoom-out = შემცირება
ui-command-zoom-reset = ჩვეულებრივი ზომა

# Counted
ui-errors-title = { $n ->
   *[other] შეასწორეთ { $n } პასუხი
}
ui-status-unsent = { $n ->
   *[other] { $n } ჩანაწერი ელოდება გაგზავნას
}
