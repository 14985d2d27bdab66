#!/usr/bin/env bash
# Makes the subset fonts of this folder from the Noto fonts of Debian.
# Needs: apt install fonts-noto-core fonts-noto-extra; pip install fonttools
# The result is committed; run this only to add letters or to take a newer Noto.
set -euo pipefail
cd "$(dirname "$0")"
noto=${NOTO_DIR:-/usr/share/fonts/truetype/noto}
export SOURCE_DATE_EPOCH=1609459200   # the same bytes on every run

# Latin with Extended-A, the schwa and the Uzbek marks; combining accents; Greek;
# Cyrillic of Russian, Kazakh, Kyrgyz, Tajik, Uzbek; punctuation, spaces, super- and subscripts, currency.
letters="U+0020-007E,U+00A0-017F,U+018F,U+0192,U+01C5-01CC,U+01E6,U+01E7,U+01F4,U+01F5,U+0218-021B,U+0259,\
U+02B9-02BF,U+02C6-02CA,U+02D8-02DD,U+0300-0304,U+0306-030C,U+0327,U+0328,\
U+0391-03A1,U+03A3-03A9,U+03B1-03C9,\
U+0400-045F,U+0490-0493,U+0496-049D,U+04A0-04A3,U+04AE-04B3,U+04B6-04BB,U+04D8-04D9,U+04E2-04E3,U+04E8-04E9,U+04EE-04EF,\
U+2009-200A,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032,U+2033,U+2039,U+203A,U+2044,\
U+2070,U+2074-208E,U+20AC,U+20B8,U+20BD,U+20BE,U+2113,U+2116,U+2117,U+2122,U+212E,U+215B-215E"
georgian="U+10A0-10FF,U+1C90-1CBA,U+1CBD-1CBF"
# Noto Sans has none of these: arrows, comparison, minus, and plain shapes for states.
math="U+2190-2195,U+2202,U+2206,U+2208,U+2211,U+2212,U+2215,U+221A,U+221E,U+2229,U+2248,U+2260,U+2264,U+2265,U+2298"
shapes="U+25A0,U+25A1,U+25AA,U+25AB,U+25B2,U+25B3,U+25B6,U+25BC,U+25BD,U+25C0,U+25C6,U+25C7,U+25CB,U+25CF,U+2610-2612,U+2713,U+2717,U+26A0"

# No layout tables: letters are set one by one, on paper and on the screen alike.
cut() { # source target unicodes
  pyftsubset "$noto/$1" --output-file="$2" --unicodes="$3" --layout-features='' \
    --no-hinting --desubroutinize --notdef-outline --name-IDs='0,1,2,3,4,5,6,13,14' --glyph-names --no-recalc-timestamp --drop-tables+=GDEF,GPOS,GSUB
}

for weight in Regular SemiBold; do
  cut "NotoSans-$weight.ttf" "NotoSans-$weight.ttf" "$letters"
  cut "NotoSansGeorgian-$weight.ttf" "NotoSansGeorgian-$weight.ttf" "$georgian"
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cut NotoSansMath-Regular.ttf "$work/math.ttf" "$math"
cut NotoSansSymbols2-Regular.ttf "$work/shapes.ttf" "$shapes"
pyftmerge --output-file="$work/symbols.ttf" "$work/math.ttf" "$work/shapes.ttf"
python3 - "$work/symbols.ttf" NotoSansSymbols-Subset.ttf <<'PY'
import sys
from fontTools.ttLib import TTFont
font = TTFont(sys.argv[1], recalcTimestamp=False)
names = {1: "Noto Sans Symbols subset", 3: "Noto Sans Symbols subset", 4: "Noto Sans Symbols subset", 6: "NotoSansSymbols-Subset"}
for record in font["name"].names:
    if record.nameID in names:
        record.string = names[record.nameID]
# the line height of Noto Sans, so that a symbol never moves its line
font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = 1069, -293, 0
font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = 1069, -293, 0
font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = 1069, 293
font.save(sys.argv[2])
PY
ls -l ./*.ttf
