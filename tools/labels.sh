#!/bin/sh
# Labels of a folder of mails, by its folders: tools/labels.sh FOLDER
#
# FOLDER/ham/..., phish, scam, malware, spam hold the mails.  One line a file:
# label, path, source, cluster, kind.  With a MANIFEST.tsv in FOLDER that names
# file, source, cluster and subclass, these are taken from it; else the folder
# below the label is the source, and no cluster is known.
set -eu
folder=${1:?usage: tools/labels.sh FOLDER}

cd "$folder"
for label in ham phish scam malware spam; do
	[ ! -d "$label" ] || find "$label" -type f
done | LC_ALL=C sort | awk -F'\t' -v OFS='\t' -v folder="$PWD" '
	BEGIN {
		while ((getline line < "MANIFEST.tsv") > 0) {
			n = split(line, f, "\t")
			if (!columns++)
				for (i = 1; i <= n; i++)
					at[f[i]] = i
			else if (("file" in at) && ("cluster" in at)) {
				source[f[at["file"]]] = f[at["source"]]
				cluster[f[at["file"]]] = f[at["cluster"]]
				kind[f[at["file"]]] = f[at["subclass"]]
			}
		}
	}
	{
		split($0, part, "/")
		print part[1], folder "/" $0, \
			($0 in source ? source[$0] : part[2]), cluster[$0], \
			($0 in kind ? kind[$0] : "")
	}'
