# Words of the window itself: widgets, banner, status line, commands.
ui-required = required
ui-unknown = not known
ui-previous = before { $value }
ui-cut = Cut
ui-copy = Copy
ui-paste = Paste
ui-details-show = Details
ui-details-hide = Hide details

ui-severity-prohibition = Do not give
ui-severity-warning = Warning
ui-severity-required = To be done
ui-severity-ok = Done
ui-severity-offline = Offline

ui-date-hint = dd.mm.yyyy
ui-date-not-a-date = This is not a date. Type day, month, year: 14.07.1985
ui-date-missing-year = The year is missing. Type it too: 14.07.1985
ui-date-no-such-month = There is no such month. Check the month
ui-date-no-such-day = There is no such day in that month. Check the day
ui-date-year-out-of-range = This year cannot be right. Check the year
ui-date-in-future = This day has not come yet. Check the date

ui-search-nothing = Nothing found. Try fewer letters
ui-search-count = { $shown } of { $total } · ↓ to choose
ui-search-more-letters = Type at least { $n } letters

ui-banner-born = Born
ui-banner-sex = Sex
ui-banner-number = Number
ui-banner-name-unknown = Name not known
ui-banner-died = Deceased
ui-banner-died-on = Deceased { $date }
ui-allergy-known = Allergy
ui-allergy-none-known = No known allergies · { $who }, { $date }
ui-allergy-not-recorded = Allergies not recorded. Ask the patient
ui-allergy-unavailable = Allergies cannot be shown now

ui-status-no-store = No national store set up
ui-status-all-sent = Everything sent
ui-status-online = Online
ui-status-exchanging = Sending and receiving
ui-status-offline = Offline
ui-status-refused = The store refuses. Open sync status
ui-status-last-exchange = Last exchange { $when }
ui-status-never-exchanged = Nothing exchanged yet
ui-status-training = Training data
ui-status-keys = Ctrl+K commands

ui-palette-label = Command
ui-command-help = Keys and help
ui-command-worklist = Today's list
ui-command-find-patient = Find a patient…
ui-command-new-visit = New visit
ui-command-refresh = Refresh
ui-command-next-zone = Next part of the window
ui-command-previous-zone = Previous part of the window
ui-command-diagnosis = Diagnosis…
ui-command-passport = Health passport
ui-command-last-time = As at the last visit
ui-command-prescribe = Prescribe…
ui-command-override = Continue with a reason…
ui-command-emergency-access = Emergency access…
ui-command-full-screen = Full screen
ui-command-palette = Commands
ui-command-find-in-card = Find in the card
ui-command-new-patient = New patient…
ui-command-save-draft = Save draft
ui-command-sign = Sign the visit
ui-command-print = Print…
ui-command-undo = Undo
ui-command-redo = Redo
ui-command-close-card = Close the card
ui-command-tab = Part { $number } of the card
ui-command-sync-now = Exchange now
ui-command-sync-status = Sync status
ui-command-conflicts = Conflicts
ui-command-proposals = Same person?
ui-command-recall = Who is to be called
ui-command-round = Nurse’s round
ui-command-users = Users
ui-command-rules = Dose rules
ui-command-access-log = Who opened the card
ui-command-settings = Settings…
ui-command-lock = Lock
ui-command-sign-out = Sign out
ui-command-light = Light colours
ui-command-dark = Dark colours
ui-command-high-contrast = High contrast
ui-command-zoom-in = Larger
ui-command-zoom-out = Smaller
ui-command-zoom-reset = Normal size

# Counted
ui-errors-title = { $n ->
    [one] One answer must be mended
   *[other] { $n } answers must be mended
}
ui-status-unsent = { $n ->
    [one] { $n } record waits to be sent
   *[other] { $n } records wait to be sent
}
