"""Power cuts on a workstation: `visit add --stream --sign`, killed in the middle of a save, and what is left of its promises."""

import fcntl
import json
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections import Counter
from dataclasses import dataclass, field

from world import Failed, check, die_with_parent

# As long as the program's read buffer: it takes one line with each read, so what is no longer in the pipe has been begun.
LINE_BYTES = 8192
ANSWER_SECONDS = 60


@dataclass
class Promises:
    """What was written and what was acknowledged. A marker is the complaint of one visit and stands in no other."""

    offered: dict = field(default_factory=dict)
    acknowledged: dict = field(default_factory=dict)

    def add(self, other):
        self.offered.update(other.offered)
        self.acknowledged.update(other.acknowledged)


@dataclass
class Cut:
    promises: Promises
    # Lines that the program had taken from the pipe and not yet acknowledged.
    open_saves: int
    # Milliseconds from the acknowledgement to the signal, as measured.
    after_ms: float


@dataclass
class Kept:
    lost: list
    doubled: list
    unpromised: int


def line(patient, marker):
    text = json.dumps({"patient": patient, "answers": {"complaints": marker}})
    return (text.ljust(LINE_BYTES - 1) + "\n").encode()


def stream(station, patients, name, count):
    """Adds visits without any accident; every one must be acknowledged."""
    visits = [(f"{name}-{n}", patients[n % len(patients)]) for n in range(count)]
    given = "".join(line(patient, marker).decode() for marker, patient in visits)
    promises = Promises(dict(visits))
    for answer in station.lines("visit", "add", "--stream", "--sign", given=given):
        acknowledge(promises, visits, answer)
    check(len(promises.acknowledged) == count, "a visit was not acknowledged", len(promises.acknowledged), count)
    return promises


def cut(station, patients, name, dice, fault=None):
    """Starts the stream, waits for a random acknowledgement, then kills it 5 to 65 ms later."""
    wanted = dice.randint(1, 4)
    delay = dice.uniform(0.005, 0.065)
    pipe = Pipe(patients, name, dice)
    command = station.command("visit", "add", "--stream", "--sign")
    process = subprocess.Popen(
        command,
        env=station.environment(fault),
        stdin=pipe.reader,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=die_with_parent(),
    )
    out = process.stdout.fileno()
    heard = b""
    try:
        deadline = time.monotonic() + ANSWER_SECONDS
        while heard.count(b"\n") < wanted:
            pipe.fill()
            if select.select([out], [], [], 0.001)[0]:
                some = os.read(out, 65536)
                if not some:
                    raise Failed(f"{station.name}: the stream ended by itself: {process.stderr.read()[-2000:]}")
                heard += some
            check(time.monotonic() < deadline, f"{station.name}: no acknowledgement in {ANSWER_SECONDS} s")
        acknowledged_at = time.monotonic()
        while time.monotonic() < acknowledged_at + delay:
            pipe.fill()
            time.sleep(0.0005)
    finally:
        process.send_signal(signal.SIGKILL)
        killed_at = time.monotonic()
        process.wait()
    # What it had said before it died counts, whether we had read it or not.
    heard += process.stdout.read()
    process.stdout.close()
    process.stderr.close()
    promises = Promises(dict(pipe.visits[: pipe.begun()]))
    for answer in heard.splitlines(keepends=True):
        if answer.endswith(b"\n"):
            acknowledge(promises, pipe.visits, json.loads(answer))
    open_saves = pipe.begun() - len(promises.acknowledged)
    pipe.close()
    return Cut(promises, open_saves, (killed_at - acknowledged_at) * 1000)


def acknowledge(promises, visits, answer):
    check("error" not in answer, "a visit was refused", answer)
    marker, patient = visits[answer["line"] - 1]
    promises.offered.setdefault(marker, patient)
    promises.acknowledged[marker] = answer["visit"]


def patients_of(promises):
    return sorted(set(promises.offered.values()))


def inspect(shown, promises):
    """Compares the promises with the records that `show` printed, by patient."""
    found = Counter()
    ids = {}
    for patient in patients_of(promises):
        for entry in json.loads(shown[patient])["entries"]:
            if entry["kind"] != "visit":
                continue
            complaint = entry["content"].get("answers", {}).get("complaints", "").removeprefix("t:")
            if complaint in promises.offered:
                found[complaint] += 1
                ids[complaint] = entry["id"]
    lost = []
    for marker, visit in promises.acknowledged.items():
        # The planted fault acknowledges without an id: then the marker alone is the promise.
        if marker not in ids or (visit is not None and ids[marker] != visit):
            lost.append(marker)
    doubled = [marker for marker, times in found.items() if times > 1]
    return Kept(lost, doubled, len(found.keys() - promises.acknowledged.keys()))


class Pipe:
    """Standard input of the stream, kept full; knows how much of it was taken."""

    def __init__(self, patients, name, dice):
        self.patients = patients
        self.name = name
        self.dice = dice
        self.reader, self.writer = os.pipe()
        os.set_blocking(self.writer, False)
        self.visits = []
        self.rest = b""
        self.written = 0

    def fill(self):
        while True:
            if not self.rest:
                patient = self.dice.choice(self.patients)
                marker = f"{self.name}-{len(self.visits)}"
                self.visits.append((marker, patient))
                self.rest = line(patient, marker)
            try:
                done = os.write(self.writer, self.rest)
            except BlockingIOError:
                return
            self.rest = self.rest[done:]
            self.written += done

    def begun(self):
        """Whole lines that the program took. We hold the reading end too, so the rest is still there when it is dead."""
        left = struct.unpack("i", fcntl.ioctl(self.reader, termios.FIONREAD, b"\0" * 4))[0]
        return (self.written - left) // LINE_BYTES

    def close(self):
        os.close(self.reader)
        os.close(self.writer)
