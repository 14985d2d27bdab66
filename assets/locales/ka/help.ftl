# The help of F1: its window and the quick start
help-search = დახმარებაში ძებნა
help-topics = თემები
help-nothing = ამის შესახებ არაფერია. აკრიფეთ ნაკლები ასო ან სხვა სიტყვა
help-picture-of = ეკრანის სურათი: { $what }
help-quick-title = Feldsher: პირველი დღის სამახსოვრო
help-quick-key = კლავიში
help-quick-what = რისთვის
help-quick-who = ვინ დაგეხმარებათ, თუ რამე არ მუშაობს (სახელი, ტელეფონი)
help-quick-print = სამახსოვროს ბეჭდვა…
