# The help of F1: its window and the quick start
help-search = Көмектен іздеу
help-topics = Тақырыптар
help-nothing = Бұл туралы ештеңе жоқ. Азырақ әріп немесе басқа сөз жазыңыз
help-picture-of = Экран суреті: { $what }
