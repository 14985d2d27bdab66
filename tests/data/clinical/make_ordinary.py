#!/usr/bin/env python3
"""Makes ordinary.jsonl: orders of a rural case mix that should go through undisturbed.

The engine and its data file are not read here: regimens are written from other sources (`SOURCES`, kind "source") or from
what is usually ordered at a rural point (`MIX`, kind "mix"), patients are drawn from a seed. A regimen is one line:

    source | medicine | route | ages | dose | unit | times a day | strength | days | more

ages: 3-12m, 2-12y; dose: "kg 10-15 max 1000 step 12" (mg for one kilogram and dose, cap, rounded down to the step),
"fix 500,1000", "kgday 40 in 3 step 5" (mg for one kilogram and day, divided). more: f or m (sex), preg2 (trimester),
c=condition, cur=medicine, ind=indication, n=rows.
"""
import json
import random
import sys
from datetime import date, timedelta

SEED = 20261122
TODAY = date(2026, 11, 21)

# Median weights, both sexes together, kg at age in months (WHO growth standards, rounded; adults from common knowledge).
MEDIAN = [(0, 3.3), (1, 4.3), (2, 5.3), (3, 6.1), (4, 6.7), (5, 7.2), (6, 7.6), (9, 8.6), (12, 9.3), (18, 10.6), (24, 11.9),
          (36, 14.1), (48, 16.2), (60, 18.3), (72, 20.4), (84, 22.8), (96, 25.3), (108, 28.2), (120, 31.5), (132, 35.5),
          (144, 40.0), (156, 45.0), (168, 50.0), (180, 54.0), (192, 57.0), (216, 62.0), (300, 68.0), (600, 76.0), (1200, 68.0)]

SOURCES = """
WHO Pocket Book 2013, fever | paracetamol | oral | 2-60m | kg 10-15 step 12 | mg | 4 | 120 mg/5 mL | 3 | n=14
BNFc 2023, paracetamol 3-5 months 60 mg | paracetamol | oral | 3-5m | fix 60 | mg | 4 | 120 mg/5 mL | 2 | n=6
BNFc 2023, paracetamol 6-23 months 120 mg | paracetamol | oral | 6-23m | fix 120 | mg | 4 | 120 mg/5 mL | 2 | n=10
BNFc 2023, paracetamol 2-3 years 180 mg | paracetamol | oral | 24-47m | fix 180 | mg | 4 | 120 mg/5 mL | 2 | n=6
BNFc 2023, paracetamol 4-5 years 240 mg | paracetamol | oral | 48-71m | fix 240 | mg | 4 | 120 mg/5 mL | 2 | n=6
BNFc 2023, paracetamol 6-7 years 250 mg | paracetamol | oral | 72-95m | fix 250 | mg | 4 | 250 mg/5 mL | 2 | n=5
BNFc 2023, paracetamol 8-9 years 375 mg | paracetamol | oral | 97-119m | fix 375 | mg | 4 | 250 mg/5 mL | 2 | n=4
BNF 2023, paracetamol adult | paracetamol | oral | 18-85y | fix 500,1000 | mg | 4 | 500 mg | 3 | n=10
Russian label Panadol tablets, adults and over 12 years | paracetamol | oral | 14-70y | fix 500 | mg | 3 | 500 mg | 3 | n=6
Russian label Cefekon D, by weight | paracetamol | rectal | 4-30m | kg 10-12.5 step 50 | mg | 3 | 50 mg | 2 | n=4
UK NICE CG160, either antipyretic | ibuprofen | oral | 4-11m | kg 5-7.5 step 5 | mg | 3 | 100 mg/5 mL | 2 | n=6
Russian label Nurofen suspension, 1-3 years 100 mg | ibuprofen | oral | 16-40m | fix 100 | mg | 3 | 100 mg/5 mL | 2 | n=6
Russian label Nurofen suspension, 4-6 years 150 mg | ibuprofen | oral | 50-80m | fix 150 | mg | 3 | 100 mg/5 mL | 2 | n=6
Russian label Nurofen suspension, 7-9 years 200 mg | ibuprofen | oral | 86-118m | fix 200 | mg | 3 | 100 mg/5 mL | 2 | n=5
BNF 2023, ibuprofen adult | ibuprofen | oral | 18-64y | fix 400 | mg | 3 | 400 mg | 5 | n=8
WHO Pocket Book 2013, non-severe pneumonia 40 mg/kg twice a day, dispersible 250 mg | amoxicillin | oral | 4-59m | kg 40-40 step 125 | mg | 2 | 250 mg | 5 | n=16
BNFc 2023, amoxicillin 1-4 years 250 mg three times | amoxicillin | oral | 14-58m | fix 250 | mg | 3 | 250 mg/5 mL | 5 | n=8
BNFc 2023, amoxicillin 5-11 years 500 mg three times | amoxicillin | oral | 64-140m | fix 500 | mg | 3 | 250 mg/5 mL | 5 | n=8
BNF 2023, amoxicillin adult 500 mg three times | amoxicillin | oral | 18-80y | fix 500 | mg | 3 | 500 mg | 7 | n=8
Kazakhstan protocol, acute otitis media 2023, 40-45 mg/kg/day | amoxicillin | oral | 7-72m | kgday 40 in 2 step 25 | mg | 2 | 250 mg/5 mL | 7 | n=8
EMA SmPC Augmentin, adult 500/125 three times | co-amoxiclav | oral | 18-70y | fix 500 | mg amoxicillin | 3 | 500+125 mg | 7 | n=6
WHO Pocket Book 2013, severe pneumonia ampicillin 50 mg/kg | ampicillin | intramuscular | 3-58m | kg 50-50 step 10 | mg | 4 |  | 5 | n=8
WHO Pocket Book 2013, gentamicin 7.5 mg/kg once | gentamicin | intramuscular | 3-58m | kg 7.5-7.5 step 2 | mg | 1 | 40 mg/mL | 5 | n=8
WHO Pocket Book 2013, benzylpenicillin 50 000 units/kg | benzylpenicillin | intramuscular | 3-58m | kg 50000-50000 step 10000 | IU | 4 |  | 5 | n=6
Russian label benzylpenicillin, adult 1 million four times | benzylpenicillin | intramuscular | 18-70y | fix 1000000 | IU | 4 |  | 7 | n=5
WHO AWaRe 2022, ceftriaxone 80 mg/kg | ceftriaxone | intramuscular | 3-100m | kg 50-80 step 50 max 2000 | mg | 1 |  | 5 | n=12
BNF 2023, ceftriaxone adult 1-2 g once | ceftriaxone | intramuscular | 18-80y | fix 1000,2000 | mg | 1 |  | 7 | n=10
BNFc 2023, cefotaxime 50 mg/kg | cefotaxime | intramuscular | 3-100m | kg 50-50 step 25 max 1000 | mg | 3 |  | 7 | n=5
BNFc 2023, cefixime 8 mg/kg | cefixime | oral | 8-110m | kg 8-8 step 10 max 400 | mg | 1 | 100 mg/5 mL | 7 | n=5
WHO AWaRe 2022, cefalexin 25 mg/kg twice | cefalexin | oral | 12-100m | kg 18-25 step 25 max 500 | mg | 2 | 250 mg/5 mL | 5 | n=5
EMA SmPC azithromycin 10 mg/kg 3 days | azithromycin | oral | 8-150m | kg 10-10 step 20 max 500 | mg | 1 | 200 mg/5 mL | 3 | n=10
BNF 2023, azithromycin adult 500 mg | azithromycin | oral | 18-75y | fix 500 | mg | 1 | 500 mg | 3 | n=6
BNFc 2023, clarithromycin 7.5 mg/kg | clarithromycin | oral | 8-120m | kg 7.5-7.5 step 25 max 250 | mg | 2 | 125 mg/5 mL | 7 | n=4
BNF 2023, clarithromycin adult | clarithromycin | oral | 18-70y | fix 250,500 | mg | 2 | 500 mg | 7 | n=4
BNF 2023, ciprofloxacin adult UTI | ciprofloxacin | oral | 18-80y | fix 500 | mg | 2 | 500 mg | 7 | n=6
BNF 2023, doxycycline 200 mg then 100 mg | doxycycline | oral | 18-70y | fix 100,200 | mg | 1 | 100 mg | 7 | n=5
BNF 2023, metronidazole adult 400-500 mg three times | metronidazole | oral | 18-70y | fix 500 | mg | 3 | 250 mg | 7 | n=5
EMA SmPC fosfomycin 3 g once | fosfomycin | oral | 18-60y | fix 3 | g | 1 |  | 1 | f n=5
BNF 2023, fluconazole 150 mg once | fluconazole | oral | 18-60y | fix 150 | mg | 1 | 150 mg | 1 | f n=5
BNF 2023, aciclovir shingles 800 mg five times | aciclovir | oral | 30-80y | fix 800 | mg | 5 | 400 mg | 7 | n=4
WHO diarrhoea treatment 2005, zinc 20 mg | zinc | oral | 7-59m | fix 20 | mg | 1 | 20 mg | 14 | n=8
WHO diarrhoea treatment 2005, zinc 10 mg under 6 months | zinc | oral | 2-5m | fix 10 | mg | 1 | 20 mg | 14 | n=4
WHO diarrhoea treatment 2005, Plan B 75 mL/kg | ors | oral | 4-55m | kg 75-75 step 50 | mL |  |  |  | ind=some dehydration (Plan B), over 4 hours n=8
WHO diarrhoea treatment 2005, Plan A after each stool 50-100 mL | ors | oral | 3-23m | fix 50,100 | mL |  |  |  | ind=diarrhoea, no dehydration (Plan A), after each loose stool n=6
WHO deworming 2017, albendazole 400 mg | albendazole | oral | 2-14y | fix 400 | mg | 1 | 400 mg | 1 | n=8
WHO deworming 2017, albendazole 200 mg under 2 | albendazole | oral | 12-23m | fix 200 | mg | 1 | 400 mg | 1 | n=3
EMA SmPC Vermox 100 mg once | mebendazole | oral | 3-14y | fix 100 | mg | 1 | 100 mg | 1 | n=4
Label Pyrantel 10 mg/kg once | pyrantel | oral | 2-12y | kg 10-10 step 25 | mg | 1 | 250 mg/5 mL | 1 | n=4
GINA 2023, prednisolone 1-2 mg/kg/day max 40 mg | prednisolone | oral | 2-11y | kgday 1 in 1 step 5 max 40 | mg | 1 | 5 mg | 5 | c=asthma n=8
GINA 2023, prednisolone adult 40 mg | prednisolone | oral | 18-60y | fix 40 | mg | 1 | 5 mg | 5 | c=asthma n=5
WHO Pocket Book 2013, salbutamol nebulised 2.5 mg | salbutamol | nebulised | 8-59m | fix 2.5 | mg |  | 1 mg/mL |  | c=asthma n=8
BNFc 2023, salbutamol nebulised 5 mg from 5 years | salbutamol | nebulised | 6-14y | fix 2.5,5 | mg |  | 1 mg/mL |  | c=asthma n=6
BTS/SIGN asthma, 2-10 puffs by spacer | salbutamol | inhaled | 5-60y | fix 2,4 | puff |  | 100 microgram/puff |  | c=asthma n=8
UK NICE croup, dexamethasone 0.15 mg/kg once | dexamethasone | oral | 8-60m | kg 0.15-0.3 step 0.25 | mg | 1 | 0.5 mg | 1 | n=6
BNF 2023, enalapril 5-20 mg | enalapril | oral | 40-80y | fix 5,10,20 | mg | 1 | 10 mg | 30 | c=hypertension n=8
BNF 2023, losartan 50-100 mg | losartan | oral | 40-80y | fix 50,100 | mg | 1 | 50 mg | 30 | c=hypertension n=8
BNF 2023, amlodipine 5-10 mg | amlodipine | oral | 40-85y | fix 5,10 | mg | 1 | 5 mg | 30 | c=hypertension n=8
BNF 2023, bisoprolol 2.5-10 mg | bisoprolol | oral | 45-80y | fix 2.5,5,10 | mg | 1 | 5 mg | 30 | c=hypertension n=8
BNF 2023, metoprolol 50 mg twice | metoprolol | oral | 45-80y | fix 25,50 | mg | 2 | 50 mg | 30 | c=hypertension n=5
BNF 2023, indapamide | indapamide | oral | 45-80y | fix 2.5 | mg | 1 | 2.5 mg | 30 | c=hypertension n=6
BNF 2023, hydrochlorothiazide 12.5-25 mg | hydrochlorothiazide | oral | 45-80y | fix 12.5,25 | mg | 1 | 25 mg | 30 | c=hypertension n=5
Kazakhstan protocol, hypertensive crisis: captopril 25 mg | captopril | sublingual | 40-75y | fix 25 | mg | 1 | 25 mg | 1 | c=hypertension n=5
BNF 2023, captopril 25 mg | captopril | oral | 40-75y | fix 25 | mg | 2 | 25 mg | 10 | c=hypertension n=5
BNF 2023, furosemide 40 mg | furosemide | intravenous | 50-80y | fix 20,40 | mg | 1 | 10 mg/mL | 1 | c=heart_failure n=6
BNF 2023, spironolactone 25 mg | spironolactone | oral | 50-80y | fix 25 | mg | 1 | 25 mg | 30 | c=heart_failure n=5
BNF 2023, aspirin 75 mg | acetylsalicylic-acid | oral | 45-80y | fix 75,100 | mg | 1 | 100 mg | 30 | c=coronary_disease n=8
ESC ACS 2023, aspirin 150-300 mg | acetylsalicylic-acid | oral | 45-80y | fix 300 | mg | 1 | 100 mg | 1 | c=coronary_disease n=4
BNF 2023, clopidogrel 75 mg | clopidogrel | oral | 45-80y | fix 75 | mg | 1 | 75 mg | 30 | c=coronary_disease n=5
BNF 2023, glyceryl trinitrate 0.5 mg | nitroglycerin | sublingual | 45-80y | fix 0.5 | mg |  | 0.5 mg |  | c=coronary_disease n=4
ESC lipids 2019, atorvastatin 20-40 mg | atorvastatin | oral | 45-75y | fix 20,40 | mg | 1 | 20 mg | 30 | n=8
BNF 2023, metformin 500-1000 mg twice | metformin | oral | 40-75y | fix 500,1000 | mg | 2 | 1000 mg | 30 | n=10
EMA SmPC Diabeton MR 30-120 mg | gliclazide | oral | 45-75y | fix 30,60,120 | mg | 1 | 60 mg | 30 | n=6
BNF 2023, levothyroxine 25-125 microgram | levothyroxine | oral | 25-70y | fix 25,50,100,125 | microgram | 1 | 25 microgram | 30 | n=6
BNF 2023, omeprazole 20-40 mg | omeprazole | oral | 20-75y | fix 20,40 | mg | 1 | 20 mg | 14 | n=10
BNF 2023, metoclopramide 10 mg three times, 5 days | metoclopramide | oral | 20-65y | fix 10 | mg | 3 | 10 mg | 5 | n=5
BNF 2023, ondansetron 4-8 mg | ondansetron | intravenous | 20-65y | fix 4 | mg | 1 | 2 mg/mL | 1 | n=3
Russian label No-Spa tablets 40-80 mg three times | drotaverine | oral | 20-65y | fix 40,80 | mg | 3 | 40 mg | 5 | n=8
Russian label No-Spa injection 40-80 mg | drotaverine | intramuscular | 20-65y | fix 40,80 | mg | 2 | 20 mg/mL | 1 | n=8
Russian label diclofenac 75 mg/3 mL | diclofenac | intramuscular | 20-60y | fix 75 | mg | 1 | 75 mg/3 mL | 2 | n=6
Russian label ketorolac 30 mg | ketorolac | intramuscular | 20-60y | fix 30 | mg | 1 | 30 mg/mL | 1 | n=5
EMA metamizole 2018, adult 500-1000 mg | metamizole | intramuscular | 20-70y | fix 500,1000 | mg | 1 | 500 mg/mL | 1 | n=6
Russian label Suprastin injection 20-40 mg | chloropyramine | intramuscular | 18-65y | fix 20 | mg | 1 | 20 mg/mL | 1 | n=6
Russian label Suprastin, child 1-6 years half an ampoule | chloropyramine | intramuscular | 18-70m | fix 10 | mg | 1 | 20 mg/mL | 1 | n=3
BNF 2023, loratadine 10 mg | loratadine | oral | 14-60y | fix 10 | mg | 1 | 10 mg | 10 | n=6
BNF 2023, cetirizine 10 mg | cetirizine | oral | 14-60y | fix 10 | mg | 1 | 10 mg | 10 | n=6
BNFc 2023, cetirizine 2-5 years 2.5 mg twice | cetirizine | oral | 25-70m | fix 2.5 | mg | 2 | 10 mg/mL | 7 | n=4
Label Lasolvan syrup, 15 mg | ambroxol | oral | 6-11y | fix 15 | mg | 3 | 15 mg/5 mL | 5 | n=5
Label Lasolvan tablets, 30 mg | ambroxol | oral | 18-70y | fix 30 | mg | 3 | 30 mg | 7 | n=6
Label ACC 200, adult 200 mg three times | acetylcysteine | oral | 15-70y | fix 200 | mg | 3 | 200 mg | 7 | n=5
Label ACC Long, adult 600 mg once | acetylcysteine | oral | 18-70y | fix 600 | mg | 1 | 600 mg | 7 | n=2
WHO ANC 2016, iron 60 mg | iron | oral | 20-38y | fix 60 | mg elemental | 1 | 60 mg | 30 | preg2 n=8
WHO ANC 2016, folic acid 0.4 mg | folic-acid | oral | 20-38y | fix 0.4 | mg | 1 | 0.4 mg | 30 | preg1 n=6
BNFc 2023, iron 3-6 mg/kg/day | iron | oral | 8-60m | kgday 3 in 1 step 2.5 | mg elemental | 1 | 10 mg/mL | 60 | n=6
WHO vitamin A 2011 | retinol | oral | 13-58m | fix 200000 | IU | 1 | 200 000 IU | 1 | n=4
BNFc 2023, colecalciferol 400 units | colecalciferol | oral | 1-11m | fix 500 | IU | 1 | 500 IU/drop | 30 | n=8
BNF 2023, tranexamic acid; WOMAN trial 1 g | tranexamic-acid | intravenous | 20-38y | fix 1000 | mg | 1 | 100 mg/mL | 1 | f n=3
WHO PPH 2012, oxytocin 10 units IM | oxytocin | intramuscular | 20-38y | fix 10 | IU | 1 | 5 IU/mL | 1 | f n=4
WHO MCPC 2003, methyldopa 250-500 mg | methyldopa | oral | 20-38y | fix 250,500 | mg | 3 | 250 mg | 14 | preg3 c=hypertension n=5
BNFc 2023, anaphylaxis epinephrine 0.15 mg under 6 years | epinephrine | intramuscular | 8-70m | fix 0.15 | mg |  | 1 mg/mL |  | n=3
BNF 2023, anaphylaxis epinephrine 0.5 mg | epinephrine | intramuscular | 18-70y | fix 0.5 | mg |  | 1 mg/mL |  | n=4
WHO Pocket Book 2013, diazepam rectal 0.5 mg/kg | diazepam | rectal | 8-59m | kg 0.5-0.5 step 0.5 max 10 | mg | 1 | 5 mg/mL | 1 | n=4
WHO TB 2014, isoniazid 10 mg/kg | isoniazid | oral | 6-60m | kg 10-10 step 25 | mg | 1 | 100 mg | 30 | n=4
WHO TB 2014, rifampicin 15 mg/kg | rifampicin | oral | 12-60m | kg 15-15 step 75 | mg | 1 | 150 mg | 30 | n=4
"""

# What is ordered every day; the share is `n`.
MIX = """
rural practice: fever in a child | paracetamol | oral | 3-140m | kg 10-14.5 step 12 max 500 | mg | 3 | 120 mg/5 mL | 3 | n=170
rural practice: fever or pain, adult | paracetamol | oral | 18-80y | fix 500,1000 | mg | 3 | 500 mg | 3 | n=90
rural practice: fever or pain, adult | ibuprofen | oral | 18-60y | fix 200,400 | mg | 3 | 200 mg | 3 | n=60
rural practice: fever in a child | ibuprofen | oral | 8-140m | kg 5-9 step 10 max 300 | mg | 3 | 100 mg/5 mL | 3 | n=70
rural practice: sore throat, otitis | amoxicillin | oral | 8-120m | kgday 50 in 3 step 25 max 500 | mg | 3 | 250 mg/5 mL | 7 | n=60
rural practice: bronchitis, adult | amoxicillin | oral | 18-75y | fix 500 | mg | 3 | 500 mg | 7 | n=60
rural practice: pneumonia, adult | ceftriaxone | intramuscular | 25-75y | fix 1000 | mg | 1 |  | 7 | n=25
rural practice: pneumonia, adult | azithromycin | oral | 18-75y | fix 500 | mg | 1 | 500 mg | 3 | n=30
rural practice: diarrhoea | ors | oral | 3-55m | fix 50,100 | mL |  |  |  | n=50
rural practice: diarrhoea | zinc | oral | 7-58m | fix 20 | mg | 1 | 20 mg/5 mL | 14 | n=40
rural practice: hypertension | enalapril | oral | 40-80y | fix 5,10 | mg | 2 | 10 mg | 30 | c=hypertension n=60
rural practice: hypertension | losartan | oral | 40-80y | fix 50 | mg | 1 | 50 mg | 30 | c=hypertension n=40
rural practice: hypertension | amlodipine | oral | 40-85y | fix 5 | mg | 1 | 5 mg | 30 | c=hypertension cur=enalapril n=50
rural practice: hypertension | indapamide | oral | 40-80y | fix 1.5,2.5 | mg | 1 | 2.5 mg | 30 | c=hypertension cur=losartan n=30
rural practice: hypertension, heart | bisoprolol | oral | 45-80y | fix 2.5,5 | mg | 1 | 5 mg | 30 | c=hypertension cur=amlodipine n=45
rural practice: after infarction | acetylsalicylic-acid | oral | 45-80y | fix 75,100 | mg | 1 | 100 mg | 30 | c=coronary_disease cur=bisoprolol n=40
rural practice: after infarction | atorvastatin | oral | 45-80y | fix 20,40 | mg | 1 | 20 mg | 30 | c=coronary_disease cur=acetylsalicylic-acid n=40
rural practice: diabetes | metformin | oral | 40-75y | fix 500,850,1000 | mg | 2 | 500 mg | 30 | cur=enalapril n=50
rural practice: diabetes | gliclazide | oral | 45-75y | fix 30,60 | mg | 1 | 60 mg | 30 | cur=metformin n=20
rural practice: stomach | omeprazole | oral | 18-80y | fix 20 | mg | 2 | 20 mg | 14 | n=70
rural practice: colic | drotaverine | oral | 18-70y | fix 40,80 | mg | 3 | 40 mg | 3 | n=50
rural practice: colic | drotaverine | intramuscular | 18-70y | fix 40 | mg | 1 | 20 mg/mL | 1 | n=20
rural practice: back pain | diclofenac | oral | 20-60y | fix 50 | mg | 2 | 50 mg | 5 | n=25
rural practice: back pain | nimesulide | oral | 20-60y | fix 100 | mg | 2 | 100 mg | 5 | n=25
rural practice: fever not going down | metamizole | intramuscular | 18-65y | fix 500 | mg | 1 | 500 mg/mL | 1 | n=20
rural practice: itch | chloropyramine | oral | 18-60y | fix 25 | mg | 3 | 25 mg | 5 | n=20
rural practice: hay fever | loratadine | oral | 12-60y | fix 10 | mg | 1 | 10 mg | 14 | n=40
rural practice: hay fever | cetirizine | oral | 7-60y | fix 10 | mg | 1 | 10 mg | 14 | n=30
rural practice: cough | ambroxol | oral | 18-75y | fix 30 | mg | 3 | 30 mg | 7 | n=60
rural practice: cough | ambroxol | oral | 6-11y | fix 15 | mg | 3 | 15 mg/5 mL | 7 | n=25
rural practice: asthma | salbutamol | inhaled | 6-70y | fix 2 | puff | 3 | 100 microgram/puff | 30 | c=asthma n=30
rural practice: cystitis | nitrofurantoin | oral | 18-60y | fix 50,100 | mg | 3 | 50 mg | 7 | f n=20
rural practice: cystitis | fosfomycin | oral | 18-60y | fix 3 | g | 1 |  | 1 | f n=15
rural practice: worms | albendazole | oral | 2-14y | fix 400 | mg | 1 | 400 mg | 1 | n=40
rural practice: pregnancy | iron | oral | 18-40y | fix 60,100 | mg elemental | 1 | 60 mg | 30 | preg2 n=20
rural practice: pregnancy | folic-acid | oral | 18-40y | fix 0.4 | mg | 1 | 0.4 mg | 30 | preg1 n=20
rural practice: rickets prevention | colecalciferol | oral | 1-11m | fix 500 | IU | 1 | 500 IU/drop | 30 | n=40
rural practice: hypothyroidism | levothyroxine | oral | 25-75y | fix 50,75,100 | microgram | 1 | 50 microgram | 30 | n=25
rural practice: heart failure | furosemide | intravenous | 55-80y | fix 20,40 | mg | 1 | 10 mg/mL | 1 | c=heart_failure n=10
rural practice: heart failure | spironolactone | oral | 55-80y | fix 25,50 | mg | 1 | 25 mg | 30 | c=heart_failure cur=bisoprolol n=15
rural practice: angina | nitroglycerin | sublingual | 45-80y | fix 0.5 | mg |  | 0.5 mg |  | c=coronary_disease n=10
rural practice: vomiting | metoclopramide | intramuscular | 18-65y | fix 10 | mg | 1 | 5 mg/mL | 1 | n=12
rural practice: constipation | lactulose | oral | 18-80y | fix 15 | mL | 2 | 667 mg/mL | 14 | n=12
rural practice: herpes | aciclovir | oral | 18-70y | fix 200,400 | mg | 5 | 200 mg | 5 | n=12
rural practice: skin infection | cefalexin | oral | 18-70y | fix 500 | mg | 4 | 500 mg | 7 | n=12
rural practice: urine infection | ciprofloxacin | oral | 20-75y | fix 500 | mg | 2 | 500 mg | 7 | n=20
rural practice: giardia, teeth | metronidazole | oral | 18-70y | fix 250,500 | mg | 3 | 250 mg | 7 | n=15
rural practice: croup | dexamethasone | intramuscular | 8-60m | kg 0.15-0.6 step 0.4 max 8 | mg | 1 | 4 mg/mL | 1 | n=12
rural practice: thrush | nystatin | oral | 18-60y | fix 500000 | IU | 4 | 500 000 IU | 7 | n=6
"""

HARMLESS = ["пыльца", "домашняя пыль", "пыльца берёзы", "цитрусовые", "шерсть кошки", "полынь", "milk", "mushuk juni", "жусан тозаңы"]


def median(months):
    for (a, wa), (b, wb) in zip(MEDIAN, MEDIAN[1:]):
        if a <= months <= b:
            return wa + (wb - wa) * (months - a) / (b - a)
    return MEDIAN[-1][1]


def born(months, dice):
    days = int(months * 30.4375) + dice.randrange(0, 20)
    return TODAY - timedelta(days=days)


def tidy(value):
    value = round(value, 6)
    return int(value) if value == int(value) else value


def floor_to(value, step):
    return tidy(int(value / step + 1e-9) * step)


def dose_of(spec, kg, dice):
    words = spec.split()
    options = dict(zip(words[2::2], words[3::2]))
    cap = float(options.get("max", "inf"))
    step = float(options.get("step", "1"))
    if words[0] == "fix":
        return tidy(float(dice.choice(words[1].split(","))))
    if words[0] == "kg":
        low, high = (float(x) for x in words[1].split("-"))
        value = min(dice.uniform(low, high) * kg, cap)
        # what is measured off is rounded down, as a careful hand does
        return floor_to(value, step)
    value = float(words[1]) * kg / float(options["in"])
    return floor_to(min(value, cap), step)


def patient(ages, more, dice):
    unit = 1 if ages.endswith("m") else 12
    low, high = (int(x) * unit for x in ages[:-1].split("-"))
    months = dice.uniform(low, high)
    spread = min(max(dice.gauss(1.0, 0.11), 0.78), 1.3)
    if months >= 216:
        spread = min(max(dice.gauss(1.0, 0.16), 0.72), 1.6)
    kg = median(months) * spread
    kg = round(kg, 2 if kg < 10 else 1)
    birth = born(months, dice)
    years = months / 12
    sex = "female" if "f" in more or any(m.startswith("preg") for m in more) else "male" if "m" in more else dice.choice(["female", "male"])
    limit = 1 if months < 1 else 7 if months < 12 else 30 if months < 60 else 90 if years < 15 else 300
    question = {
        "weight_kg": tidy(kg),
        "weight_date": str(TODAY - timedelta(days=dice.randrange(0, max(1, limit // 2)))),
        "weight_estimated": False,
        "birth_date": str(birth),
        "date": str(TODAY),
        "at": f"{TODAY}T{dice.randrange(8, 18):02}:{dice.choice(['00', '15', '30', '45'])}",
        "sex": sex,
        "conditions": [], "allergies": [], "current": [], "given": [],
    }
    if sex == "female" and 12 <= years <= 50:
        trimester = next((int(m[4:]) for m in more if m.startswith("preg")), None)
        question["pregnant"] = trimester is not None
        if trimester:
            question["trimester"] = trimester
        question["breastfeeding"] = False
    if months < 3:
        question["birth_weeks"] = dice.choice([38, 39, 40, 40, 41])
    if years > 55:
        question["egfr"] = dice.randrange(62, 98)
    return question


def rows(table, kind, dice):
    for line in table.strip().splitlines():
        source, medicine, route, ages, spec, unit, times, strength, days, more = (c.strip() for c in line.split("|"))
        count = int(more.split("n=")[-1]) if "n=" in more else 5
        more = more.split("n=")[0].strip()
        indication = None
        if "ind=" in more:
            more, indication = more.split("ind=")
            indication = indication.strip()
        more = more.split()
        for _ in range(count):
            question = {"id": "", "medicine": medicine, "route": route, **patient(ages, more, dice)}
            if indication:
                question["indication"] = indication
            question["conditions"] = [m[2:] for m in more if m.startswith("c=")]
            question["current"] = [m[4:] for m in more if m.startswith("cur=")]
            if dice.random() < 0.05:
                question["allergies"] = [dice.choice(HARMLESS)]
            dose = dose_of(spec, question["weight_kg"], dice)
            if dose <= 0:
                continue
            order = {"dose": dose, "unit": unit}
            if times:
                order["per_day"] = int(times)
            if days:
                order["days"] = int(days)
            if strength:
                order["strength"] = strength
            question["order"] = order
            yield {"question": question, "kind": kind, "source": source}


def main():
    dice = random.Random(SEED)
    everything = list(rows(SOURCES, "source", dice)) + list(rows(MIX, "mix", dice))
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        for number, row in enumerate(everything, 1):
            row["question"]["id"] = f"O{number}"
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(len(everything), sum(r["kind"] == "source" for r in everything))


if __name__ == "__main__":
    main()
