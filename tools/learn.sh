#!/bin/sh
# Learns from, or judges, labelled mail: tools/learn.sh TASK BUILD CORPUS
#
# TASK  write    writes data/weights.tsv and data/wording.model anew
#       eval     prints cross-validated figures
#       ablate   prints what is lost without each family of findings
#       shipped  prints figures of the data as it is
#       folds    prints which mail is judged by which fold
# CORPUS is a folder with the folders ham, phish and so on, or with archives
# (*.tar.xz) of them, which are unpacked below BUILD.
set -eu
task=$1 build=$2 corpus=$3
work=$build/learn

[ -d "$corpus" ] || { echo "learn: no folder $corpus" >&2; exit 2; }
mkdir -p "$work/out"
case $(ls "$corpus") in
*.tar.xz*)
	mails=$work/mails
	if [ ! -d "$mails" ]; then
		mkdir -p "$mails.new"
		for archive in "$corpus"/*.tar.xz; do
			tar xJf "$archive" -C "$mails.new"
		done
		cp "$corpus/MANIFEST.tsv" "$mails.new/"
		mv "$mails.new" "$mails"
	fi
	;;
*)
	mails=$corpus
	;;
esac
tools/labels.sh "$mails" >"$work/labels"
"$work/learn" "$task" "$work/labels" data "$build/know" "$work/out" \
	test/labels/doubtful.tsv
if [ "$task" = write ]; then
	cp "$work/out/weights.tsv" "$work/out/wording.model" data/
fi
