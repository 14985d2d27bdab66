#!/usr/bin/env bash
# usage: installer/make-deb.sh [OUT_DIR]        makes feldsher_VERSION_ARCH.deb there (by default in target/installer)
# Takes target/release/feldsher and target/release/feldsher-store, or BIN=… and STORE_BIN=…; builds nothing itself.
# Needs dpkg-deb and binutils. The same input gives the same bytes: times are SOURCE_DATE_EPOCH, by default that of the last commit.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 022

bin=${BIN:-target/release/feldsher}
store=${STORE_BIN:-$(dirname "$bin")/feldsher-store}
out=${1:-target/installer}
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
arch=$(dpkg --print-architecture)
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct 2>/dev/null || echo 1763683200)}"
export SOURCE_DATE_EPOCH
for program in "$bin" "$store"; do
    [ -x "$program" ] || { echo "$program is missing: cargo build --release --locked" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
share=$tree/usr/share
doc=$share/doc/feldsher

install -Dm755 "$bin" "$tree/usr/bin/feldsher"
install -Dm755 "$store" "$tree/usr/bin/feldsher-store"
# A release is stripped already; a debug build that stands in for one is not.
strip --strip-unneeded "$tree/usr/bin/feldsher" "$tree/usr/bin/feldsher-store"
install -Dm644 installer/feldsher.desktop "$share/applications/feldsher.desktop"
for size in 48 64 128 256; do
    install -Dm644 "installer/icon/feldsher-$size.png" "$share/icons/hicolor/${size}x$size/apps/feldsher.png"
done
install -Dm644 installer/icon/feldsher.svg "$share/icons/hicolor/scalable/apps/feldsher.svg"
install -Dm644 installer/feldsher-store.service "$tree/lib/systemd/system/feldsher-store.service"
install -Dm644 README.md "$doc/README.md"
install -Dm644 assets/fonts/OFL.txt "$doc/OFL.txt"
install -Dm644 LICENSE-MIT "$doc/LICENSE-MIT"
gzip -n9 <CHANGELOG.md >"$doc/changelog.gz"

cat >"$doc/copyright" <<'END'
Feldsher. Copyright 2026 The Feldsher authors. MIT or Apache-2.0, as you like:
the first is in LICENSE-MIT beside this file, the second in
/usr/share/common-licenses/Apache-2.0.

Fonts inside the programs: Noto Sans, Noto Sans Georgian, Noto Sans Math, Noto
Sans Symbols 2. Copyright The Noto Project Authors. SIL Open Font License 1.1,
in OFL.txt beside this file.

Parts by others inside the programs: named in Cargo.lock of the source, under
permissive licences only (deny.toml of the source names them: Apache-2.0, MIT,
BSD, ISC, Zlib, 0BSD, BSL-1.0, CC0-1.0, Unicode-3.0, SQLite's blessing).
END

# X11, Wayland, xkbcommon and OpenGL are opened while the program runs, so that no tool finds them: the list is by hand.
# libc6: what the programs ask for by name, newest first.
glibc=$(for program in feldsher feldsher-store; do
    LC_ALL=C objdump -T "$tree/usr/bin/$program"
done | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1)
mkdir -p "$tree/DEBIAN"
cat >"$tree/DEBIAN/control" <<END
Package: feldsher
Version: $version
Architecture: $arch
Maintainer: The Feldsher authors <feldsher@example.invalid>
Section: misc
Priority: optional
Depends: libc6 (>= ${glibc#GLIBC_}), libgcc-s1, libgl1, libegl1, libx11-6, libx11-xcb1, libxcursor1, libxi6, libxrandr2, libxrender1, libxkbcommon0, libxkbcommon-x11-0, libwayland-client0, libwayland-cursor0, libwayland-egl1
Recommends: libgl1-mesa-dri, cups-client, xdg-desktop-portal, xdg-utils
Installed-Size: $(du -sk --apparent-size "$tree/usr" | cut -f1)
Description: Workstation of rural doctors, feldshers and nurses
 Finds and registers patients, writes visits, checks doses, prints papers and
 sends the record to the national store when a line is there; all of it without
 a network. The database is encrypted. Patients' data stay in the user's own
 folder and are not touched by installing or removing the program.
END

# The store is for one machine in a country: its service is installed, and started by whoever decides so.
cat >"$tree/DEBIAN/postinst" <<'END'
#!/bin/sh
set -e
if [ "$1" = configure ] && [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
fi
END
cat >"$tree/DEBIAN/prerm" <<'END'
#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
    systemctl disable --now feldsher-store.service >/dev/null 2>&1 || true
fi
END
chmod 755 "$tree/DEBIAN/postinst" "$tree/DEBIAN/prerm"
(cd "$tree" && find usr lib -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

mkdir -p "$out"
package=$out/feldsher_${version}_$arch.deb
dpkg-deb --root-owner-group -Zxz --build "$tree" "$package" >/dev/null
sha256sum "$package"
