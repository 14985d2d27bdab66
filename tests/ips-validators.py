"""Asks two validators of others about every bundle of a folder. Prints each message once, with how often it came and why it is no error of
ours; ends with 1 if one has no reason, or if a bundle broken on purpose passes both."""

import collections
import copy
import glob
import json
import re
import sys
import tempfile

import fhirkit
from pyrofile_validator import Validator
from pyrofile_validator.config import ValidatorConfig

# (tool, code or word of the message, path without numbers) -> why it is no error. Each was seen on an example of HL7's own guide too.
EXPLAINED = {
    ("pyrofile", "element.unknown", "Composition.section.text"): "R4 defines it; the tool's built-in table lacks it",
    ("pyrofile", "element.unknown", "Patient.communication.language"): "R4 defines it; the tool's built-in table lacks it",
    ("pyrofile", "element.unknown", ".dosage.text"): "R4 defines it; the tool's built-in table lacks it",
    ("pyrofile", "element.unknown", ".dosageInstruction.text"): "R4 defines it; the tool's built-in table lacks it",
    ("pyrofile", "element.unknown", "QuestionnaireResponse.item.text"): "R4 defines it; the tool's built-in table lacks it",
    ("pyrofile", "questionnaire.unresolved", "QuestionnaireResponse.questionnaire"): "the form itself does not travel with the visit",
}


def general(path):
    return re.sub(r"\[\d+\]", "", path or "")


def validator():
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"fhirVersion": "4.0.1", "terminology": {"mode": "local"}}, file)
        file.flush()
        return Validator(ValidatorConfig.load(file.name))


PYROFILE = validator()


def messages(bundle):
    """(tool, code, path, message) of everything at the level of an error."""
    found = []
    for issue in fhirkit.validate(bundle):
        if str(getattr(issue, "severity", "error")).lower().endswith(("error", "fatal")):
            found.append(("fhirkit", str(getattr(issue, "code", "")), general(str(getattr(issue, "path", ""))), str(issue)))
    report = PYROFILE.validate_resource(bundle)
    for issue in report.errors:
        path = getattr(issue, "path", None) or getattr(issue, "expression", "")
        code = getattr(issue, "code", "")
        found.append(("pyrofile", str(code), general(str(path)), str(getattr(issue, "message", issue))))
    return found


def reason(message):
    tool, code, path, _ = message
    for (known_tool, known_code, known_path), why in EXPLAINED.items():
        if tool == known_tool and code == known_code and path.endswith(known_path):
            return why
    return None


def broken(bundle):
    """The same bundle with one fault each."""
    def change(name, act):
        bad = copy.deepcopy(bundle)
        act(bad)
        return name, bad

    composition = lambda b: b["entry"][0]["resource"]
    patient = lambda b: b["entry"][1]["resource"]
    yield change("birth date", lambda b: patient(b).update(birthDate="1990-13-31"))
    yield change("sex", lambda b: patient(b).update(gender="F"))
    yield change("composition without status", lambda b: composition(b).pop("status"))
    yield change("composition not first", lambda b: b["entry"].reverse())
    yield change("unknown element", lambda b: patient(b).update(colour="red"))
    yield change("a number as text", lambda b: b["entry"][1]["resource"].update(active="yes"))


def main(folder):
    files = sorted(glob.glob(folder + "/*.json"))
    counts = collections.Counter()
    unexplained = []
    for file in files:
        with open(file, encoding="utf-8") as stream:
            bundle = json.load(stream)
        for message in messages(bundle):
            counts[message[:3]] += 1
            if reason(message) is None:
                unexplained.append((file, *message))
    print(f"{len(files)} bundles")
    for message, count in sorted(counts.items()):
        print(f"{count:6} {' '.join(message)}: {reason((*message, '')) or 'UNEXPLAINED'}")
    for line in unexplained[:40]:
        print(*line)
    missed = []
    summaries = [file for file in files if "ips-" in file]
    with open(summaries[0], encoding="utf-8") as stream:
        good = json.load(stream)
    for name, bad in broken(good):
        if all(reason(message) for message in messages(bad)):
            missed.append(name)
    print("broken on purpose and not found:", missed or "none")
    return 1 if unexplained or missed or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
