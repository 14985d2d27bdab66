# Words used everywhere. One line, one meaning; the same keys stand in all five languages.
# Actions
common-save = შენახვა
common-cancel = გაუქმება
common-close = დახურვა
common-sign = ხელმოწერა
common-print = ბეჭდვა
common-search = ძებნა
common-settings = პარამეტრები
common-new = ახალი
common-add = დამატება
common-edit = რედაქტირება
common-correct = შესწორება
common-delete = წაშლა
common-remove = ამოღება
common-open = გახსნა
common-back = უკან
common-next = შემდეგი
common-finish = დასრულება
common-continue = გაგრძელება
common-retry = თავიდან ცდა
common-undo = მოქმედების გაუქმება
common-redo = მოქმედების აღდგენა
common-choose = არჩევა
common-confirm = დადასტურება
common-help = დახმარება
common-import = იმპორტი
common-export = ექსპორტი
common-sync = სინქრონიზაცია
common-log-in = შესვლა
common-log-out = გასვლა
common-password = პაროლი
common-user = მომხმარებელი
common-language = ენა

# Answers and states
common-yes = დიახ
common-no = არა
common-unknown = უცნობია
common-not-recorded = არ არის ჩაწერილი
common-none = არ არის
common-today = დღეს
common-yesterday = გუშინ
common-tomorrow = ხვალ
common-draft = მონახაზი
common-saved = შენახულია
common-signed = ხელმოწერილია
common-offline = კავშირი არ არის
common-online = კავშირი არის
common-waiting = გაგზავნის მოლოდინში
common-sent = გაგზავნილია
common-error = შეცდომა
common-warning = გაფრთხილება
common-required = სავალდებულო
common-overdue = ვადაგადაცილებული
common-due-now = ვადა დადგა
common-entered-in-error = შეცდომით შეყვანილი

# Things
common-patient = პაციენტი
common-card = ამბულატორიული ბარათი
common-visit = ვიზიტი
common-home-visit = ბინაზე ვიზიტი
common-appointment = ვიზიტზე ჩაწერა
common-diagnosis = დიაგნოზი
common-diagnosis-main = ძირითადი დიაგნოზი
common-diagnosis-concomitant = თანმხლები დაავადება
common-diagnosis-complication = გართულება
common-prescription = რეცეპტი
common-medicine = მედიკამენტი
common-dose = დოზა
common-route = შეყვანის გზა
common-duration = ხანგრძლივობა
common-quantity = რაოდენობა
common-allergy = ალერგია
common-vaccination = აცრა
common-vaccine = ვაქცინა
common-lot = სერია
common-expiry = ვარგისიანობის ვადა
common-pregnancy = ორსულობა
common-referral = მიმართვა
common-certificate = ცნობა
common-document = დოკუმენტი
common-family-name = გვარი
common-given-name = სახელი
common-patronymic = მამის სახელი
common-birth-date = დაბადების თარიღი
common-age = ასაკი
common-sex = სქესი
common-address = მისამართი
common-phone = ტელეფონი
common-national-number-kz = პირადი ნომერი (IIN)
common-national-number-uz = პირადი ნომერი (PINFL)
common-national-number-ge = პირადი ნომერი
common-date = თარიღი
common-time = დრო
common-place = ადგილი
common-reason = მიზეზი
common-note = შენიშვნა
common-author = ვინ ჩაწერა

# Sexes
common-sex-male = მამრობითი
common-sex-female = მდედრობითი
common-sex-other = სხვა
common-sex-unknown = უცნობია
common-sex-male-short = მამრ.
common-sex-female-short = მდედრ.

# Roles
common-role-registrar = რეგისტრატორი
common-role-nurse = ექთანი
common-role-midwife = ბებიაქალი
common-role-feldsher = ფერშალი
common-role-doctor = ექიმი
common-role-manager = ხელმძღვანელი
common-role-auditor = აუდიტორი
common-role-pharmacist = ფარმაცევტი

# Countries
common-country-kz = ყაზახეთი
common-country-uz = უზბეკეთი
common-country-ge = საქართველო

# Routes of medicines
common-route-oral = პერორალურად
common-route-sublingual = ენის ქვეშ
common-route-buccal = ლოყის ლორწოვანზე
common-route-intravenous = ინტრავენურად
common-route-intramuscular = ინტრამუსკულურად
common-route-subcutaneous = კანქვეშ
common-route-intradermal = კანში
common-route-rectal = რექტალურად
common-route-vaginal = ვაგინალურად
common-route-inhaled = ინჰალაციით
common-route-nasal = ცხვირში
common-route-ophthalmic = თვალში
common-route-otic = ყურში
common-route-topical = კანზე
common-route-other = სხვა გზით

# Units
common-unit-mg = მგ
common-unit-g = გ
common-unit-mcg = მკგ
common-unit-kg = კგ
common-unit-ml = მლ
common-unit-l = ლ
common-unit-cm = სმ
common-unit-mm = მმ
common-unit-iu = სე
common-unit-mmol = მმოლი
common-unit-mmol-l = მმოლ/ლ
common-unit-umol-l = მკმოლ/ლ
common-unit-mg-dl = მგ/დლ
common-unit-g-l = გ/ლ
common-unit-mmhg = მმ ვწყ. სვ.
common-unit-celsius = °C
common-unit-percent = %
common-unit-per-minute = წუთში
common-unit-mg-kg = მგ/კგ
common-unit-mcg-kg = მკგ/კგ
common-unit-kg-m2 = კგ/მ²
common-unit-tablet = ტაბლეტი
common-unit-capsule = კაფსულა
common-unit-drop = წვეთი
common-unit-puff = შესუნთქვა
common-unit-dose = დოზა
common-unit-ampoule = ამპულა
common-unit-sachet = პაკეტი
common-unit-suppository = სანთელი
common-unit-week = კვირა
common-unit-minute = წთ
common-unit-hour = სთ

# Allergies
common-allergy-known = ალერგია
common-allergy-none-known = ალერგია არ აღენიშნება
common-allergy-not-recorded = ალერგიაზე არ უკითხავთ
common-allergy-unavailable = ალერგიის მონაცემები ახლა მიუწვდომელია
common-severity-mild = მსუბუქი
common-severity-moderate = საშუალო
common-severity-severe = მძიმე
common-severity-life-threatening = სიცოცხლისთვის საშიში
common-severity-unknown = სიმძიმე უცნობია
common-certainty-confirmed = დადასტურებული
common-certainty-suspected = სავარაუდო
common-certainty-refuted = გამორიცხული

# Months: short in dates, long on papers, alone without a day
common-month-1-short = იან
common-month-2-short = თებ
common-month-3-short = მარ
common-month-4-short = აპრ
common-month-5-short = მაი
common-month-6-short = ივნ
common-month-7-short = ივლ
common-month-8-short = აგვ
common-month-9-short = სექ
common-month-10-short = ოქტ
common-month-11-short = ნოე
common-month-12-short = დეკ
common-month-1-long = იანვარი
common-month-2-long = თებერვალი
common-month-3-long = მარტი
common-month-4-long = აპრილი
common-month-5-long = მაისი
common-month-6-long = ივნისი
common-month-7-long = ივლისი
common-month-8-long = აგვისტო
common-month-9-long = სექტემბერი
common-month-10-long = ოქტომბერი
common-month-11-long = ნოემბერი
common-month-12-long = დეკემბერი
common-month-1-alone = იანვარი
common-month-2-alone = თებერვალი
common-month-3-alone = მარტი
common-month-4-alone = აპრილი
common-month-5-alone = მაისი
common-month-6-alone = ივნისი
common-month-7-alone = ივლისი
common-month-8-alone = აგვისტო
common-month-9-alone = სექტემბერი
common-month-10-alone = ოქტომბერი
common-month-11-alone = ნოემბერი
common-month-12-alone = დეკემბერი

# Dates
common-date-long = { $year } წლის { $day } { $month }
common-date-month-year = { $year } წლის { $month }
common-date-year = { $year } წელი
common-date-about = დაახლოებით { $date }
common-date-unknown = თარიღი უცნობია

# Numbers that cannot be taken
common-number-empty = შეიყვანეთ რიცხვი.
common-number-ambiguous = ეს რიცხვი ორნაირად იკითხება. დაწერეთ ცალსახად, მაგალითად 1000 ან 1,5.
common-number-malformed = ეს რიცხვი არ არის.
common-number-too-long = რიცხვში ძალიან ბევრი ციფრია.

# Weekdays, Monday first
common-weekday-1 = ორშაბათი
common-weekday-2 = სამშაბათი
common-weekday-3 = ოთხშაბათი
common-weekday-4 = ხუთშაბათი
common-weekday-5 = პარასკევი
common-weekday-6 = შაბათი
common-weekday-7 = კვირა

# Ages of people, as written on papers
common-age-years = { $n } წლის
common-age-months = { $n } თვის
common-age-days = { $n } დღის
common-age-years-months = { $years } წლის და { $months } თვის
common-age-months-days = { $months } თვის და { $days } დღის
common-age-about = დაახლოებით { $age }
common-age-unknown = ასაკი უცნობია
common-ago-now = ახლახან
common-ago-today = დღეს
common-ago-yesterday = გუშინ
common-in-tomorrow = ხვალ

# Counts
common-ago-minutes = { $n } წუთის წინ
common-ago-hours = { $n } საათის წინ
common-ago-days = { $n } დღის წინ
common-ago-weeks = { $n } კვირის წინ
common-ago-months = { $n } თვის წინ
common-ago-years = { $n } წლის წინ
common-in-days = { $n } დღეში
common-count-minutes = { $n } წუთი
common-count-hours = { $n } საათი
common-count-days = { $n } დღე
common-count-weeks = { $n } კვირა
common-count-months = { $n } თვე
common-count-years = { $n } წელი
common-count-times = { $n }-ჯერ
common-count-patients = { $n } პაციენტი
common-count-visits = { $n } ვიზიტი
common-count-records = { $n } ჩანაწერი

# ბრძანებათა სტრიქონი
cli-nobody-found = ვერავინ მოიძებნა. სცადეთ ნაკლები ასო, დაბადების წელი ან ნომერი; ახალ ადამიანს აღრიცხავს ბრძანება register.
cli-lines-refused = გაუგებარი სტრიქონები: { $n }, პირველია სტრიქონი { $first }. თითოეულს პასუხი მიეცა მიზეზით ინგლისურად, ველში „error“; დანარჩენები ჩვეულებრივ დამუშავდა. გაასწორეთ ეს სტრიქონები და გაგზავნეთ ხელახლა.
cli-registered-alike = ბაზაში არის მსგავსი ადამიანი (ველი „alike“). ბარათი მაინც შეიქმნა, არაფერი დაკარგულა. შეადარეთ ორივე; თუ ერთი ადამიანია, დააკავშირეთ ბარათები ფანჯარაში: „{ $list }“.
cli-signatures-unknown = ზოგიერთი ხელმოწერა ეკუთვნის ადამიანებს ან მოწყობილობებს, რომელთა გასაღებები აქ ჯერ არ არის. ისინი შენახულია და ხელმოუწერლად ითვლება, სანამ ცენტრთან გაცვლა გასაღებებს არ მოიტანს.
cli-nothing-found = ფორმულარში ამის შესაბამისი არაფერია.
cli-no-such-medicine = ფორმულარში წამალი { $id } არ არის. იდენტიფიკატორები წერია იმ სტრიქონების ველში „medicine“, რომლებსაც formulary ბეჭდავს --medicine-ის გარეშე.
cli-restored-aside = ადრინდელი ჩანაწერები დევს საქაღალდეში { $path }; ისინი საკუთარი პაროლებით იხსნება. წაშალეთ ეს საქაღალდე, როცა მასში აღარაფერია საჭირო.
