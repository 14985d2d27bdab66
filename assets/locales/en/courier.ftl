# Records by stick: what the sync page, the command line and the access log say of it.
courier-to-stick = To a stick…
courier-from-stick = From a stick…
courier-to-title = Records to a stick
courier-to-sentence = Everything that waits here is written to a file that only the centre can read. It keeps waiting here until the centre has confirmed it, by stick or over the line
courier-from-title = The centre’s answer from a stick
courier-from-sentence = Reads the file that the centre wrote for this workstation. Doing it twice does no harm
courier-path = File on the stick
courier-path-hint = folder and name of the file
courier-choose = Choose a file…
courier-write = Write
courier-read = Read in
courier-need-path = Say where the file is
courier-busy-now = a stick is being written or read
courier-running = { $n ->
    [one] { $n } record so far
   *[other] { $n } records so far
}
courier-written-visits = { $n ->
    [one] { $n } visit written to the stick
   *[other] { $n } visits written to the stick
}
courier-written-records = { $n ->
    [one] { $n } record on the stick in all, changes of cards and the access log included
   *[other] { $n } records on the stick in all, changes of cards and the access log included
}
courier-written-none = Nothing was waiting; the file only asks the centre for news
courier-files = { $n ->
    [one] In the file { $files }
   *[other] In { $n } files, { $files }. Each counts alone and may travel on its own stick
}
courier-stay = They stay here until the centre has confirmed them. Take the stick to the centre and bring its answer back
courier-too-long = { $n ->
    [one] { $n } record is too long for any exchange and was left out
   *[other] { $n } records are too long for any exchange and were left out
}
courier-confirmed = { $n ->
    [one] The centre confirmed { $n } record
   *[other] The centre confirmed { $n } records
}
courier-received = { $n ->
    [one] { $n } record came from the centre
   *[other] { $n } records came from the centre
}
courier-waiting = { $n ->
    [one] { $n } record still waits here, written after the stick
   *[other] { $n } records still wait here, most of them written after the stick
}
courier-held = { $n ->
    [one] { $n } record waits for an earlier one that the centre does not have yet; write another stick
   *[other] { $n } records wait for earlier ones that the centre does not have yet; write another stick
}
courier-refused = { $n ->
    [one] The centre refused { $n } record; look below
   *[other] The centre refused { $n } records; look below
}
courier-again = This file was read in before. Nothing was changed
courier-old = Everything in this file is known here already, or it is older than what is here. Nothing was changed
courier-gap = This file continues another one that was not read in here. What it confirms was taken; its records were left out. Read the other file first and then this one again, or write a new stick
courier-more = The centre has more than this file holds. Read in its other files, or write a new stick
courier-differs = The records here and at the centre are not the same yet. The next exchange over the line looks closer
courier-renamed = The centre had another file with the same number: this database exists on two computers. This one goes on under a new name. Nothing of the stick was taken at the centre; write it again, and tell your support
error-courier-not-ours = { $path } is not a file of this program’s exchange. Nothing was changed. Choose the file that the centre wrote.
error-courier-newer = { $path } was written by a newer program. Nothing was changed. Update this program and read the file again.
error-courier-elsewhere = { $path } is for another workstation or another centre. Nothing was changed and nothing of it can be read here. Leave it on the stick and carry it on.
error-courier-to-centre = { $path } is still on its way to the centre. Nothing was changed. Take the stick there; the centre writes an answer, and that one is read in here.
error-courier-cut = { $path } is not whole: it was copied only in part. Nothing was changed. Copy it once more and read it again.
error-courier-damaged = { $path } is damaged. Nothing was changed. Copy it once more from where it was written; if that does not help, have a new one written.
error-courier-sender = { $path } does not come from whom it names. Nothing was changed. Do not use this file, and ask where the stick has been.
error-courier-meaning = { $path } is whole and signed, but this program does not understand it. Nothing was changed. Send the log to your support.
error-courier-history = { $path } shows another history of the records than the one known here. Nothing was changed. Tell the support of the store.
error-courier-too-small = A part of a stick’s file needs at least { $bytes } bytes. Nothing was written. Choose a larger size.
error-courier-full = There is no room for { $path }. Nothing is on the stick; everything waits here as before. Free some space or take a larger stick.
error-courier-full-parts = The stick is full. Files that are whole on it: { $parts }, the first is { $path }; they may travel. Everything waits here until the centre has confirmed it; what did not fit goes with another stick.
error-courier-io = { $path } could not be read or written ({ $detail }). The records are safe. Look whether the stick is plugged in, and try again.
error-courier-stopped = The work with the stick stopped in the middle. Everything is safe on this computer. Do it again; what was taken in already is not taken twice.
error-courier-busy = An exchange over the line or another stick is at work. Nothing was changed. Wait until it is done, and try again.
error-courier-unknown-device = The file comes from a workstation that is not enrolled at this store. Nothing was taken in. Enrol it, and let it write a new file.
error-courier-revoked = The file comes from a workstation that was taken out of use. Nothing was taken in. Keep the file and tell whoever answers for the store.
error-courier-copied = Another file of this workstation bore the same number: its database exists on two computers. Nothing was taken in. The answer gives this copy a new name; read it in there, and let it write a new file. Find out which computer is the other one.
error-courier-store = The store could not take the file in: its database did not allow it. What was taken already is not taken twice. Try again; if it fails again, look into the store’s log.
