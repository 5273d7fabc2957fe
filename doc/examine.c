/* examine FILE [DATA-FOLDER] - says what a mail is, and why. */
#include <mekiki.h>
#include <stdio.h>
#include <time.h>

static char mail[64 << 20]; /* of longer ones the rest is not looked at */

int
main(int argc, char **argv)
{
	FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
	size_t length = file != NULL ? fread(mail, 1, sizeof(mail), file) : 0;
	struct mekiki_settings settings = MEKIKI_SETTINGS;
	struct mekiki_expert *expert;
	struct mekiki_examination *x;
	struct mekiki_error error;

	if (length == 0) {
		fprintf(stderr, "usage: examine FILE [DATA-FOLDER]\n");
		return 2;
	}
	settings.data = argc > 2 ? argv[2] : NULL;
	if (mekiki_open(&settings, &expert, &error) != MEKIKI_OK ||
	    mekiki_examine(expert, mail, length, time(NULL), &x, &error) !=
		MEKIKI_OK) {
		fprintf(stderr, "examine: %s\n", error.text);
		return 1;
	}
	printf("%s %.3f\n", mekiki_class_name(mekiki_verdict(x)),
	    mekiki_probability(x));
	for (size_t i = 0; i < mekiki_finding_count(x); i++) {
		struct mekiki_text text = mekiki_finding_text(
		    mekiki_finding_at(x, i), MEKIKI_LANG_EN);

		/* It quotes the mail: print nothing a terminal acts on. */
		for (size_t k = 0; k < text.length; k++)
			putchar(text.bytes[k] < ' ' || text.bytes[k] > '~'
				? '?'
				: text.bytes[k]);
		putchar('\n');
	}
	mekiki_free(x);
	mekiki_close(expert);
	fclose(file);
	return 0;
}
