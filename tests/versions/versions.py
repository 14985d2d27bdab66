"""Programs of two commits against each other. `tests/versions.sh` says how to start it.

For each store and each side that begins: both write, exchange until nothing moves, and must hold the same; the present program opens
the older one's folder and must show what its own side shows, to the byte; the older program refuses the present one's folder and leaves
it alone; a store that lost everything gets it all back from the older program alone, with what that cannot read.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "day"))

import cuts
from record import record
from world import Failed, Report, Station, Store, check

SCOPE = "Үлгі ауданы"
VISITS = 40
FILES = ("feldsher.db", "feldsher.keys", "feldsher.keys.twin", "clinic.json")


class Programs:
    def __init__(self, name, folder):
        self.name = name
        self.workstation = Path(folder).resolve() / "feldsher"
        self.store = Path(folder).resolve() / "feldsher-store"


def village(programs, name, folder, seed, patients):
    station = Station(name, programs.workstation, folder)
    station.text("demo", "--patients", patients, "--seed", seed, "--country", "kz")
    return station


def enrol(station, store):
    station.one("enrol", store.url, store.code(SCOPE))


def calm(store, *stations):
    """Rounds of everybody until the store gets nothing new and all hold as much as it."""
    for _ in range(8):
        before = store.stats()["chunks"]
        held = {station.sync()[0]["accepted"] for station in stations}
        if store.stats()["chunks"] == before and len(held) == 1:
            return before
    raise Failed("not calm after 8 rounds", before, held)


def patients(station):
    rows = station.lines("search", "а", "--limit", 500) + station.lines("search", "е", "--limit", 500)
    found = {row["patient"] for row in rows}
    check(found, f"{station.name} knows nobody")
    return sorted(found)


def write(station, name, here):
    """What the command line of either version writes: visits, a fact of a card, a registration."""
    promises = cuts.stream(station, here, name, VISITS)
    fact = station.folder.parent / "fact.json"
    fact.write_text(json.dumps({"code": "J45.9", "title": f"Бронх демікпесі {name}", "status": "active"}))
    station.text("card", "set", here[0], "pr/new", "--file", fact)
    person = station.folder.parent / "person.json"
    person.write_text(json.dumps(
        {"family": "Үлгіев", "given": name.title(), "born": "1990-03-09", "sex": "male", "language": "kk"}))
    station.text("register", "--file", person)
    return promises


def show_all(station, everybody):
    return {patient: station.show(patient) for patient in everybody}


def same(here, there, what):
    differing = [patient for patient in here if here[patient] != there[patient]]
    check(not differing, what, f"{len(differing)} of {len(here)}",
          here[differing[0]][:1500] if differing else "", there[differing[0]][:1500] if differing else "")


def kept(texts, promises):
    result = cuts.inspect(texts, promises)
    check(not result.lost and not result.doubled, "acknowledged visits are lost or doubled", result)


def kinds(texts):
    found = {}
    for text in texts.values():
        for entry in json.loads(text)["entries"]:
            found[entry["kind"]] = found.get(entry["kind"], 0) + 1
    return found


def signed(station):
    """Signatures under rules of dosing: a kind of the house's own log that the foundation did not know."""
    return station.text("formulary", "list")


class History:
    def __init__(self, folder, store_of, first_of, second_of, old, new):
        self.folder, self.old, self.new = folder, old, new
        folder.mkdir()
        self.store = Store(store_of.store, folder / "store")
        self.store_of = store_of
        # The larger village has a pregnancy: a kind of entry that the foundation did not know.
        self.first, self.second = (
            village(of, f"{name} ({of.name})", folder / name, 1 if of is new else 2, 60 if of is new else 12)
            for name, of in (("first", first_of), ("second", second_of))
        )
        first_is_new = first_of is new
        self.present, self.former = (self.first, self.second) if first_is_new else (self.second, self.first)
        self.promises = cuts.Promises()

    def run(self, note):
        self.store.start()
        enrol(self.first, self.store)
        enrol(self.second, self.store)
        self.store.stop()
        empty = self.folder / "empty"
        shutil.copytree(self.store.folder / "data", empty)
        self.store.start()
        for name in ("бір", "екі"):
            for station in (self.first, self.second):
                self.promises.add(write(station, f"{name}-{station.folder.name}", patients(station)))
            calm(self.store, self.second, self.first)
        self.present.text("formulary", "sign", "paracetamol-po-child", "--user", "pharmacist")
        chunks = calm(self.store, self.first, self.second)
        everybody = patients(self.first)
        check(everybody == patients(self.second), "they know different people")
        here, there = show_all(self.present, everybody), show_all(self.former, everybody)
        kept(here, self.promises)
        kept(there, self.promises)
        reports = [station.verify() for station in (self.present, self.former)]
        self.signed = signed(self.present)
        unread = {kind: n for kind, n in kinds(here).items() if n != kinds(there).get(kind)}
        check(unread and self.signed, "nothing here is news to the older program", unread, self.signed)
        note(f"{chunks} changes at the store; {len(self.promises.acknowledged)} acknowledged visits, each once on both; "
             f"{[report['signatures_valid'] for report in reports]} signatures valid; the older does not read {unread}")
        self.upgrade(everybody, here)
        self.refuse()
        self.hand_back(empty, everybody, here, note)

    def upgrade(self, everybody, here):
        """What the older program could not read was kept to the byte."""
        upgraded = self.former.copy("the upgraded folder", self.folder / "upgraded")
        upgraded.program = self.new.workstation
        upgraded.verify()
        same(show_all(upgraded, everybody), here, "an upgraded folder shows something else")
        check(signed(upgraded) == self.signed, "an upgraded folder lost signatures under rules", self.signed)

    def refuse(self):
        """The older program leaves a folder of the present one as it is."""
        backwards = self.present.copy("the newer folder", self.folder / "backwards")
        backwards.program = self.old.workstation
        before = {name: (backwards.folder / name).read_bytes() for name in FILES}
        said = backwards.text("search", "а", codes=(1,))
        after = {name: (backwards.folder / name).read_bytes() for name in FILES}
        check(said == "" and before == after, "a newer folder was read or changed by the older program", said)

    def hand_back(self, empty, everybody, here, note):
        """The store begins anew; the older workstation gives it everything, a third one gets everything from there."""
        self.store.stop()
        shutil.rmtree(self.store.folder / "data")
        shutil.copytree(empty, self.store.folder / "data")
        self.store.ask("new-epoch")
        self.store.start()
        self.former.sync()
        back = self.store.stats()["chunks"]
        third = Station("third", self.new.workstation, self.folder / "third")
        third.text("setup", "--clinic", "Үшінші", "--country", "kz", "--lang", "kk", "--name", "Н. Үлгі", "--role", "doctor",
                   "--user", "doctor")
        enrol(third, self.store)
        third.sync()
        check(signed(third) == self.signed, "signatures under rules were not handed back", self.signed)
        same(show_all(third, everybody), here, "what the older program handed back is not what it was given")
        calm(self.store, self.former, self.present, third)
        for station in (self.former, self.present, third):
            station.verify()
        self.store.stop()
        note(f"{back} handed back by the older alone")
        if self.store_of is self.old:
            # The older store's own database under the present store.
            self.store.program = self.new.store
            self.store.start()
            late = write(self.present, "кеш", everybody)
            calm(self.store, self.former, self.present, third)
            kept(show_all(self.former, everybody), late)
            self.store.stop()
            note("the database goes on under the present store")


def main():
    parser = argparse.ArgumentParser()
    for name in ("old", "new", "folder"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--record", type=Path)
    args = parser.parse_args()
    old, new = Programs("old", args.old), Programs("new", args.new)
    report = Report()
    try:
        if args.record:
            with report.phase(f"recorded into {args.record}"):
                record(old, new, args.folder / "record", args.record)
        for n, store_of in enumerate((old, new)):
            for m, (first, second) in enumerate(((old, new), (new, old))):
                name = f"store {store_of.name}, first {first.name}, second {second.name}"
                with report.phase(name) as note:
                    History(args.folder / f"{n}{m}", store_of, first, second, old, new).run(note)
    except Failed as failed:
        report.say(f"versions: FAILED: {failed}")
        return 1
    report.say(f"versions: passed in {report.total():.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
