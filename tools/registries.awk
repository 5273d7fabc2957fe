# Turns data/registries.tsv into the C table that inquire/live_servers.c reads;
# the last column of each row, the reason, stays behind.
BEGIN {
	FS = "\t"
	want["rdap"] = want["whois"] = 4
	want["query"] = 5
	want["refers"] = 3
	print "#include \"inquire/live_registries.h\"\n"
	print "const struct live_registry live_registries[] = {"
}
/^#/ || NF == 0 { next }
!($1 in want) || NF != want[$1] || /["\\]/ {
	print FILENAME ":" FNR ": not as its head says" > "/dev/stderr"
	failed = 1
	exit 1
}
{
	printf("\t{ \"%s\", \"%s\", \"%s\", \"%s\" },\n", $1, $2,
	    (NF > 3 ? $3 : ""), (NF > 4 ? $4 : ""))
	count++
}
END {
	if (failed)
		exit 1
	print "};\nconst size_t live_registry_count = " count ";"
}
