# Forms: what is wrong with an answer, and what is wrong with a form file.
# A field of a form
form-field-required = შეავსეთ ეს ველი.
form-field-one-answer = აქ მხოლოდ ერთი პასუხია შესაძლებელი.
form-field-wrong-kind = ეს პასუხი ველს არ შეესაბამება.
form-field-not-whole = შეიყვანეთ მთელი რიცხვი.
form-field-not-an-option = აირჩიეთ პასუხი სიიდან.
form-field-wrong-unit = ერთეული უნდა იყოს { $unit }.
form-field-too-small = მნიშვნელობა უნდა იყოს მინიმუმ { $limit }. შეამოწმეთ აკრეფილი.
form-field-too-large = მნიშვნელობა უნდა იყოს მაქსიმუმ { $limit }. შეამოწმეთ აკრეფილი.
form-field-too-many-decimals = მძიმის შემდეგ ძალიან ბევრი ციფრია; მაქსიმუმ { $limit }.
form-field-too-long = ტექსტი ძალიან გრძელია; მაქსიმუმ { $limit } სიმბოლო.
form-field-too-short = ტექსტი ძალიან მოკლეა; მინიმუმ { $limit } სიმბოლო.
form-field-whole-date = მიუთითეთ სრული თარიღი: დღე, თვე, წელი.
form-field-in-future = ეს თარიღი დღევანდელზე გვიანია.
form-field-in-past = ეს თარიღი დღევანდელზე ადრეა.
form-field-too-early = თარიღი არ უნდა იყოს ამაზე ადრე: { $limit }.
form-field-too-late = თარიღი არ უნდა იყოს ამაზე გვიან: { $limit }.
form-field-less-than = არ უნდა იყოს „{ $item }“-ზე ნაკლები ან ადრინდელი.
form-field-unusually-low = { $value } — ამ ასაკისთვის უჩვეულოდ დაბალია (ჩვეულებრივ { $limit }-დან). სწორია?
form-field-unusually-high = { $value } — ამ ასაკისთვის უჩვეულოდ მაღალია (ჩვეულებრივ { $limit }-მდე). სწორია?

# Where a mistake of a form file stands
form-mistake-place = ფაილი { $file }, ხაზი { $line }

# What is wrong with a form file, and what to do
form-mistake-not-json = ფაილი JSON არ არის: { $detail }.
form-remedy-not-json = მოძებნეთ გამოტოვებული მძიმე, ბრჭყალი ან ფრჩხილი ამ ხაზში ან მის წინ.
form-mistake-too-large = ფაილი { $max } ბაიტზე დიდია.
form-remedy-too-large = გაყავით ფორმა რამდენიმე ფაილად, თითო მაქსიმუმ { $max } ბაიტი.
form-mistake-too-many = ფორმაში { $max } პუნქტზე მეტია.
form-remedy-too-many = გაყავით ფორმა; ერთ ფორმაში მაქსიმუმ { $max } პუნქტია.
form-mistake-not-questionnaire = ეს არ არის FHIR Questionnaire.
form-remedy-not-questionnaire = ფაილი უნდა იწყებოდეს ასე: "resourceType": "Questionnaire".
form-mistake-missing = აკლია ველი „{ $field }“.
form-remedy-missing = დაამატეთ აქ „{ $field }“.
form-mistake-wrong-type = „{ $field }“-ს არასწორი სახის მნიშვნელობა აქვს.
form-remedy-wrong-type = ტექსტი იწერება ბრჭყალებში, რიცხვები, true და false — მათ გარეშე, სიები — კვადრატულ ფრჩხილებში.
form-mistake-unknown-type = პუნქტის ტიპი „{ $name }“ არ არსებობს.
form-remedy-unknown-type = „{ $name }“-ის ნაცვლად გამოიყენეთ group, display, string, text, integer, decimal, quantity, date, boolean, choice ან open-choice.
form-mistake-unsupported-type = პროგრამაში არ არის ველი ტიპისთვის „{ $name }“.
form-remedy-unsupported-type = დასვით იგივე კითხვა ტიპით date, string ან choice, ან ამოიღეთ პუნქტი.
form-mistake-duplicate-link-id = linkId „{ $item }“ ორჯერ გვხვდება.
form-remedy-duplicate-link-id = ორიდან ერთ პუნქტს „{ $item }“-ის ნაცვლად სხვა linkId მიეცით.
form-mistake-bad-link-id = linkId „{ $item }“ შეიცავს ინტერვალს ან ძალიან გრძელია.
form-remedy-bad-link-id = დაწერეთ მხოლოდ ასოები, ციფრები და დეფისი, მაგალითად „bp-sys“; მაქსიმუმ 255 სიმბოლო.
form-mistake-unknown-question = პირობა მიმართავს „{ $item }“-ს, რომელიც ფორმაში არ არის ან სხვა ტიპისაა.
form-remedy-unknown-question = „{ $item }“-ის ნაცვლად ჩაწერეთ ამ ფორმის პუნქტის linkId.
form-mistake-cycle = „{ $item }“ პირობებით თავის თავზეა დამოკიდებული.
form-remedy-cycle = ამოიღეთ წრიდან ერთი პირობა.
form-mistake-unknown-operator = ოპერატორი „{ $name }“ არ არსებობს.
form-remedy-unknown-operator = „{ $name }“-ის ნაცვლად გამოიყენეთ exists, =, !=, >, <, >= ან <=.
form-mistake-condition-answer = პირობა „{ $item }“-ს ადარებს პასუხს, რომელიც მას ვერ ექნება.
form-remedy-condition-answer = მიუთითეთ „{ $item }“-ის ტიპის პასუხი; exists-ისთვის საჭიროა answerBoolean.
form-mistake-no-options = არჩევანი პასუხის ვარიანტების გარეშე.
form-remedy-no-options = ჩამოთვალეთ პასუხები answerOption-ში.
form-mistake-value-set = პასუხები ფაილის გარეთ, მნიშვნელობათა ნაკრებშია.
form-remedy-value-set = ჩამოთვალეთ პასუხები answerOption-ში answerValueSet-ის ნაცვლად.
form-mistake-expression = „{ $name }“ ითვლის ან ამოწმებს იმას, რაც პროგრამას არ შეუძლია.
form-remedy-expression = ამოიღეთ „{ $name }“ ან იგივე გამოხატეთ enableWhen-ითა და ზღვრებით.
form-mistake-modifier-extension = მოდიფიკატორი „{ $name }“ უცნობი სახით ცვლის მნიშვნელობას.
form-remedy-modifier-extension = ამოიღეთ „{ $name }“, თუ მის გარეშე პუნქტის აზრი რჩება; სხვა შემთხვევაში ამოიღეთ პუნქტი.
form-mistake-repeating-group = განმეორებადი ჯგუფი არ არის მხარდაჭერილი.
form-remedy-repeating-group = ჩაწერეთ ჯგუფი საჭირო რაოდენობით სხვა linkId-ით ან გაიმეორეთ ცალკეული პუნქტები.
form-mistake-many-initial = რამდენიმე საწყისი პასუხია, მაგრამ პუნქტი არ მეორდება.
form-remedy-many-initial = დატოვეთ ერთი საწყისი პასუხი ან დაამატეთ "repeats": true.
form-mistake-limits = ზღვრები შესაძლო პასუხს აღარ ტოვებს.
form-remedy-limits = ქვედა ზღვარი ზედას არ უნდა აღემატებოდეს; ორივე რიცხვი ან ორივე თარიღი უნდა იყოს.
form-mistake-limit-on-kind = „{ $name }“ ამ პუნქტის ტიპს არ შეესაბამება.
form-remedy-limit-on-kind = ამოიღეთ „{ $name }“ ან შეცვალეთ პუნქტის ტიპი.
form-mistake-value = „{ $field }“-ის მნიშვნელობა ვერ იკითხება.
form-remedy-value = გაასწორეთ „{ $field }“: თარიღები ასე 2026-07-14, ვერსიები ასე 1.2, რიცხვები წერტილით, თარგმანები lang-ითა და content-ით.
form-mistake-initial-on-kind = საწყისი პასუხი პუნქტს არ შეესაბამება.
form-remedy-initial-on-kind = მიუთითეთ საწყისი პასუხი პუნქტის ტიპით ან ამოიღეთ.
form-mistake-option-on-kind = answerOption მხოლოდ choice-სა და open-choice-ს აქვს.
form-remedy-option-on-kind = შეცვალეთ ტიპი choice-ზე ან ამოიღეთ answerOption.
form-mistake-unknown-word = „{ $word }“ უცნობი სიტყვაა „{ $field }“-ისთვის.
form-remedy-unknown-word = ნახეთ „{ $field }“-ის სიტყვები forms/README.md-ში და გაასწორეთ „{ $word }“.
