# The help of F1: its window and the quick start
help-search = Search the help
help-topics = Topics
help-nothing = Nothing about that. Use fewer letters or another word
help-picture-of = Picture of the screen: { $what }
help-quick-title = Feldsher: quick start
help-quick-key = Key
help-quick-what = What it is for
help-quick-who = Who helps when something does not work (name, telephone)
help-quick-print = Print the quick start…
