#!/bin/sh
# Installs the Debian packages of some groups of tools/packages.txt.
#
#   tools/install-deps.sh GROUP...
#
# Groups are build, data, test, lint and bench.  Prints each line that installs
# before it runs it; does nothing, and is quick, when nothing is missing.  With
# INSTALL=no in the environment it says what is missing and ends with status 1.
# Works as root, or else with sudo.
set -eu

list=$(dirname "$0")/packages.txt
wanted=$(for group in "$@"; do
	awk -v group="$group" '
		$1 == group { for (i = 2; i <= NF; i++) print $i }
	' "$list"
done | sort -u | while read -r word; do
	name=${word#command:}
	if [ "$name" = "$word" ] || ! command -v "$name" >/dev/null; then
		echo "$name"
	fi
done)

if ! command -v dpkg-query >/dev/null; then
	echo "this is no Debian; please install what $list names" >&2
	exit 0
fi
# shellcheck disable=SC2086 # one word a package
installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' $wanted \
    2>/dev/null | awk '$1 == "ii" { print $2 }' | sort -u)
missing=
for package in $wanted; do
	case "
$installed
" in
	*"
$package
"*) ;;
	*)
		missing="$missing $package"
		;;
	esac
done
if [ -z "$missing" ]; then
	exit 0
fi
if [ "${INSTALL:-yes}" = no ]; then
	echo "missing:$missing" >&2
	exit 1
fi

sudo=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "missing:$missing (neither root nor sudo)" >&2
		exit 1
	fi
	sudo=sudo
fi

run()
{
	echo "+ $*"
	"$@"
}

run $sudo apt-get update -q
# shellcheck disable=SC2086
run $sudo env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends $missing
