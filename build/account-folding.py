#!/usr/bin/env python3
"""Writes src/Yarp/Extraction/AccountFolding.txt: how account names are folded (NFKD, case, invisible characters).

The gateway runs with invariant globalization, where .NET has no normalization data; this table stands in for it. Run it again to
take up a newer Unicode version (python3's own) and expect new pseudonyms for names with the characters that changed:

    build/account-folding.py > src/Yarp/Extraction/AccountFolding.txt
"""
import sys
import unicodedata

# Default_Ignorable_Code_Point of DerivedCoreProperties.txt, which python3 does not carry.
IGNORABLE = [
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]
HANGUL = range(0xAC00, 0xD7A4)  # Decomposed by arithmetic.


def ignorable(char):
    return any(first <= ord(char) <= last for first, last in IGNORABLE)


def fold(text):
    while True:
        once = "".join(c for c in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()) if not ignorable(c))
        if once == text:
            return text
        text = once


def points():
    return (p for p in range(0x80, 0x110000) if not 0xD800 <= p < 0xE000 and p not in HANGUL)


def main():
    print(f"# Derived from the Unicode Character Database {unicodedata.unidata_version}, copyright 1991-2021 Unicode, Inc.,")
    print("# under the Unicode License (https://www.unicode.org/license.txt). Made by build/account-folding.py.")
    print("# `from-to` vanish; `from=to to` becomes; `from+class-to` has that canonical combining class.")
    for first, last in IGNORABLE:
        print(f"{first:X}-{last:X}")
    for point in points():
        folded = fold(chr(point))
        if folded != chr(point) and not ignorable(chr(point)):
            print(f"{point:X}={' '.join(f'{ord(c):X}' for c in folded)}")
    start = before = kind = None
    for point in [*points(), None]:
        now = unicodedata.combining(chr(point)) if point is not None else 0
        if start is not None and (now != kind or point != before + 1):
            print(f"{start:X}+{kind}-{before:X}")
            start = None
        if now and start is None:
            start, kind = point, now
        before = point


if __name__ == "__main__":
    sys.exit(main())
