# დოზირების წესები: ფარმაცევტი ან ექიმი კითხულობს და ხელს აწერს.

rules-sentence = წაიკითხეთ წესი, შეადარეთ წყაროს და მოაწერეთ ხელი. მანამდე მისი ყოველი პასუხი აღნიშნულია, როგორც დაუმტკიცებელი
rules-read-only = რომელ დოზის წესებს აქვს აქ ხელმოწერა. ხელს აწერს ფარმაცევტი ან ექიმი
rules-filter = ჩვენება
rules-filter-unsigned = ხელმოუწერელი
rules-filter-signed = ხელმოწერილი
rules-filter-all = ყველა
rules-count = { $n ->
    [one] { $n } წესი
   *[other] { $n } წესი
}
rules-none = ასეთი წესი არ არის
rules-rule = წამალი, გზა, ჩვენება, ვისთვის
rules-state = ხელმოწერა
rules-ticked = წაკითხულია, ხელმოსაწერად
rules-signed = ხელმოწერილია: { $name }
rules-unsigned = ხელმოუწერელია
rules-high-alert = მაღალი რისკის წამალი
rules-read = წავიკითხე ეს წესი და მისი წყარო
rules-sign = { $n ->
    [0] წესებზე ხელმოწერა…
   *[other] { $n } წესზე ხელმოწერა…
}
rules-sign-none = მონიშნეთ, რაც წაიკითხეთ
rules-sign-sentence = თქვენ ხელს აწერთ ტექსტს მისი ახლანდელი სახით. თუ წესი შეიცვლება, ის ისევ ხელმოუწერელი გახდება. ხელმოწერა არც ერთ ზღვარს არ ზრდის: მხოლოდ სიტყვებს „ჯერ არ არის დამტკიცებული“ აშორებს
rules-position = თქვენი თანამდებობა
rules-position-hint = კლინიკური ფარმაცევტი, რაიონული საავადმყოფო
rules-remark = შენიშვნა
rules-withdraw = ხელმოწერის გაუქმება…
rules-withdraw-title = ხელმოწერის გაუქმება
rules-withdraw-sentence = ამ წესის ყოველი პასუხი ისევ აღინიშნება, როგორც დაუმტკიცებელი. ხელმოწერა ჩანაწერში რჩება
rules-withdraw-act = გაუქმება
rules-withdrawn = ხელმოწერა გაუქმდა
rules-done = წესებს ხელი მოეწერა
rules-changed = წინა ტექსტს ხელი მოაწერა: { $who }, { $date }; მას შემდეგ ის შეიცვალა
rules-edition = რედაქცია: { $edition } · { $id } · { $hash }
rules-from = { $limit } და მეტი
rules-under = ნაკლები, ვიდრე { $limit }
rules-pregnant = ორსულები
rules-not-pregnant = არაორსული
rules-everybody = ყველა
rules-per-kg-dose = { $dose }/კგ ერთ მიღებაზე
rules-per-kg-day = { $dose }/კგ დღე-ღამეში
rules-fixed-dose = { $dose } ერთ მიღებაზე
rules-fixed-day = { $dose } დღე-ღამეში
rules-most-single = ერთჯერადი დოზა: არაუმეტეს { $dose }
rules-most-day = დღე-ღამეში: არაუმეტეს { $dose }
rules-most-day-kg = დღე-ღამეში: არაუმეტეს { $dose }/კგ
rules-most-kg = { $number } კგ-ზე მეტი წონისას არაფერს ადასტურებს
rules-divided = ჩვეულებრივ იყოფა, მიღებების რაოდენობა: { $number }
rules-gap = არა უადრეს { $number } სთ-ისა
rules-times = მიღებები დღე-ღამეში: არაუმეტეს { $number }
rules-days = დღეები: { $number }
rules-repeats = წყარო დღიურ ზღვარს არ ადგენს
rules-only-chosen = დოზას ადასტურებს მხოლოდ ამ ჩვენების არჩევისას
rules-capped = არასოდეს { $dose }-ზე მეტი
rules-cap-from = უდიდესი დოზა ან წონა: { $source }
rules-knowledge = ზოგადი ცოდნიდან: შეუძლია დოზის აკრძალვა და არასოდეს ადასტურებს, ხელმოწერილიც რომ იყოს
rules-seen-primary = წაკითხულია თვით წყაროში
rules-seen-second = წაკითხულია წყაროს გადმოცემაში
