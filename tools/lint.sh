#!/bin/sh
# Checks what the compiler does not: rooms, headers, form, forbidden words.
#
#   CHECK_FLAGS="compiler flags" tools/lint.sh
#
# Runs in the repository's root.  Prints each fault as file:line: what; status
# 1 when there is any.  Long files and functions are only noted.
set -eu

status=0
fault()
{
	status=1
}

sources=$(find src test tools fuzz bench include doc -name '*.[ch]' 2>/dev/null | sort)
headers=$(find src test include -name '*.h' 2>/dev/null | sort)
units=$(find src test -name '*.c' | sort)

echo "  rooms: an include never points down"
# shellcheck disable=SC2086 # one word a file, here and below
awk '
	BEGIN {
		count = split("base know read inquire examine judge report " \
		    "lib keep serve cmd", rooms, " ")
		for (i = 1; i <= count; i++)
			order[rooms[i]] = i
	}
	FNR == 1 {
		split(FILENAME, part, "/")
		own = part[1] == "src" ? order[part[2]] : count + 1
		test = FILENAME ~ /_(test|fuzz)\.c$/ || part[1] != "src"
		if (part[1] == "src" && !own) {
			print FILENAME ": the room has no place in the order"
			bad = 1
		}
	}
	/^#include "/ {
		split($2, path, "\"")
		split(path[2], part, "/")
		if (part[1] == "test" && test || path[2] == "mekiki.h")
			next
		if (part[1] == "tools" && FILENAME ~ /^tools\//)
			next
		if (path[2] !~ /\//)
			what = "an include carries its folder"
		else if (!order[part[1]])
			what = "there is no such room"
		else if (order[part[1]] > own)
			what = "points down"
		else
			next
		print FILENAME ":" FNR ": " path[2] ": " what
		bad = 1
	}
	END { exit bad }
' $sources || fault

echo "  words: what the house style refuses"
words='strtok|strtok_r|sprintf|vsprintf|strcpy|strncpy|strcat|strncat|stpcpy'
words="$words|gets|atoi|atol|atoll|atof|strtol|strtoul|strtoll|strtoull"
words="$words|strtod|strtof|alloca|sscanf|strptime|isalpha|isdigit|isalnum"
words="$words|isspace|isupper|islower|isprint|ispunct|isxdigit|tolower"
words="$words|toupper"
# shellcheck disable=SC2086
if grep -nE "(^|[^a-z_0-9.>])($words) *\(|include <ctype" $sources; then
	fault
fi

echo "  paths: nothing of one machine, no registry"
if grep -rnIE '(^|[^a-zA-Z0-9_.$}*-])/(work|home|root)/|registry\.np|deb\.deb' \
    --exclude=lint.sh Makefile README* src test tools data/*.lock .ci doc \
    man fuzz bench 2>/dev/null; then
	fault
fi

echo "  texts: both languages, the same names"
awk -F '\t' '
	function names(text, out)
	{
		out = ""
		while (match(text, /\{[a-zA-Z0-9_-]+\}/)) {
			name = substr(text, RSTART, RLENGTH)
			if (index(out, name) == 0)
				out = out name
			text = substr(text, RSTART + RLENGTH)
		}
		return out
	}
	function same(a, b)
	{
		if (length(a) != length(b))
			return 0
		while (match(a, /\{[a-zA-Z0-9_-]+\}/)) {
			if (index(b, substr(a, RSTART, RLENGTH)) == 0)
				return 0
			a = substr(a, RSTART + RLENGTH)
		}
		return 1
	}
	/^#/ || NF == 0 { next }
	FILENAME ~ /ja\.tsv$/ {
		ja[$1] = names($2)
		ja_check[$1] = names($3)
		next
	}
	{
		en[$1] = 1
		if (!($1 in ja) || !same(ja[$1], names($2)) ||
		    !same(ja_check[$1], names($3))) {
			print FILENAME ":" FNR ": " $1 ": differs in ja.tsv"
			bad = 1
		}
	}
	END {
		for (id in ja)
			if (!(id in en)) {
				print "data/text/en.tsv: " id " is missing"
				bad = 1
			}
		exit bad
	}
' data/text/ja.tsv data/text/en.tsv || fault

echo "  LENIENCY: each departure from an RFC has its test"
sed -n 's/^        //p' LENIENCY | tr '\n' ' ' | grep -o '"[^"]*"' |
while read -r row; do
	grep -qF -- "$row" src/*/*_test.c ||
		echo "LENIENCY: no test has the row $row"
done | grep . && fault

echo "  form: clang-format"
# shellcheck disable=SC2086
clang-format --dry-run -Werror $sources || fault

echo "  length: files past 600 lines, functions past 60 (100: a fault)"
# Tests are tables, which may be as long as there are rules.
# shellcheck disable=SC2086
wc -l $sources | awk '$1 > 600 && $2 != "total" {
	print $2 ": note: " $1 " lines"
}'
# shellcheck disable=SC2086
awk '
	/^\{/ { start = FNR }
	/^\}/ && start {
		lines = FNR - start
		if (lines > 60 && FILENAME !~ /_test\.c$/)
			print FILENAME ":" start ": " \
			    (lines > 100 ? "" : "note: ") lines " lines"
		if (lines > 100 && FILENAME !~ /_test\.c$/)
			bad = 1
		start = 0
	}
	END { exit bad }
' $sources || fault

echo "  headers: each compiles alone, with gcc and with clang"
# shellcheck disable=SC2016,SC2086 # expanded by the inner shell
for compiler in gcc clang; do
	printf '%s\n' $headers | xargs -P "$(nproc)" -I '{}' sh -c '
		header=${2#src/}
		printf "#include \"%s\"\n" "${header#include/}" |
		    $1 $CHECK_FLAGS -Wno-unknown-warning-option \
		    -fsyntax-only -x c - || { echo "$2: $1"; exit 1; }
	' sh $compiler '{}' || fault
done

# CHECK(!"what is wrong") is how tests say so.
echo "  clang: the same warnings"
# shellcheck disable=SC2016,SC2086
printf '%s\n' $units | xargs -P "$(nproc)" -I '{}' sh -c '
	case $1 in
	*_test.c | test/*) single=-DARENA_SINGLE ;; # as tests are built
	*) single= ;;
	esac
	clang $CHECK_FLAGS $single -Wno-unknown-warning-option \
	    -Wno-string-conversion -fsyntax-only "$1" ||
	    exit 1
' sh '{}' || fault

exit $status
