# Workstations of one house over the local network: what the sync page and the command line say of it.
error-lan-unreachable = No workstation answers at { $address } ({ $detail }). The records are safe on this computer. Look whether the other one is on, in the same network and set to let others in, and whether the address is right.
error-lan-address = “{ $address }” is no address of a workstation. Nothing was changed. Type what the other screen shows, as 192.168.1.20:8442.
error-lan-stranger = The workstation at { $address } is not paired with this one, or another computer answers there. Nothing was exchanged. Pair the two again by a code, if it is really yours.
error-lan-code = The code is wrong. Nothing was changed. Read it once more from the other screen; after three wrong ones a new code has to be shown there.
error-lan-code-form = The code has eight digits. Nothing was changed. Type it as the other screen shows it.
error-lan-no-code = The workstation at { $address } shows no code now: it was used, has grown old, or was mistyped three times. Nothing was changed. Have a new one shown there.
error-lan-other-house = The workstation at { $address } belongs to another house: it joined another centre or another point there. Nothing was exchanged. Look whether the address is that of your own house.
error-lan-older = The program of the workstation at { $address } is older than this one. Nothing was exchanged; both go on alone. Update it there.
error-lan-newer = The program of the workstation at { $address } is newer than this one. Nothing was exchanged; both go on alone. Update it here.
error-lan-self = { $address } is this very workstation, or a copy of its data. Nothing was exchanged. Type the address of the other one.
error-lan-cut = The line to { $address } broke ({ $detail }). What came before stays, nothing is lost; it goes on by itself.
error-lan-broken = What answers at { $address } does not speak as a workstation of this program does ({ $detail }). Nothing was taken from it. Check the address; if it is right, tell your support.
error-lan-port = Port { $port } cannot be opened ({ $detail }). The records are safe; no other workstation is let in. Close the program that uses it, or choose another port.
error-lan-not-listening = This workstation lets nobody in yet, so that no code can be shown. Nothing was changed. Let others in first.
error-too-many-neighbours = This workstation has as many neighbours as it can have. Nothing was changed. Remove one that is no longer there.
error-neighbour-key = The other workstation bears the name of one that is known here, with another key. Nothing was changed. Tell your support: a copy of a computer may be in use.
