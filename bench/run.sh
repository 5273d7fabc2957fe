#!/bin/sh
# Runs the benchmark on 500 phishing and 500 genuine mails of the corpus beside
# the repository: bench/run.sh BUILD_FOLDER
set -eu
build=$1
corpus=../shared/corpus
mails=$build/bench/mails

if [ ! -d "$corpus" ]; then
	echo "bench: skipped: no $corpus beside the repository"
	exit 0
fi
if [ ! -d "$mails" ]; then
	mkdir -p "$mails.new"
	for archive in phish-pot ham-spamassassin; do
		tar xJf "$corpus/$archive.tar.xz" -C "$mails.new"
	done
	mv "$mails.new" "$mails"
fi
# 500 of a class, spread evenly over its files.
choose() {
	find "$mails/$1" -type f | LC_ALL=C sort |
		awk '{ f[NR] = $0 } END { for (i = 0; i < 500; i++)
			print f[int(i * NR / 500) + 1] }'
}
{ choose phish; choose ham; } >"$build/bench/list"
databases=${XDG_CACHE_HOME:-$HOME/.cache}/mekiki
xargs -a "$build/bench/list" "$build/bench/bench" whole "$build/mekiki"
xargs -a "$build/bench/list" "$build/bench/bench" warm data "$build/know" \
	"$databases"
