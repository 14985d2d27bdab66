"""The day itself. `tests/day.sh` says how to start it."""

import argparse
import json
import os
import random
import resource
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path

import cuts
from world import Failed, Postgres, Report, Station, Store, check

KILLS = 200
KILLS_WITH_OPEN_SAVE = 150
STORE_KILLS = 20
# Patients who get the visits of the power cuts.
VISITED = 8
# The planted fault is looked for after so many kills each.
PLANTED_BATCH = 10
# Visits that A writes when little is left to push; each is two changes.
BACKLOG = 150
# Well below what a push takes, so that a kill is rarely too late.
SECONDS_PER_CHANGE = 0.0003
SCOPE = "Үлгі ауданы"
FAULT = "ack-before-commit"


class Day:
    """One run over one store."""

    def __init__(self, report, folder, programs, seed, first, second, store, postgres=None):
        self.report = report
        self.folder = folder
        self.programs = programs
        self.seed = seed
        self.a = first
        self.b = second
        self.store = store
        self.postgres = postgres
        self.promises = cuts.Promises()

    def dice(self, what):
        """The same seed rolls the same dice in each part, whatever the parts before it took."""
        return random.Random(f"{self.seed}/{what}")

    def run(self, with_cuts):
        self.store.start()
        with self.report.phase("A and B enrol with one-time codes of one scope"):
            self.enrol()
        self.patients = self.pick_patients()
        with self.report.phase(f"A pushes its village; the store is killed {STORE_KILLS} times in the middle") as note:
            self.push_through_kills(note)
        with self.report.phase("B gets A's patients") as note:
            self.fill_b(note)
        with self.report.phase("one person, registered at both while offline, is linked") as note:
            first, second = self.register_apart(note)
        with self.report.phase("one problem, edited at both while offline, is a conflict until A settles it"):
            self.edit_apart(first, second)
        if with_cuts:
            with self.report.phase(f"visit add --stream --sign, killed {KILLS} times") as note:
                self.power_cuts(note)
            with self.report.phase(f"the same with the planted fault {FAULT} fails") as note:
                self.planted(note)
        with self.report.phase("both sync; A and B hold the same") as note:
            self.compare(note)
        with self.report.phase("verify on A and B") as note:
            self.verify(note)

    def enrol(self):
        codes = []
        for station in (self.a, self.b):
            code = self.store.code(SCOPE)
            codes.append(code)
            enrolled = station.one("enrol", self.store.url, code)["enrolled"]
            check(SCOPE in enrolled and self.store.url in enrolled, "enrolled elsewhere", enrolled)
        refused = self.b.text("enrol", self.store.url, codes[0], codes=(1,))
        check(refused == "", "a one-time code was taken twice", refused)

    def pick_patients(self):
        found = [row["patient"] for row in self.a.lines("search", "а", "--limit", 200)]
        check(len(found) >= VISITED, "the village is too small", len(found))
        return self.dice("patients").sample(found, VISITED)

    def push_through_kills(self, note):
        dice = self.dice("store-kills")
        killed = tries = 0
        waiting = self.add_backlog("push")
        while killed < STORE_KILLS:
            tries += 1
            check(tries <= 4 * STORE_KILLS, "the pushes are too short to be killed", f"{killed} of {tries}")
            if waiting < 2 * BACKLOG:
                waiting = self.add_backlog(f"push{tries}")
            in_the_middle, waiting = self.kill_store_in_a_push(dice, waiting, crash=tries % 5 == 0)
            killed += in_the_middle
        last, _ = self.a.sync()
        stats = self.store.stats()
        self.check_counts(stats, last)
        note(f"{tries} kills, {killed} of them with the push half done; {stats['chunks']} changes there, "
             f"{stats['duplicates_refused']} sent again and recognised")

    def add_backlog(self, name):
        self.promises.add(cuts.stream(self.a, self.patients, f"day-{self.seed}-{name}", BACKLOG))
        return 2 * BACKLOG

    def kill_store_in_a_push(self, dice, waiting, crash):
        before = self.store.stats()["chunks"]
        push = self.a.start("sync", "--once", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # Something of this push has been taken in, then a while that is not of our choosing.
        while push.poll() is None and self.store.stats()["chunks"] == before:
            time.sleep(0.01)
        time.sleep(dice.uniform(0, min(0.3, waiting * SECONDS_PER_CHANGE)))
        under_way = push.poll() is None
        self.store.kill()
        if crash and self.postgres:
            self.postgres.crash()
            self.postgres.start()
        out, errors = push.communicate(timeout=300)
        check(push.returncode in (0, 1) and out, "sync did not survive its store", push.returncode, out, errors)
        answer = json.loads(out.splitlines()[-1])
        check(answer["complete"] == (push.returncode == 0), "sync's code and its words differ", answer)
        self.store.start()
        after = self.store.stats()["chunks"]
        in_the_middle = under_way and not answer["complete"] and answer["waiting"] > 0 and after > before
        return in_the_middle, answer["waiting"]

    def check_counts(self, stats, last):
        check(stats["chunks"] == last["accepted"], "the store and the workstation count differently", stats, last)
        check(stats["quarantine"] == 0, "the store put something away", stats)
        scope = stats["scopes"][0]
        # Each enrolment is told to the scope by one notice in its log; all else is a change, each in one place.
        placed = scope["cards_seq"] + scope["entries_seq"] - stats["devices"]
        check(placed == stats["chunks"], "a change stands twice or not at all in the log", stats)

    def fill_b(self, note):
        self.b.sync()
        last, _ = self.a.sync()
        self.check_counts(self.store.stats(), last)
        found = self.b.lines("search", "а", "--limit", 5)
        check(found, "B finds nobody")
        kept = cuts.inspect(self.same_shown(self.patients), self.promises)
        check(not kept.lost and not kept.doubled, "B lacks or doubles visits", kept)
        note(f"{last['accepted']} changes; {len(self.promises.acknowledged)} acknowledged visits, each once on B")

    def register_apart(self, note):
        dice = self.dice("person")
        self.store.stop()
        person = {
            "family": "Сынақбаев",
            "given": "Мысал",
            "patronymic": "Үлгіұлы",
            "sex": "male",
            "born": "1984-03-12",
            "identifiers": [{"kind": "kz-iin", "value": iin("840312", 3, dice)}],
        }
        at_a = person | {"phone": "+77000000001", "problems": [{"code": "I10", "title": "Артериальная гипертензия"}]}
        substance = "Амоксициллин (сыпь в детстве)"
        at_b = person | {"phone": "+77000000002", "allergies": [{"substance": substance, "severity": "severe"}]}
        first = self.a.one("register", "--file", "-", given=json.dumps(at_a))
        second = self.b.one("register", "--file", "-", given=json.dumps(at_b))
        check(not first["linked"] and not second["linked"], "linked before they could meet", first, second)
        # The line is down: sync says so, and nothing is lost.
        alone = self.a.one("sync", "--once", codes=(1,))
        check(not alone["complete"] and alone["waiting"] > 0, "sync without a store", alone)
        self.store.start()

        first, second = first["patient"], second["patient"]
        linked = set()
        for station in (self.a, self.b, self.a, self.b):
            for pair in station.sync()[1]:
                check(sorted(pair) == sorted([first, second]), "other cards were linked", pair)
                linked.add(station.name)
        check(linked, "no sync printed `linked`")
        self.same_shown([first, second])
        for card in (first, second):
            shown = self.a.show(card)
            cards = {one["card"] for one in json.loads(shown)["cards"]}
            check(cards == {first, second}, "show does not list both cards", shown)
            check(substance in shown, "the allergy is not there", shown)
        note("said on " + " and ".join(sorted(linked)))
        return first, second

    def edit_apart(self, first, second):
        facts = next(one["facts"] for one in json.loads(self.a.show(first))["cards"] if one["card"] == first)
        problems = [key for key in facts if key.startswith("pr/")]
        check(len(problems) == 1, "not one problem", problems)
        key = problems[0]
        self.store.stop()
        titles = {"A": "Гипертоническая болезнь II", "B": "Гипертоническая болезнь III"}
        for station in (self.a, self.b):
            value = {"code": "I10", "title": titles[station.name], "status": "active"}
            station.one("card", "set", first, key, "--file", "-", given=json.dumps(value))
        self.store.start()
        for station in (self.a, self.b, self.a):
            station.sync()

        here, there = self.a.text("conflicts"), self.b.text("conflicts")
        check(len(here.splitlines()) == 1, "not exactly one conflict on A", here)
        check(here == there, "A and B print different conflicts", here, there)
        conflict = json.loads(here)
        check((conflict["patient"], conflict["key"]) == (first, key), "another conflict", here)
        values = [one["value"]["title"] for one in conflict["values"]]
        check(sorted(values) == sorted(titles.values()), "a value was lost", here)
        self.same_shown([first, second])

        keep = self.dice("settle").randint(1, 2)
        self.a.one("conflicts", "settle", conflict["id"], "--keep", keep)
        for station in (self.a, self.b):
            station.sync()
            left = station.text("conflicts")
            check(left == "", f"the settled conflict still stands on {station.name}", left)
        self.same_shown([first, second])
        facts = next(one["facts"] for one in json.loads(self.b.show(first))["cards"] if one["card"] == first)
        standing = [fact["value"]["title"] for fact in facts[key]]
        check(standing == [values[keep - 1]], "settled to another value", standing, values, keep)

    def power_cuts(self, note):
        promises, kills = self.cut_many(self.a, "cuts", KILLS)
        kept = cuts.inspect(self.shown(self.a, promises), promises)
        check(not kept.lost, "acknowledged visits are lost", kept.lost)
        check(not kept.doubled, "visits stand twice", kept.doubled)
        with_open = sum(kill.open_saves > 0 for kill in kills)
        check(with_open >= KILLS_WITH_OPEN_SAVE, "too few kills met an open save", with_open)
        self.promises.add(promises)
        report = self.a.verify()
        delays = [kill.after_ms for kill in kills]
        note(f"{with_open} with a save open, {min(delays):.0f} to {max(delays):.0f} ms after an acknowledgement")
        note(f"{len(promises.acknowledged)} acknowledged, 0 lost, 0 doubled, {kept.unpromised} saved without a word, "
             f"{report['drafts']} left as drafts; verify clean")

    def planted(self, note):
        """The same dice on a copy of A, with the fault; the check must see it. Looked for after every few kills."""
        copy = self.a.copy("A with the fault", self.folder / "planted")
        promises = cuts.Promises()
        lost = []
        done = 0
        while not lost and done < KILLS:
            some, _ = self.cut_many(copy, "planted", PLANTED_BATCH, start=done, fault=FAULT)
            done += PLANTED_BATCH
            promises.add(some)
            lost = cuts.inspect(self.shown(copy, promises), promises).lost
        check(lost, "the planted fault was not seen: this check sees nothing", f"{done} kills")
        note(f"{len(lost)} of {len(promises.acknowledged)} acknowledged visits lost in {done} kills, and seen")

    @staticmethod
    def shown(station, promises):
        return {patient: station.show(patient) for patient in cuts.patients_of(promises)}

    def cut_many(self, station, name, count, start=0, fault=None):
        promises = cuts.Promises()
        kills = []
        for n in range(start, start + count):
            marker = f"day-{self.seed}-{name}-{n}"
            kills.append(cuts.cut(station, self.patients, marker, self.dice(f"cut-{n}"), fault))
            promises.add(kills[-1].promises)
        return promises, kills

    def compare(self, note):
        for station in (self.a, self.b, self.a):
            last, _ = station.sync()
        again, _ = self.b.sync()
        check(last["accepted"] == again["accepted"], "A and B hold different numbers of changes", last, again)
        stats = self.store.stats()
        self.check_counts(stats, last)
        kept = cuts.inspect(self.same_shown(self.patients), self.promises)
        check(not kept.lost and not kept.doubled, "A and B lack or double visits", kept)
        note(f"{stats['chunks']} changes in the store, on A and on B; "
             f"{len(self.promises.acknowledged)} acknowledged visits, each once")

    def same_shown(self, patients):
        """What both print for these patients, byte for byte."""
        shown = {patient: self.a.show(patient) for patient in patients}
        for patient, here in shown.items():
            there = self.b.show(patient)
            check(here == there, f"show {patient} differs on A and B", here, there)
        return shown

    def verify(self, note):
        running = [station.start("verify", stdout=subprocess.PIPE) for station in (self.a, self.b)]
        outs = [one.communicate()[0] for one in running]
        check(all(outs), "verify gave no answer", [one.returncode for one in running])
        for out in outs:
            report = json.loads(out)
            clean = not report["problems"] and report["signatures_invalid"] == 0 and report["quarantined"] == 0
            check(clean, "verify is not clean", report)
        valid, unknown = (json.loads(outs[1])[key] for key in ("signatures_valid", "signatures_unknown"))
        note(f"B: {valid} signatures valid, {unknown} by unknown keys")


def iin(born, century, dice):
    """A Kazakh number that passes its own check digit (weights 1..11, then 3..11, 1, 2)."""
    while True:
        digits = f"{born}{century}{dice.randint(0, 9999):04d}"
        for shift in (0, 2):
            rest = sum(int(d) * ((n + shift) % 11 + 1) for n, d in enumerate(digits)) % 11
            if rest < 10:
                return digits + str(rest)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    args = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    seed = os.environ.get("DAY_SEED") or str(secrets.randbelow(1_000_000))
    patients = int(os.environ.get("DAY_PATIENTS", "2000"))
    backends = os.environ.get("DAY_BACKENDS", "sqlite postgres").split()
    report = Report()
    report.say(f"day: seed {seed} (DAY_SEED={seed} replays), {patients} patients")
    programs = args.bin.resolve()
    try:
        skipped = day(report, args.folder, programs, seed, patients, backends)
    except Failed as failed:
        report.say(f"day: FAILED (DAY_SEED={seed})\n    {failed}")
        return 1
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = spent.ru_utime + spent.ru_stime
    report.say(f"day: passed in {report.total():.0f} s, {cpu:.0f} s of them processor time of the programs" + skipped)
    return 0


def day(report, folder, programs, seed, patients, backends):
    skipped = ""
    if "postgres" in backends and Postgres.find() is None:
        check(not os.environ.get("CI"), "PostgreSQL is missing (Debian: apt-get install postgresql)")
        skipped = "; PostgreSQL is not installed, that half was SKIPPED"
        backends = [backend for backend in backends if backend != "postgres"]
    station = lambda name: Station(name, programs / "feldsher", folder / name)
    fresh = [station("A"), station("B")]
    number = random.Random(seed).randint(1, 1_000_000)
    with report.phase(f"demo of {patients} patients on A; B is a clinic of its own"):
        fresh[0].text("demo", "--patients", patients, "--seed", number)
        fresh[1].text("demo", "--patients", 0, "--seed", number + 1)
    for backend in backends:
        report.say(f"store on {backend}:")
        place = folder / backend
        place.mkdir()
        place.chmod(0o711)
        postgres = None
        if backend == "postgres":
            postgres = Postgres(place / "postgres")
            postgres.create()
            postgres.start()
        store = Store(programs / "feldsher-store", place / "store", postgres and postgres.address())
        # The same morning for every store; each has its own copies of the two.
        first, second = (one.copy(one.name, place / one.name) for one in fresh)
        # Where the store keeps its records makes no difference to a workstation's own power cut: that part runs once.
        with_cuts = backend == backends[0]
        try:
            Day(report, place, programs, seed, first, second, store, postgres).run(with_cuts)
        finally:
            store.stop()
            if postgres:
                postgres.stop()
    return skipped


if __name__ == "__main__":
    sys.exit(main())
