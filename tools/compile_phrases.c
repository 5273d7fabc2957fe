/*
 * compile_phrases FOLDER FILE: compiles the phrases of FOLDER for make.
 *
 * Says file and line of a row that cannot be compiled, and fails.
 */
#include <stdio.h>

#include "know/phrases.h"

int
main(int argc, char **argv)
{
	struct know_error err = { { 0 } };

	if (argc != 3) {
		fputs("usage: compile_phrases FOLDER FILE\n", stderr);
		return 2;
	}
	if (phrases_compile(argv[1], argv[2], &err) != MEKIKI_OK) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	return 0;
}
