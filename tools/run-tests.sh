#!/bin/sh
# Runs test programs, several at once, and adds up what they say.
#
#   tools/run-tests.sh LOGDIR PROGRAM...
#
# What a program prints goes to LOGDIR and, when it fails, to the terminal.
# The last line is "N passed, N failed, N skipped", counting cmocka's tests
# and, as skipped, rows that had nothing to run on.  A program that dies counts
# its unfinished test as failed.  Status 0 only when none failed and any ran.
set -eu

log=$1
shift
mkdir -p "$log"
rm -f "$log"/*.log "$log"/*.status

UBSAN_OPTIONS=${UBSAN_OPTIONS:+$UBSAN_OPTIONS:}print_stacktrace=1
export UBSAN_OPTIONS

# shellcheck disable=SC2016 # expanded by the inner shell
printf '%s\n' "$@" | xargs -P "$(nproc)" -I '{}' sh -c '
	name=$(basename "$(dirname "$1")")-$(basename "$1")
	status=0
	timeout 600 "$1" >"$2/$name.log" 2>&1 || status=$?
	echo "$status" >"$2/$name.status"
' sh '{}' "$log"

passed=0 failed=0 skipped=0
count()
{
	grep -c "$1" "$2" || true
}
for program in "$@"; do
	name=$(basename "$(dirname "$program")")-$(basename "$program")
	out=$log/$name.log
	status=$(cat "$log/$name.status" 2>/dev/null || echo 127)
	run=$(count '^\[ RUN ' "$out")
	ok=$(count '^\[ *OK *\]' "$out")
	idle=$(count '^\[  SKIPPED \] [^0-9]' "$out")
	rows=$(count '^skipped: ' "$out")
	bad=$((run - ok - idle))
	if [ "$status" != 0 ] && [ $bad = 0 ]; then
		bad=1
	fi
	passed=$((passed + ok))
	failed=$((failed + bad))
	skipped=$((skipped + idle + rows))
	if [ $bad != 0 ]; then
		echo "FAILED $program (status $status)"
		cat "$out"
	else
		printf '  ok    %s: %d tests' "$name" "$ok"
		sed -n 's/^rows: \([0-9]*\),.*/, \1 rows/p' "$out" | tr -d '\n'
		echo
		grep '^skipped: \|^suite: ' "$out" || true
	fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ] && [ $passed != 0 ]
