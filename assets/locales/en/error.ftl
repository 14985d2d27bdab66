# What went wrong with the vault: what happened. Is the record safe. What to do now.
error-vault-io = The file { $path } could not be read or written. Everything saved before is safe. Check that the disk is connected and not write-protected, then try again.
error-vault-disk-full = The disk is full. Everything saved before is safe; the last entry is not saved yet. Free some space and save again.
error-vault-busy = The database is busy. Everything saved before is safe. Wait a moment and try again.
error-vault-sql = The program made a mistake while using the database. Everything saved before is safe. Start the program again; if it happens again, send the log to your support.
error-vault-missing = No records were found at { $path }. Nothing was changed. Check the folder, set up this clinic, or restore a backup.
error-vault-exists = Records are already kept at { $path }. Nothing was changed. Choose another folder, or say clearly that they shall be replaced.
error-vault-not-encrypted = The file { $path } is an ordinary database, not an encrypted one. Nothing was changed. Check the folder.
error-vault-not-a-database = The file { $path } does not hold records. Do not write over it. Restore the last backup.
error-vault-wrong-key = The key file does not belong to this database. The records cannot be opened with it. Do not delete anything; restore the last backup, or bring back the right key file.
error-vault-corrupt = Part of the database is damaged. Records on the damaged pages may be unreadable. Stop working here, do not delete anything, and restore the last backup.
error-vault-engine = This build of the program cannot keep encrypted records. Nothing was changed. Install the program again.
error-vault-held = The records are already open in another window or program (process { $pid }). They are safe. Go to that window, or close it and try again.
error-vault-held-unknown = The records are already open in another window or program. They are safe. Go to that window, or close it and try again.
error-vault-newer-program = These records were last used by a newer program (version { $vault }; this one knows { $program }). They are safe and unchanged. Install the newer program.
error-vault-migration = The records could not be prepared for this program (step { $version }). They are safe and as before; a backup was made. Use the earlier program and send the log to your support.
error-vault-bad-login = The user name or the password is wrong. The records are safe. Check the keyboard language and Caps Lock, then try again.
error-vault-keys-unreadable = The key file is damaged, and so is its copy. The records are there but cannot be opened. Do not delete anything; restore the last backup.
error-vault-login-taken = This user name is already in use. Nothing was changed. Choose another one.
error-vault-login-unfit = This user name cannot be used. Nothing was changed. Use 1 to 64 letters or digits.
error-vault-no-such-user = There is no such user on this computer. Nothing was changed. Look at the list of users.
error-vault-slots-full = This computer already has { $max } users. Nothing was changed. Remove a user who no longer works here.
error-vault-last-user = The last user cannot be removed: nobody could open the records any more. Nothing was changed. Add another user first.
error-vault-kdf-bounds = The password protection is set too weak or too strong. Nothing was changed. Use the usual setting.
error-vault-shares-unfit = These recovery sheets do not open these records. The records are safe. Look for the sheets that were printed last.
error-vault-backup-damaged = This backup is damaged or incomplete. The records on this computer are unchanged. Use another backup.
error-vault-cancelled = Stopped. Everything saved before is safe.
error-vault-entropy = The computer gave no random numbers. Everything saved before is safe. Start the computer again.
error-share-character = Group { $group } of the recovery sheet has a character that is never used there. Nothing was changed. Look at that group again.
error-share-length = The recovery sheet has { $wanted } characters, but { $found } were typed. Nothing was changed. Check that no group is missing or doubled.
error-share-checksum = Some character of the recovery sheet was typed wrongly. Nothing was changed. Compare it group by group.
error-share-version = This recovery sheet was printed by a newer program. Nothing was changed. Install the newer program.
error-share-different-sets = These recovery sheets were not printed together. Nothing was changed. Use sheets with the same date.
error-share-twice = Recovery sheet { $number } was typed twice. Nothing was changed. Take another sheet.
error-share-too-few = { $found } of { $wanted } recovery sheets were typed. Nothing was changed. Type the next sheet.

# What was asked cannot be done
error-denied = Your role may not do this. Nothing was changed. Ask a colleague whose role may, or the head of the point.
error-locked = Nobody is signed in. The records are safe. Sign in and try again.
error-unknown-record = This record is not on this computer. Nothing was changed. Check the number, or synchronise and look again.
error-withdrawn-record = This entry was withdrawn as entered in error, so no paper is made of it. The record is safe. Print the entry that is right.
error-replaced-record = A newer version of this entry exists, so no paper is made of the old one. The record is safe. Print the newer version.
error-already-signed = This visit is signed already. It is safe in the record. Open the card to see it; corrections are added to it.
error-values-moved = Somebody changed these values after you opened them. All of them are kept. Look at them again and choose.
error-entry-too-long = This entry is too long to be kept as one ({ $limit } bytes at most). It is not saved; everything saved before is safe. Shorten the text or divide it into two entries.
error-newer-entry = This part of the card was written by a newer program. It is safe and stays as it is. Install the newer program to change it.
error-record-unreadable = A part of the record could not be read or written. What was saved before is kept as it is. Start the program again; if it happens again, send the log to your support.
error-name-missing = There is no name. Nothing was saved yet. Type the surname or the given name; for an unknown person write “unknown”.
error-unknown-key = The card has no place called { $field }. Nothing was changed. Check the name of the place.
error-attachment-too-large = The file { $field } is too large. It was not added; the record is safe. Make the picture smaller or divide the file; 32 megabytes at most.
error-reason-missing = An entry is withdrawn only with a reason. Nothing was changed. Choose the reason and try again.
error-vaccine-missing = No vaccine is named. Nothing was saved. Choose the vaccine.
error-vaccine-date = The day of the vaccination is missing or has not come yet. Nothing was saved. Correct the date.
error-vaccine-reason = A vaccine that was not given needs a reason, one that was given has none. Nothing was saved. Choose refusal or medical exemption.
error-link-to-itself = A card cannot be linked with itself. Nothing was changed. Choose the other card.
error-no-patient = No patient was named for this. Nothing was changed. Open the patient’s card and try again.
error-codes-not-saved = The list of codes could not be saved: { $detail }. The records are safe; the list in use stays. Check the disk and import the list again.

# The exchange with the store
error-not-enrolled = This computer does not belong to a national store yet. The records are safe here. Ask for a one-time code and join the store in the settings.
error-sync-line-down = The store cannot be reached now. Everything is safe on this computer and will be sent later. Go on working; look at the line if it lasts for days.
error-sync-busy = The store is busy. Everything is safe on this computer. The program tries again by itself.
error-sync-refused = The store refused the exchange ({ $reason }). Everything is safe on this computer, but nothing is sent until this is settled. Call the support of the store.
error-sync-broken = The store answered in a way that cannot be trusted. Nothing of that answer was taken; everything is safe on this computer. Send the log to your support.
error-backup-failed = The backup of the day could not be made. The record is safe in this computer, but a second copy is missing. Free some space on the disk, or write a backup to a stick in the settings.
error-sync-stopped = The exchange stopped in the middle. Everything is safe on this computer. Try again; if it stops again, send the log to your support.
error-sync-address = The address of the store cannot be used: { $detail }. The records are safe. Compare the address with the letter of the store.
error-sync-answer-unreadable = The store’s answer could not be read, so this computer is not joined yet. The records are safe. Ask for a new code and try again.

# When printing does not work
error-print-failed = The paper could not be made: { $detail }. The record is safe. Try again; if it fails again, send the log to your support.
error-print-tool-missing = This computer has no program for this ({ $tool }). The record is safe. Save the paper and open it on another computer.
error-print-no-printer = No printer is set up. The record is safe. Save the paper, or set up a printer in the system settings.
error-print-refused = The printer did not take the paper: { $detail }. The record is safe. Look at the printer and print again.
error-print-viewer = The paper could not be opened: { $detail }. The record is safe. Save the paper and open it from its folder.
error-print-io = The file could not be written: { $detail }. The record is safe. Choose another place, or free some space.
