#!/bin/sh
# Runs libFuzzer programs one after another.
#
#   tools/run-fuzz.sh SECONDS CORPUSDIR PROGRAM...
#
# Each begins with the kept inputs of fuzz/corpus/ROOM/NAME, which make check
# replays.  It keeps what it found worth keeping in CORPUSDIR/NAME, and leaves the
# input that broke it in CORPUSDIR/NAME-crash-*.  Status 1 when any broke.
set -eu

seconds=$1
corpus=$2
shift 2
status=0
for program in "$@"; do
	name=$(basename "$program")
	kept=fuzz/corpus/$(basename "$(dirname "$program")")/$name
	mkdir -p "$corpus/$name" "$kept"
	echo "fuzzing $name for $seconds s"
	"$program" -max_total_time="$seconds" -timeout=20 -print_final_stats=0 \
	    -verbosity=0 -artifact_prefix="$corpus/$name-" \
	    "$corpus/$name" "$kept" || status=1
done
exit $status
