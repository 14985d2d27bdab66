"""What an older program leaves behind: a clinic's folder and a store's database before an exchange, the bytes of the exchange, and what
the workstation shows afterwards. `tests/all/versions` reads it; `tests/data/versions/README.md` says what each file is."""

import json
import shutil
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import cuts
from world import Station, Store

SCOPE = "Үлгі ауданы"
KEPT = ("feldsher.db", "feldsher.keys", "clinic.json", "settings.json")


class Recorder:
    """Stands before the store and keeps the bodies of `/v1/sync` both ways."""

    def __init__(self, store):
        self.exchanges = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {"Content-Type": self.headers.get("Content-Type", "application/octet-stream")}
                asked = urllib.request.Request(store.url + self.path, data=body, headers=headers, method="POST")
                try:
                    with urllib.request.urlopen(asked) as got:
                        status, answer, kind = got.status, got.read(), got.headers.get("Content-Type")
                except urllib.error.HTTPError as refused:
                    status, answer, kind = refused.code, refused.read(), refused.headers.get("Content-Type")
                if self.path == "/v1/sync":
                    outer.exchanges.append((body, answer))
                self.send_response(status)
                self.send_header("Content-Type", kind or "application/octet-stream")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()


def record(old, new, folder, into):
    folder.mkdir()
    into.mkdir(parents=True, exist_ok=True)
    store = Store(old.store, folder / "store")
    store.start()
    recorder = Recorder(store)
    stations = []
    # The second is the present program: it writes what the first can only keep.
    for name, seed, program in (("first", 1, old), ("second", 2, new)):
        station = Station(name, program.workstation, folder / name)
        station.text("demo", "--patients", 3, "--seed", seed, "--country", "kz")
        station.one("enrol", recorder.url, store.code(SCOPE))
        stations.append(station)
    first, second = stations
    second.text("formulary", "sign", "paracetamol-po-child", "--user", "pharmacist")
    for station in (second, first, second):
        station.sync()
    # Both have written: the first still keeps it, the second has sent it.
    here = sorted({row["patient"] for letter in "ае" for row in first.lines("search", letter, "--limit", 50)})
    promises = cuts.stream(second, here[:2], "екінші", 3)
    second.sync()
    promises.add(cuts.stream(first, here[:3], "бірінші", 3))
    fact = folder / "fact.json"
    fact.write_text(json.dumps({"code": "J45.9", "title": "Бронх демікпесі", "status": "active"}))
    first.text("card", "set", here[0], "pr/new", "--file", fact)
    store.stop()
    for name in KEPT:
        if (first.folder / name).exists():
            shutil.copy(first.folder / name, into / name)
    database = next((store.folder / "data").glob("*.sqlite*"))
    shutil.copy(database, into / "store.sqlite")
    store.start()
    recorder.exchanges.clear()
    first.sync()
    for n, (request, answer) in enumerate(recorder.exchanges, 1):
        (into / f"{n}-request.bin").write_bytes(request)
        (into / f"{n}-answer.bin").write_bytes(answer)
    with open(into / "shown.jsonl", "w", encoding="utf-8") as out:
        for patient in here:
            out.write(json.dumps({"patient": patient, "record": json.loads(first.show(patient))}, ensure_ascii=False,
                                 sort_keys=True) + "\n")
    (into / "visits.json").write_text(json.dumps(promises.acknowledged, ensure_ascii=False, sort_keys=True) + "\n")
    recorder.stop()
    store.stop()
