# Turns data/entities.tsv into the C table that read/html_entity.h declares.
BEGIN {
	FS = "\t"
	print "/* Made from data/entities.tsv; do not edit. */"
	print "#include \"read/html_entity.h\"\n"
	print "const struct html_entity html_entities[] = {"
}
/^#/ { next }
{
	split($2, code, " ")
	second = code[2] == "" ? "0" : "0x" code[2]
	printf "\t{ \"%s\", { 0x%s, %s } },\n", $1, code[1], second
	count++
	delete code
}
END {
	print "};\n"
	printf "const size_t html_entity_count = %d;\n", count
}
