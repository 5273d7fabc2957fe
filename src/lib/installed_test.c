#include "test/run.h"

#include <stdio.h>

/*
 * What somebody else's program finds: the tree of make install, through
 * pkg-config.  $I is that tree, $C how its programs are compiled.
 */
#define PRELUDE                                                                 \
	"I='" TEST_BUILD "/installed'\n"                                        \
	"PC=$(find \"$I\" -name mekiki.pc); PC=${PC%/*}\n"                      \
	"DATADIR=$(PKG_CONFIG_PATH=$PC pkg-config --variable=datadir mekiki)\n" \
	"PKG_CONFIG_SYSROOT_DIR=$I PKG_CONFIG_PATH=$PC\n"                       \
	"export PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_PATH\n"                       \
	"LIB=${PC%/*} DATA=$I$DATADIR\n"                                        \
	"H=$(find \"$I\" -name mekiki.h)\n"                                     \
	"LD_LIBRARY_PATH=$LIB; export LD_LIBRARY_PATH\n"                        \
	"names() { sed -n 's/^[a-zA-Z].*[ *]\\(mekiki_[a-z_]*\\)(.*/\\1/p' "    \
	"\"$H\" | sort; }\n"

static const struct {
	const char *name, *command;
	int status;
	const char *out, *err; /* stand somewhere in it; "": nothing at all */
	const char *needs;     /* a program; without it the row is skipped */
} rows[] = {
	{ "the header alone is C17, to the letter",
	    "gcc -std=c17 -pedantic-errors -Wall -Wextra -Wshadow -Wconversion "
	    "-Wstrict-prototypes -Werror -fsyntax-only -x c \"$H\"",
	    0, "", "", NULL },
	{ "the header alone is C++11",
	    "echo '#include <mekiki.h>' >$T/a.cc; g++ -std=c++11 "
	    "-pedantic-errors -Wall -Wextra -Werror -fsyntax-only "
	    "$(pkg-config --cflags mekiki) $T/a.cc",
	    0, "", "", "g++" },
	{ "a C++ program uses it",
	    "printf '%s\\n' '#include <mekiki.h>' 'int main() {' "
	    "'mekiki_settings s = MEKIKI_SETTINGS; mekiki_expert *e;' "
	    "'mekiki_style t = MEKIKI_STYLE; mekiki_error r; (void)t;' "
	    "'s.data = \"/nonexistent\";' "
	    "'return mekiki_open(&s, &e, &r) == MEKIKI_IO ? 0 : 1; }' "
	    ">$T/b.cc && g++ -std=c++11 -Wall -Wextra -Werror $T/b.cc "
	    "$(pkg-config --cflags --libs mekiki) -o $T/b && $T/b",
	    0, "", "", "g++" },
	{ "the example compiles",
	    "gcc -std=c17 -Wall -Wextra -Werror doc/examine.c "
	    "$(pkg-config --cflags --libs mekiki) -o $T/examine",
	    0, "", "", NULL },
	{ "the example says the class and the probability",
	    "$T/examine examples/account-suspension.eml $DATA", 0,
	    "phishing 1.000\n", "", NULL },
	{ "and each finding in English",
	    "$T/examine examples/account-suspension.eml $DATA", 0,
	    "\nThe sender is shown as \"Kagoya.net\", but the address is "
	    "akazawa@cymis.jp.",
	    "", NULL },
	{ "as many as the command has",
	    "test $($T/examine examples/account-suspension.eml $DATA | "
	    "tail -n +2 | wc -l) = $(mekiki --format json "
	    "examples/account-suspension.eml | grep -o '\"standing\":[^,]*,"
	    "\"args\"' | wc -l)",
	    0, "", "", NULL },
	{ "of a clean mail", "$T/examine examples/genuine-notice.eml $DATA", 0,
	    "clean 0.0", "", NULL },
	{ "without its data it says what to do",
	    "$T/examine examples/account-suspension.eml $T/none", 1, "",
	    "/none/brands.tsv: No such file or directory; install mekiki's data",
	    NULL },
	{ "the library finds its data where they were installed",
	    "strings -a $LIB/libmekiki.so.0 | grep -x $DATADIR", 0,
	    "share/mekiki", "", NULL },
	{ "the installed command starts",
	    "$(find $I -path '*/bin/mekiki') --version", 0, "mekiki ", "",
	    NULL },
	{ "the library's name",
	    "readelf -d $LIB/libmekiki.so.0 | grep -c "
	    "'soname: .libmekiki.so.0.$'",
	    0, "1\n", "", NULL },
	{ "the name that the linker looks for", "readlink $LIB/libmekiki.so", 0,
	    "libmekiki.so.0\n", "", NULL },
	{ "the header declares functions", "names | grep -c .", 0, "3", "",
	    NULL },
	{ "it shows what the header declares, and nothing else",
	    "nm -D --defined-only $LIB/libmekiki.so.0 | "
	    "sed -n 's/.* [^A] \\([^@]*\\).*/\\1/p' | sort >$T/shown; "
	    "names >$T/declared; diff $T/declared $T/shown",
	    0, "", "", NULL },
	{ "the manual page names each",
	    "for n in $(names); do grep -q \"^.F[no] $n\\b\" "
	    "$I${DATADIR%/mekiki}/man/man3/libmekiki.3 || echo $n; done",
	    0, "", "", NULL },
	{ "the function in the README compiles",
	    "for r in README.md README.ja.md; do sed -n "
	    "'/^    #include <mekiki/,/^    }/s/^    //p' $r >$T/r.c; "
	    "grep -q mekiki_examine $T/r.c && gcc -std=c17 -Wall -Wextra "
	    "-Werror -c $(pkg-config --cflags mekiki) $T/r.c -o $T/r.o || "
	    "echo $r; done",
	    0, "", "", NULL },
	{ "none of it is older than its version",
	    "nm -D --defined-only --with-symbol-versions "
	    "$LIB/libmekiki.so.0 | grep -v MEKIKI_0 | wc -l",
	    0, "0\n", "", NULL },
	{ "pkg-config tells the version of the command",
	    "test \"mekiki $(pkg-config --modversion mekiki)\" = "
	    "\"$(mekiki --version)\"",
	    0, "", "", NULL },
};

static void
check_text(span got, const char *want)
{
	if (want[0] == '\0' ? got.n > 0 : !run_holds(got, want))
		CHECK_SPAN(got, want);
}

static void
installed(void **state)
{
	static char command[3000];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct run_result r;

		test_name(rows[i].name);
		if (rows[i].needs != NULL) {
			snprintf(command, sizeof(command),
			    "command -v %s >/dev/null", rows[i].needs);
			if (run_shell(command).status != 0) {
				test_skip("there is no such compiler");
				continue;
			}
		}
		snprintf(
		    command, sizeof(command), "%s%s", PRELUDE, rows[i].command);
		r = run_shell(command);
		CHECK_INT(r.status, rows[i].status);
		check_text(r.out, rows[i].out);
		check_text(r.err, rows[i].err);
	}
}

TEST_MAIN(TEST(installed))
