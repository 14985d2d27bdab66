#!/usr/bin/env python3
"""Draws feldsher.svg as PNG in the sizes of a menu, with nothing but Python: run it here when the picture changes."""
import struct
import zlib

TEAL, WHITE = (0x1F, 0x6F, 0x78), (0xFF, 0xFF, 0xFF)
PULSE = [(25, 32), (30, 32), (32.5, 26), (36.5, 38), (39, 32)]
PARTS = 4  # per pixel and direction


def in_square(x, y):
    if not (2 <= x <= 62 and 2 <= y <= 62):
        return False
    dx, dy = max(15 - x, 0, x - 49), max(15 - y, 0, y - 49)
    return dx * dx + dy * dy <= 13 * 13


def in_cross(x, y):
    return 26 <= x <= 38 and 12 <= y <= 52 or 12 <= x <= 52 and 26 <= y <= 38


def on_pulse(x, y):
    for (ax, ay), (bx, by) in zip(PULSE, PULSE[1:]):
        t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
        t = min(max(t, 0), 1)
        if (x - ax - t * (bx - ax)) ** 2 + (y - ay - t * (by - ay)) ** 2 <= 1.3**2:
            return True
    return False


def pixel(column, row, size):
    covered, white = 0, 0
    for part in range(PARTS * PARTS):
        x = (column + (part % PARTS + 0.5) / PARTS) * 64 / size
        y = (row + (part // PARTS + 0.5) / PARTS) * 64 / size
        if in_square(x, y):
            covered += 1
            white += in_cross(x, y) and not on_pulse(x, y)
    if not covered:
        return bytes(4)
    colour = [round((w * white + t * (covered - white)) / covered) for w, t in zip(WHITE, TEAL)]
    return bytes(colour + [round(255 * covered / PARTS**2)])


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


for size in (48, 64, 128, 256):
    rows = b"".join(b"\0" + b"".join(pixel(c, r, size) for c in range(size)) for r in range(size))
    with open(f"feldsher-{size}.png", "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n")
        out.write(chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)))
        out.write(chunk(b"IDAT", zlib.compress(rows, 9)))
        out.write(chunk(b"IEND", b""))
