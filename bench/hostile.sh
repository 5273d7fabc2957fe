#!/bin/sh
# What hostile mails cost, and whether the cost grows with the size alone.
#
#   bench/hostile.sh BUILD_FOLDER [NAME...]      the mails of test/hostile.py
#   bench/hostile.sh BUILD_FOLDER --corpus       each file of ../shared/corpus
#
# Runs the release build as a process of its own for JSON and for text.  Of
# the two the dearer counts.  CPU seconds hold the program's start, memory is
# the resident set at its peak.  Flags what takes more than 1 s or 256 MB at
# 1x, what grows faster than its size, a wrong exit status, and output that is
# no JSON.  Status 1 when anything is flagged.
set -eu
build=$1
shift
command -v python3 >/dev/null || {
	echo "skipped: python3, which writes the mails, is not installed"
	exit 0
}
if [ "${1-}" = --corpus ]; then
	corpus=../shared/corpus
	if ! ls "$corpus"/*.tar.xz >/dev/null 2>&1; then
		echo "skipped: $corpus has no archives, so nothing was measured"
		exit 0
	fi
	mkdir -p "$build/corpus/mail"
	for archive in "$corpus"/*.tar.xz; do
		name=$(basename "$archive" .tar.xz)
		folder=$build/corpus/mail/$name
		[ "$folder/.unpacked" -nt "$archive" ] && continue
		rm -rf "$folder"
		mkdir "$folder"
		tar -xJf "$archive" -C "$folder"
		: >"$folder/.unpacked"
	done
fi
mkdir -p "$build/hostile"
exec python3 - "$build" "$@" <<'EOP'
import json, os, pathlib, subprocess, sys

SECONDS, MEGABYTES = 1.0, 256
build = pathlib.Path(sys.argv[1])
program = str(build / "mekiki")
work = build / "hostile"
flagged = 0


def run(path, form):
    """CPU seconds, MB, bytes of output, status, fault."""
    out = work / "out"
    with open(out, "wb") as to, open(os.devnull, "r+b") as null:
        # posix_spawn, as a fork would inherit this process's peak.
        pid = os.posix_spawn(
            "/usr/bin/timeout",
            ["timeout", "120", program, "examine", "--config",
             "/dev/null", "--format", form, str(path)], os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, null.fileno(), 0),
                          (os.POSIX_SPAWN_DUP2, to.fileno(), 1),
                          (os.POSIX_SPAWN_DUP2, null.fileno(), 2)])
        _, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    fault = [] if code in (0, 1, 3) else ["status"]
    if form == "json" and code in (0, 1):
        try:
            lines = out.read_bytes().decode("utf-8", "strict").splitlines()
            if not [json.loads(line) for line in lines]:
                fault.append("no object")
        except ValueError:
            fault.append("no JSON")
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024,
            out.stat().st_size, code, fault)


def measure(path):
    """The dearer of JSON and text; size of the JSON; status; faults."""
    j, t = run(path, "json"), run(path, "text")
    return max(j[0], t[0]), max(j[1], t[1]), j[2], j[3], j[4] + t[4]


def hostile(names):
    global flagged
    generator = "test/hostile.py"
    if not names:
        listed = subprocess.run(
            [sys.executable, "-c", "import sys; sys.path.insert(0, 'test');"
             "sys.dont_write_bytecode = True;"
             "import hostile; print(*sorted(hostile.MAILS))"],
            check=True, capture_output=True, text=True)
        names = listed.stdout.split()
    print(f"{'mail':24} {'bytes 1x':>10} {'1x s':>6} {'2x s':>6} {'4x s':>6} "
          f"{'1x MB':>6} {'4x MB':>6} {'JSON 4x':>10} status")
    for name in names:
        got, size = [], 0
        for scale in (1, 2, 4):
            subprocess.run([sys.executable, generator, str(work), str(scale),
                            name], check=True)
            path = work / (name + ".eml")
            size = size or path.stat().st_size
            got.append(measure(path))
            path.unlink()
        faults = sorted({f for g in got for f in g[4]})
        t1, t2, t4 = (g[0] for g in got)
        if t1 > SECONDS:
            faults.append("slow")
        if got[0][1] > MEGABYTES:
            faults.append("large")
        if t4 > 0.2 and t4 > 3 * t2:
            faults.append("grows")
        flagged += bool(faults)
        print(f"{name:24} {size:10} {t1:6.2f} {t2:6.2f} {t4:6.2f} "
              f"{got[0][1]:6.0f} {got[2][1]:6.0f} {got[2][2]:10} "
              f"{'/'.join(str(g[3]) for g in got):6} {' '.join(faults)}",
              flush=True)
    print(f"{len(names)} mails, {flagged} flagged")


def corpus():
    global flagged
    rows = []
    for path in sorted((build / "corpus" / "mail").rglob("*")):
        if (path.is_file() and path.name != ".unpacked" and
                not path.name.startswith("LICENSE")):
            seconds, megabytes, size, status, faults = measure(path)
            if seconds > SECONDS:
                faults.append("slow")
            if megabytes > MEGABYTES:
                faults.append("large")
            flagged += bool(faults)
            rows.append((seconds, megabytes, path, path.stat().st_size,
                         status, faults))
    for what, key in (("slowest", 0), ("largest in memory", 1)):
        print(f"the {what}:")
        for r in sorted(rows, key=lambda r: -r[key])[:10]:
            print(f"  {r[0]:6.2f} s {r[1]:5.0f} MB {r[3]:9} bytes status "
                  f"{r[4]} {r[2].relative_to(build / 'corpus' / 'mail')} "
                  f"{' '.join(r[5])}")
    for r in rows:
        if r[5]:
            print("FLAGGED", r[2], *r[5])
    print(f"{len(rows)} files, {flagged} flagged")


if sys.argv[2:] == ["--corpus"]:
    corpus()
else:
    hostile(sys.argv[2:])
sys.exit(flagged > 0)
EOP
