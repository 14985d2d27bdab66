# The help of F1: its window and the quick start
help-search = Искать в справке
help-topics = Темы
help-nothing = Об этом ничего нет. Введите меньше букв или другое слово
help-picture-of = Изображение экрана: { $what }
help-quick-title = Feldsher: памятка первого дня
help-quick-key = Клавиша
help-quick-what = Для чего
help-quick-who = Кто поможет, если что-то не работает (имя, телефон)
help-quick-print = Напечатать памятку…
