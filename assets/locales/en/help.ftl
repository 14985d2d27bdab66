# The help of F1: its window and the quick start
help-search = Search the help
help-topics = Topics
help-nothing = Nothing about that. Use fewer letters or another word
help-picture-of = Picture of the screen: { $what }
