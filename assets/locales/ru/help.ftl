# The help of F1: its window and the quick start
help-search = Искать в справке
help-topics = Темы
help-nothing = Об этом ничего нет. Введите меньше букв или другое слово
help-picture-of = Изображение экрана: { $what }
