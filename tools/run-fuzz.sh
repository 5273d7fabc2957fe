#!/bin/sh
# Runs libFuzzer programs one after another.
#
#   tools/run-fuzz.sh SECONDS CORPUSDIR PROGRAM...
#
# Each keeps what it found worth keeping in CORPUSDIR/NAME, and leaves the
# input that broke it in CORPUSDIR/NAME-crash-*.  Status 1 when any broke.
set -eu

seconds=$1
corpus=$2
shift 2
status=0
for program in "$@"; do
	name=$(basename "$program")
	mkdir -p "$corpus/$name"
	echo "fuzzing $name for $seconds s"
	"$program" -max_total_time="$seconds" -timeout=20 -print_final_stats=0 \
	    -verbosity=0 -artifact_prefix="$corpus/$name-" \
	    "$corpus/$name" || status=1
done
exit $status
