#!/bin/sh
# Examines every mail of the corpus with the sanitizer build.
#
#   tools/corpus.sh PROGRAM CORPUSDIR WORKDIR
#
# Proves, for each file of each archive: no sanitizer report, no crash, no
# exit status but those the manual names, and on standard output only JSON
# objects of one line each, in strict UTF-8, none missing.  It says nothing
# about whether the findings are right.  Archives are unpacked once, below
# WORKDIR.  Where CORPUSDIR is not there it says so and succeeds.
set -eu

program=$1
corpus=$2
work=$3

if [ ! -d "$corpus" ] || ! ls "$corpus"/*.tar.xz >/dev/null 2>&1; then
	echo "skipped: $corpus has no archives, so nothing was examined"
	exit 0
fi
command -v python3 >/dev/null || {
	echo "skipped: python3, which checks the JSON, is not installed"
	exit 0
}
mkdir -p "$work/mail"
rm -rf "$work/out"
mkdir "$work/out"
for archive in "$corpus"/*.tar.xz; do
	name=$(basename "$archive" .tar.xz)
	[ "$work/mail/$name/.unpacked" -nt "$archive" ] && continue
	rm -rf "${work:?}/mail/$name"
	mkdir "$work/mail/$name"
	tar -xJf "$archive" -C "$work/mail/$name"
	: >"$work/mail/$name/.unpacked"
done

UBSAN_OPTIONS=${UBSAN_OPTIONS:+$UBSAN_OPTIONS:}print_stacktrace=1
export UBSAN_OPTIONS
# One process takes forty files; a crash loses what stands behind it, which
# the count below tells.
# shellcheck disable=SC2016 # expanded by the inner shell
find "$work/mail" -type f ! -name .unpacked ! -name LICENSE\* -print0 |
	sort -z >"$work/files"
# shellcheck disable=SC2016 # expanded by the inner shell
xargs -0 -n 40 -P 2 sh -c '
	program=$1 out=$2/$$
	shift 2
	printf "%s\n" "$@" >"$out.names"
	status=0
	timeout 600 "$program" examine --config /dev/null --format json "$@" \
		>"$out.json" 2>"$out.err" || status=$?
	echo "$status" >"$out.status"
' sh "$program" "$work/out" <"$work/files"

python3 - "$work/out" <<'EOF'
import collections, json, pathlib, sys

faults = files = objects = 0
verdicts = collections.Counter()


def fault(what):
    global faults
    faults += 1
    print("FAULT", what)


for names in sorted(pathlib.Path(sys.argv[1]).glob("*.names")):
    wanted = names.read_text().splitlines()
    files += len(wanted)
    status = int(names.with_suffix(".status").read_text())
    error = names.with_suffix(".err").read_text(errors="replace")
    if status not in (0, 1, 3):
        fault(f"status {status}: {wanted[0]} and the {len(wanted) - 1} behind")
    for sign in ("Sanitizer", "runtime error", "Assertion"):
        if sign in error:
            fault(f"{wanted[0]} and behind:\n{error[:4000]}")
            break
    seen = set()
    for line in names.with_suffix(".json").read_bytes().split(b"\n")[:-1]:
        try:
            one = json.loads(line.decode("utf-8", "strict"),
                             parse_constant=lambda c: fault(f"{c} in JSON"))
            if one["schema"] != "mekiki/1":
                fault("schema " + str(one["schema"]))
            seen.add(one["source"]["path"])
            verdicts[one["verdict"]["class"]] += 1
            objects += 1
        except (ValueError, KeyError, TypeError) as e:
            fault(f"{names}: {e}: {line[:200]!r}")
    for path in wanted:
        if path not in seen:
            fault(f"{path}: no object")
print(f"{files} files, {objects} mails, {faults} faults; verdicts:",
      ", ".join(f"{n} {v}" for v, n in verdicts.most_common()))
sys.exit(faults > 0)
EOF
