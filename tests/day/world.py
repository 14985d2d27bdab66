"""Workstations, stores and a PostgreSQL cluster as the day's script holds them."""

import ctypes
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "demo-password"
START_SECONDS = 60


class Failed(Exception):
    """Something that the day promises did not hold."""


def check(holds, what, *details):
    if not holds:
        raise Failed("\n    ".join([what, *(str(detail) for detail in details)]))


class Report:
    """Says what happened, with the time that each phase took."""

    def __init__(self):
        self.began = time.monotonic()

    def say(self, text):
        print(text, flush=True)

    @contextmanager
    def phase(self, name):
        began = time.monotonic()
        notes = []
        yield notes.append
        self.say(f"  {time.monotonic() - began:6.1f} s  {name}" + "".join(f"; {note}" for note in notes))

    def total(self):
        return time.monotonic() - self.began


def die_with_parent(how=signal.SIGKILL):
    """For `preexec_fn`: no server outlives the script, however the script ends (prctl PR_SET_PDEATHSIG)."""

    def ask():
        ctypes.CDLL(None).prctl(1, how)

    return ask


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def json_lines(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


class Station:
    """One workstation: a data folder and the command line over it."""

    def __init__(self, name, program, folder):
        self.name = name
        self.program = program
        self.folder = Path(folder)

    def command(self, *args):
        return [str(self.program), "--data", str(self.folder), *map(str, args)]

    def environment(self, fault=None):
        env = dict(os.environ, FELDSHER_PASSWORD=PASSWORD)
        env.pop("FELDSHER_PLANTED_FAULT", None)
        if fault:
            env["FELDSHER_PLANTED_FAULT"] = fault
        return env

    def start(self, *args, **more):
        return subprocess.Popen(
            self.command(*args), env=self.environment(), text=True, preexec_fn=die_with_parent(), **more
        )

    def text(self, *args, codes=(0,), given=None):
        done = subprocess.run(
            self.command(*args), env=self.environment(), input=given, text=True, capture_output=True, check=False
        )
        check(
            done.returncode in codes,
            f"{self.name}: feldsher {' '.join(map(str, args))} ended with {done.returncode}",
            done.stdout[-2000:],
            done.stderr[-2000:],
        )
        return done.stdout

    def lines(self, *args, **more):
        return json_lines(self.text(*args, **more))

    def one(self, *args, **more):
        lines = self.lines(*args, **more)
        check(len(lines) == 1, f"{self.name}: {args[0]} printed {len(lines)} lines, not one", lines)
        return lines[0]

    def sync(self):
        """One whole exchange; the last line, and the links that it printed."""
        *links, last = self.lines("sync", "--once")
        check(
            last["complete"] and last["waiting"] == 0 and last["refused"] == 0,
            f"{self.name}: the exchange did not come to its end",
            last,
        )
        return last, [line["linked"] for line in links]

    def show(self, patient):
        return self.text("show", patient)

    def verify(self):
        report = self.one("verify")
        check(
            not report["problems"] and report["signatures_invalid"] == 0 and report["quarantined"] == 0,
            f"{self.name}: verify is not clean",
            report,
        )
        return report

    def copy(self, name, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        return Station(name, self.program, folder)


class Store:
    """The national store as its operator holds it."""

    def __init__(self, program, folder, database=None):
        self.program = program
        self.folder = Path(folder)
        self.folder.mkdir(mode=0o700)
        self.place = ["--data", str(self.folder / "data")]
        if database:
            self.place += ["--database", database]
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        with open(self.folder / "log", "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [str(self.program), *self.place, "serve", "--listen", f"127.0.0.1:{self.port}"],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                preexec_fn=die_with_parent(),
            )
        line = self.process.stdout.readline()
        check("listening" in line, "the store does not start", line, (self.folder / "log").read_text()[-2000:])

    def stop(self):
        self.end(signal.SIGTERM)

    def kill(self):
        self.end(signal.SIGKILL)

    def end(self, how):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=START_SECONDS)
            self.process.stdout.close()

    def ask(self, *args):
        done = subprocess.run(
            [str(self.program), *self.place, *args], text=True, capture_output=True, check=False
        )
        check(done.returncode == 0, f"feldsher-store {args[0]}", done.stdout, done.stderr)
        return json.loads(done.stdout)

    def code(self, scope):
        return self.ask("enrol-code", "--scope", scope)["code"]

    def stats(self):
        return self.ask("stats")


class Postgres:
    """A cluster of its own, by an unprivileged user, on a private port, for one run."""

    def __init__(self, folder):
        self.programs = self.find()
        self.folder = Path(folder)
        self.port = free_port()
        self.user = None
        if os.geteuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            self.user = "postgres" if "postgres" in names else "nobody"
        self.folder.mkdir(mode=0o700)
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self.password = secrets.token_hex(16)
        self.process = None

    @staticmethod
    def find():
        """Where `initdb` and `postgres` are; None without them. Debian keeps them out of the path."""
        places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -float(p.parent.name))
        path = shutil.which("initdb")
        if path:
            places.append(Path(path).resolve().parent)
        return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)

    def spare(self):
        """How another user is become, and where it may stand."""
        more = {"cwd": self.folder}
        if self.user:
            more.update(user=self.user, group=pwd.getpwnam(self.user).pw_gid, extra_groups=[])
        return more

    def create(self):
        secret = self.folder / "password"
        secret.touch(mode=0o600)
        if self.user:
            shutil.chown(secret, self.user)
        secret.write_text(self.password + "\n")
        made = subprocess.run(
            [self.programs / "initdb", "-D", self.folder / "cluster", "-U", "day", "-A", "scram-sha-256"]
            + [f"--pwfile={secret}", "-E", "UTF8", "--locale=C", "--no-sync"],
            text=True,
            capture_output=True,
            check=False,
            **self.spare(),
        )
        check(made.returncode == 0, "initdb failed", made.stdout, made.stderr)

    def start(self):
        log = os.open(self.folder / "log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.folder / "cluster", "-p", str(self.port)]
            + ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent(signal.SIGQUIT),
            **self.spare(),
        )
        os.close(log)
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            ended = self.process.poll() is not None
            check(
                not ended and time.monotonic() < deadline,
                "PostgreSQL does not start",
                (self.folder / "log").read_text()[-2000:],
            )
            time.sleep(0.05)

    def answers(self):
        try:
            env = dict(os.environ, PGPASSWORD=self.password)
            asked = subprocess.run(
                [self.programs / "psql", self.address(secret=False), "-Atc", "SELECT 1"],
                env=env,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise Failed(f"psql is missing beside initdb: {error}") from error
        return asked.returncode == 0

    def crash(self):
        """Immediate shutdown: what was not committed is gone, as in a power cut."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=START_SECONDS)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=START_SECONDS)

    def address(self, secret=True):
        password = f":{self.password}" if secret else ""
        return f"postgres://day{password}@127.0.0.1:{self.port}/postgres"
