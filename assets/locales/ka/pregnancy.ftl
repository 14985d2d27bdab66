# The pregnancy card: dates

pregnancy-title = ორსულის ბარათი
pregnancy-open = ორსულის ბარათი
pregnancy-book = ორსულის ბარათის გახსნა…
pregnancy-age = { $weeks } კვ. { $days } დღე
pregnancy-weeks = { $weeks } კვ.
pregnancy-dated-lmp = { $age }, მშობიარობის სავარაუდო თარიღი { $due }, ბოლო მენსტრუაციით.
pregnancy-dated-ultrasound = { $age }, მშობიარობის სავარაუდო თარიღი { $due }, ულტრაბგერით.
pregnancy-agrees = მენსტრუაციითა და ულტრაბგერით ვადა { $days } დღით განსხვავდება, არა უმეტეს { $allowed } დღისა: რჩება ვადა მენსტრუაციით.
pregnancy-redated = მენსტრუაციითა და ულტრაბგერით ვადა { $days } დღით განსხვავდება, { $allowed } დღეზე მეტით: აღებულია ულტრაბგერის ვადა. ხელახლა ჰკითხეთ ბოლო მენსტრუაციის თარიღი.
pregnancy-late-scan = პირველი ულტრაბგერა გვიან, { $age } ვადაზე გაკეთდა: სხვაობა პატარა ან დიდ ნაყოფსაც შეიძლება ნიშნავდეს. აჩვენეთ ექიმს.
pregnancy-uncertain = 22 კვირამდე ულტრაბგერა ჩაწერილი არ არის: ვადა ზუსტი არ არის.
pregnancy-undated = ვადა უცნობია: არც ბოლო მენსტრუაციის დღეა და არც ულტრაბგერა. გააგზავნეთ ულტრაბგერაზე.
pregnancy-over = 44 კვირაზე მეტი გავიდა: ჩაწერეთ, როგორ დასრულდა ორსულობა, ან გაასწორეთ ვადა.
pregnancy-ahead = ორსულობა ამ დღის შემდეგ იწყება: თარიღი არასწორია.
pregnancy-disputed = ორსულობის შესახებ ჩანაწერები განსხვავდება. გააუქმეთ ან გაასწორეთ მცდარი ჩანაწერი; მანამდე არაფერია დანამდვილებული.
pregnancy-ended-on = დასრულდა { $date }: { $outcome }.

# Danger signs: one sentence with what to do
pregnancy-sign-convulsions = კრუნჩხვა: ჩათვალეთ ეკლამფსიად. ახლავე გამოიძახეთ სასწრაფო, დააწვინეთ მარცხენა გვერდზე.
pregnancy-sign-bleeding = სისხლდენა: საშოს მხრივ არ გასინჯოთ. გამოიძახეთ სასწრაფო, სტაციონარში ახლავე.
pregnancy-sign-breathing = ქოშინი მოსვენებისას: გამოიძახეთ სასწრაფო, სტაციონარში ახლავე.
pregnancy-sign-headache-vision = ძლიერი თავის ტკივილი ან მხედველობის დარღვევა: იფიქრეთ პრეეკლამფსიაზე, გაზომეთ წნევა, სტაციონარში ახლავე.
pregnancy-sign-abdominal-pain = ძლიერი ტკივილი მუცელში ან ნეკნებქვეშ: სტაციონარში ახლავე.
pregnancy-sign-bp-severe = წნევა { $pressure }: მძიმე ჰიპერტენზია. გამოიძახეთ სასწრაფო, სტაციონარში ახლავე.
pregnancy-sign-preeclampsia = წნევა { $pressure } და ცილა შარდში { $protein }: პრეეკლამფსია. სტაციონარში ახლავე.
pregnancy-sign-fetal-heart = ნაყოფის გულისცემა წუთში { $beats }, ჩვეულებრივ 110–160: კვლავ მოუსმინეთ და ახლავე სტაციონარში.
pregnancy-sign-hb-severe = ჰემოგლობინი { $hb } გ/ლ, { $limit }-ზე დაბალი: მძიმე ანემია. სტაციონარში დღესვე.
pregnancy-sign-bp-high = წნევა { $pressure }: ორსულისთვის მაღალი. დასვენების შემდეგ კვლავ გაზომეთ, შეამოწმეთ ცილა შარდში, ექიმთან დღესვე.
pregnancy-sign-protein = ცილა შარდში { $protein }: გაზომეთ წნევა, შარდი გააგზავნეთ ლაბორატორიაში, ექიმთან დღესვე.
pregnancy-sign-waters = წყლები წავიდა ან ჟონავს: სტაციონარში დღესვე.
pregnancy-sign-fever = ცხელება: ექიმთან დღესვე; სისუსტის ან შემცივნებისას სტაციონარში.
pregnancy-sign-swelling = სახის ან ხელების შეშუპება: გაზომეთ წნევა, შეამოწმეთ ცილა შარდში, ექიმთან დღესვე.
pregnancy-sign-vomiting = ყველაფერს აღებინებს: ექიმთან დღესვე, შესაძლოა საჭირო იყოს ინფუზია.
pregnancy-sign-movements = ნაყოფი ჩვეულებრივზე ნაკლებად მოძრაობს ან არ მოძრაობს: ახლავე მოუსმინეთ გულისცემას, სტაციონარში დღესვე.
pregnancy-sign-post-term = { $weeks } კვირა და არ უმშობიარია: სტაციონარში დღესვე.
pregnancy-sign-hb-low = ჰემოგლობინი { $hb } გ/ლ, ამ ვადისთვის { $limit }-ზე დაბალი: ანემია. მკურნალობისთვის აჩვენეთ ექიმს.
pregnancy-sign-fundal-low = საშვილოსნოს ფუძის სიმაღლე { $weeks } კვირაზე { $cm } სმ: ვადაზე 3 სმ-ზე მეტით ნაკლები. ულტრაბგერაზე და ექიმთან.
pregnancy-sign-fundal-high = საშვილოსნოს ფუძის სიმაღლე { $weeks } კვირაზე { $cm } სმ: ვადაზე 3 სმ-ზე მეტით მეტი. ულტრაბგერაზე და ექიმთან.
pregnancy-sign-presentation = ნაყოფი თავით არ არის მოქცეული: მშობიარობის ადგილს ექიმი წყვეტს.
pregnancy-sign-history = წარსულში დაავადება ან გართულებაა: დაკვირვებასა და მშობიარობის ადგილს ექიმი წყვეტს.
pregnancy-sign-rhesus = რეზუს-უარყოფითი: ჰკითხეთ ექიმს ანტისხეულებისა და 28 კვირაზე ანტირეზუს იმუნოგლობულინის შესახებ.
pregnancy-sign-fetuses = ნაყოფების რაოდენობა: { $count }. საშვილოსნოს ფუძის სიმაღლე და წონის მატება აქ არ ფასდება; აკვირდება ექიმი.
pregnancy-level-emergency = ახლავე
pregnancy-level-today = დღესვე
pregnancy-level-soon = უახლოეს დღეებში
pregnancy-level-note = გასათვალისწინებელი
pregnancy-no-signs = გაზომილსა და ნაკითხში სიის საშიში ნიშნები არ არის. ვიზიტები გეგმით გრძელდება.

# What nobody measured
pregnancy-gaps = ბოლო ვიზიტზე არ გაზომილა ან არ უკითხავთ: { $names }.
pregnancy-gap-contact = ჯერ არც ერთი ვიზიტი არ ჩაწერილა: ამ ორსულობაზე ვერაფერს ვიტყვით.
pregnancy-gap-pressure = წნევა
pregnancy-gap-protein = ცილა შარდში
pregnancy-gap-danger = საშიში ნიშნები
pregnancy-gap-weight = წონა
pregnancy-gap-fundal = საშვილოსნოს ფუძის სიმაღლე
pregnancy-gap-fetal-heart = ნაყოფის გულისცემა
pregnancy-gap-haemoglobin = ჰემოგლობინი (ამ ორსულობისას არც ერთხელ)
pregnancy-gap-rhesus = სისხლის ჯგუფი და რეზუსი (პასპორტი)

# Contacts by the plan
pregnancy-contact-due = ვიზიტის დროა: { $week } კვირა.
pregnancy-contact-overdue = ვიზიტი გადაცილებულია: { $week } კვირა, { $date }-დან. დაუძახეთ.
pregnancy-contact-next = შემდეგი ვიზიტი: { $week } კვირა, { $date }-დან.
pregnancy-status-held = იყო
pregnancy-status-due = დროა
pregnancy-status-overdue = გადაცილებული
pregnancy-status-soon = მალე
pregnancy-status-later = მოგვიანებით
pregnancy-status-missed = არ ჩაწერილა
pregnancy-column-week = ვადა
pregnancy-column-from = რომელი დღიდან
pregnancy-column-held = ჩატარდა
pregnancy-column-pressure = წნევა
pregnancy-column-weight = წონა, კგ
pregnancy-column-fundal = ფუძე, სმ
pregnancy-column-fetal-heart = ნაყოფის გული
pregnancy-column-protein = ცილა
pregnancy-column-hb = Hb, გ/ლ
pregnancy-column-danger = საშიში ნიშნები
pregnancy-danger-none = არ არის
pregnancy-danger-some = არის
pregnancy-protein-none = არ არის
pregnancy-protein-trace = კვალი
pregnancy-other-visit = ვიზიტი

# The window
pregnancy-tab = რა გამოჩნდეს
pregnancy-tab-contacts = ვიზიტები
pregnancy-tab-plan = გეგმა
pregnancy-tab-fundal = ფუძის სიმაღლე
pregnancy-tab-weight = წონა
pregnancy-tab-booking = აღრიცხვა
pregnancy-nothing-measured = ამ მრუდისთვის ჯერ არაფერი გაზომილა.
pregnancy-foot-weeks = ორსულობის კვირები
pregnancy-upright-fundal = საშვილოსნოს ფუძის სიმაღლე, სმ
pregnancy-upright-weight = წონა, კგ
pregnancy-curve-fundal = შუა ხაზი: სანტიმეტრი = კვირა, კიდეები 3 სმ-ით დაშორებული: ზოგადი წესი, არა სტანდარტი.
pregnancy-curve-weight = ხაზები: მატების ზღვარი ორსულობამდე წონის მიხედვით (IOM 2009).
pregnancy-curve-weight-bare = სიმაღლისა და ორსულობამდე წონის გარეშე შესადარებელი ზღვარი არ არის.
pregnancy-not-approved = ეს ნიშნები და ვადები ჯერ არც ერთ ექიმს არ დაუმტკიცებია. სხვაგან ჩაწერილი აქ უცნობია: ჰკითხეთ.
pregnancy-source = წყარო: { $title }.
pregnancy-unconfirmed = წყაროთი დადასტურებული არ არის.
pregnancy-new-contact = ახალი ვიზიტი
pregnancy-correct = გასწორება…
pregnancy-end = დასრულდა…
pregnancy-print = ბეჭდვა…
pregnancy-again = ახალი ორსულობა…

# Booking and end
pregnancy-book-title = აღრიცხვაზე აყვანა
pregnancy-booked-on = აღრიცხვის თარიღი
pregnancy-lmp = ბოლო მენსტრუაციის პირველი დღე
pregnancy-scan-on = პირველი ულტრაბგერის დღე
pregnancy-scan-weeks = კვირა ულტრაბგერით
pregnancy-scan-days = და დღე
pregnancy-scan-whole = მიუთითეთ ულტრაბგერის დღეც და კვირებიც, 5-დან 42 კვირამდე
pregnancy-gravida = მერამდენე ორსულობა
pregnancy-parity = წინა მშობიარობები
pregnancy-living = ცოცხალი შვილები
pregnancy-fetuses = ნაყოფი ულტრაბგერით
pregnancy-height = სიმაღლე, სმ
pregnancy-weight-before = წონა ორსულობამდე, კგ
pregnancy-blood = სისხლის ჯგუფი და რეზუსი
pregnancy-blood-missing = ჩაწერილი არ არის: შეიტანეთ პასპორტში
pregnancy-father-rh = ბავშვის მამის რეზუსი
pregnancy-rh-positive = დადებითი
pregnancy-rh-negative = უარყოფითი
pregnancy-rh-unknown = უცნობია
pregnancy-history = წინა ორსულობები და დაავადებები
pregnancy-history-asked = ყველაფერი ეს ვკითხეთ
pregnancy-history-none = ვკითხეთ, სიიდან არაფერი
pregnancy-history-not-asked = არ უკითხავთ
pregnancy-history-caesarean = საკეისრო კვეთა ან ნაწიბური საშვილოსნოზე
pregnancy-history-preeclampsia = პრეეკლამფსია ან ეკლამფსია
pregnancy-history-bleeding = სისხლდენა მშობიარობის შემდეგ
pregnancy-history-stillbirth = მკვდრადშობადობა ან ახალშობილის სიკვდილი
pregnancy-history-preterm = მშობიარობა 37 კვირამდე
pregnancy-history-miscarriages = სამი ან მეტი თვითნებური აბორტი
pregnancy-history-hypertension = არტერიული ჰიპერტენზია
pregnancy-history-diabetes = შაქრიანი დიაბეტი
pregnancy-history-heart = გულის დაავადება
pregnancy-history-kidney = თირკმლის დაავადება
pregnancy-history-epilepsy = ეპილეფსია
pregnancy-history-other = სხვა, იხ. შენიშვნა
pregnancy-ended = დასრულების დღე
pregnancy-outcome = როგორ დასრულდა
pregnancy-outcome-live-birth = ცოცხალშობადობა
pregnancy-outcome-stillbirth = მკვდრადშობადობა
pregnancy-outcome-miscarriage = თვითნებური აბორტი
pregnancy-outcome-termination = ორსულობის შეწყვეტა
pregnancy-outcome-ectopic = საშვილოსნოსგარე ორსულობა
pregnancy-outcome-other = სხვა
pregnancy-saved = ორსულის ბარათი ხელმოწერილია.

# What the dose check says
card-doubt-pregnancy = ჩანაწერები არ ემთხვევა: არის თუ არა ორსულად და რა ვადაზე. ორსულის ბარათი და სხვა მონაცემი განსხვავდება. ჯერ ეს დაადგინეთ.

# Refusals
error-pregnancy-day = აღრიცხვის დღე არ არის მითითებული ან ჯერ არ დამდგარა. არაფერი შენახულა. გაასწორეთ თარიღი.
error-pregnancy-lmp = ბოლო მენსტრუაციის დღე ჯერ არ დამდგარა. არაფერი შენახულა. გაასწორეთ თარიღი.
error-pregnancy-scan = ულტრაბგერას სჭირდება დამდგარი დღე და ნაჩვენები ვადა, 5-დან 42 კვირამდე. არაფერი შენახულა. გაასწორეთ ან ამოიღეთ.
error-pregnancy-too-long = ამ თარიღებით იმ დღემდე 44 კვირაზე მეტი გავიდოდა: თარიღი არასწორია. არაფერი შენახულა. გაასწორეთ.
error-pregnancy-before = ამ თარიღებით ორსულობა აღრიცხვის ან დასრულების შემდეგ დაიწყებოდა. არაფერი შენახულა. გაასწორეთ თარიღი.
error-pregnancy-numbers = ორსულობების, მშობიარობების, შვილების ან ნაყოფების რიცხვი არ ემთხვევა. არაფერი შენახულა. გაასწორეთ.
error-pregnancy-body = სიმაღლე ან წონა ორსულობამდე შესაძლებელს სცილდება. არაფერი შენახულა. გაასწორეთ.
error-pregnancy-end = ორსულობის დასრულებას სჭირდება დამდგარი დღე და შედეგი. არაფერი შენახულა. შეავსეთ.
error-pregnancy-sex = ეს მამაკაცის ბარათია. არაფერი შენახულა. შეამოწმეთ პაციენტი.
error-pregnancy-open = ამ ბარათში უკვე ღიაა ორსულობა. არაფერი შენახულა. გაასწორეთ ის ჩანაწერი ან ჯერ ჩაწერეთ დასრულება.

# On paper
print-pregnancy-title-kz = ორსულისა და ნამშობიარევის ინდივიდუალური ბარათი
print-pregnancy-title-uz = ორსულისა და ნამშობიარევის ინდივიდუალური ბარათი
print-pregnancy-title-ge = ორსულის ბარათი
print-pregnancy-findings = ყურადღება სჭირდება
print-pregnancy-booking = აღრიცხვაზე აყვანა
print-pregnancy-contacts = განმეორებითი ვიზიტები
print-pregnancy-no-contacts = ვიზიტები ჩაწერილი არ არის.
print-pregnancy-plan = ვიზიტების გეგმა
print-item-pregnancy-dates = ვადა და მშობიარობის სავარაუდო თარიღი
print-item-pregnancy-scan = პირველი ულტრაბგერა
print-item-pregnancy-booked = აღრიცხვის თარიღი
print-item-pregnancy-lmp = ბოლო მენსტრუაციის პირველი დღე
print-item-pregnancy-fetuses = ნაყოფი ულტრაბგერით
print-item-pregnancy-blood = სისხლის ჯგუფი და რეზუსი
print-item-pregnancy-father-rh = ბავშვის მამის რეზუსი
print-item-pregnancy-history = წინა ორსულობები და დაავადებები
print-item-pregnancy-note = შენიშვნა
print-item-pregnancy-numbers = ორსულობები, მშობიარობები, ცოცხალი შვილები
print-item-pregnancy-body = სიმაღლე; წონა ორსულობამდე
print-item-pregnancy-end = ორსულობის დასრულება
print-item-pregnancy-date = თარიღი
print-item-pregnancy-age = ვადა
print-item-pregnancy-state = მდგომარეობა
