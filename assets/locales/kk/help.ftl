# The help of F1: its window and the quick start
help-search = Көмектен іздеу
help-topics = Тақырыптар
help-nothing = Бұл туралы ештеңе жоқ. Азырақ әріп немесе басқа сөз жазыңыз
help-picture-of = Экран суреті: { $what }
help-quick-title = Feldsher: алғашқы күннің жаднамасы
help-quick-key = Перне
help-quick-what = Не үшін
help-quick-who = Бірдеңе істемесе, кім көмектеседі (аты, телефоны)
help-quick-print = Жаднаманы басып шығару…
