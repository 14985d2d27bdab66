# The help of F1: its window and the quick start
help-search = Yordamdan qidirish
help-topics = Mavzular
help-nothing = Bu haqda hech narsa yoʻq. Kamroq harf yoki boshqa soʻz kiriting
help-picture-of = Ekran surati: { $what }
help-quick-title = Feldsher: birinchi kun eslatmasi
help-quick-key = Tugma
help-quick-what = Nima uchun
help-quick-who = Biror narsa ishlamasa, kim yordam beradi (ismi, telefoni)
help-quick-print = Eslatmani chop etish…
