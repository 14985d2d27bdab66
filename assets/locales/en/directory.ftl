# The emergency directory: people of the region who are not in this house.
error-directory-card-here = This person has a card in this house. Nothing was opened. Open the card: it is newer than the directory.
error-directory-none = There is no emergency directory on this computer yet. Nothing was opened. It comes by itself with the exchange once the store has made one.
error-directory-reason = The reason is missing. Nothing was opened. Say in a few words why you need these data.
error-directory-reason-long = The reason is longer than 300 characters. Nothing was opened. Say it shorter.
error-directory-not-ours = The store’s emergency directory is of a newer program. The one that was here stays in use. Update this program.
error-directory-foreign = The emergency directory that came is not signed by the store of this house. Nothing of it was taken; the one that was here stays in use. Call the support of the store.
error-directory-damaged = The emergency directory that came is damaged. Nothing of it was taken; the one that was here stays in use. It will be fetched again when the store makes the next one; if this message stays, call the support of the store.
error-directory-too-long = The emergency directory that came is longer than this program takes. Nothing of it was taken; the one that was here stays in use. Call the support of the store.
error-directory-gap = The emergency directory that came does not follow the one on this computer. Nothing of it was taken; the one that was here stays in use. Call the support of the store.
error-directory-answer = The store’s answer about the emergency directory could not be read. What is here stays in use. The program tries again by itself; if it stays so, look at the line.
error-directory-moved = The store has made a newer emergency directory meanwhile. What is here stays in use. The program fetches the newer one by itself.
cli-directory-age = Emergency data of { $date } by the store’s clock. They are a copy and may be out of date: ask the person and her medical point.
cli-directory-none = There is no emergency directory on this computer yet.
cli-directory-more = More people match than are listed. Type more letters, the birth date or a number.
screen-access-act-break-glass = opened emergency data of somebody from elsewhere
