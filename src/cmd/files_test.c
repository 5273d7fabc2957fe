#include "cmd/files.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/limits.h"
#include "test/run.h"

/* The folder that lives as long as this program. */
static const char *
scratch(void)
{
	static char folder[1100];
	span out = span_trim(run_shell("echo $T").out);

	snprintf(folder, sizeof(folder), "%.*s", SPAN_ARG(out));
	return folder;
}

/* The files below $T/name, without that folder, a blank behind each. */
static span
listed(const char *name, struct files *f)
{
	struct buf out = buf_new(test_arena(), 1 << 20);
	char path[1200];

	snprintf(path, sizeof(path), "%s/%s", scratch(), name);
	*f = (struct files){ .arena = test_arena() };
	files_add(f, path);
	for (size_t i = 0; i < f->count; i++) {
		buf_put(&out, span_drop(f->paths[i], strlen(path) + 1));
		buf_byte(&out, ' ');
	}
	return buf_span(&out);
}

/* Folders end in '/'; "a@b" is a symbolic link called a. */
static const struct {
	const char *name, *make, *wanted;
} rows[] = {
	{ "files by name, then folders by name", "b/x a/y z m b/a/k",
	    "m z a/y b/x b/a/k " },
	{ "byte order, whatever the locale", "a B c", "B a c " },
	{ "recordings are no mails", "a.eml a.answers", "a.eml " },
	{ "of a case the mail alone is one",
	    "k/answers.jsonl k/case.json k/examination.json k/mail.eml "
	    "k/SHA256SUMS",
	    "k/mail.eml " },
	{ "hidden files and folders are left out", ".x .d/y z", "z " },
	{ "links are not followed", "a/x a/up@.. a/own@x l@a z", "z a/x " },
	{ "cur and new are a Maildir, tmp is not read", "cur/1:2,S new/2 tmp/3",
	    "cur/1:2,S new/2 " },
	{ "flags and sizes are part of the names",
	    "cur/1.M2P3.host,S=4523,W=4600:2,RS cur/1.M2P4.host:2, new/",
	    "cur/1.M2P3.host,S=4523,W=4600:2,RS cur/1.M2P4.host:2, " },
	{ "what lies beside cur is no mail",
	    "dovecot-uidlist dovecot.index dovecot.index.log subscriptions "
	    "maildirfolder cur/1 new/ courierimapkeywords/x",
	    "cur/1 " },
	{ "Maildir++'s folders begin with a dot",
	    "cur/1 new/ .Junk/cur/2 .Junk/new/3 .Junk/tmp/4 "
	    ".Junk/maildirfolder .Junk.Old/cur/5 .Junk.Old/new/",
	    "cur/1 .Junk/cur/2 .Junk/new/3 .Junk.Old/cur/5 " },
	{ "other hidden folders of a Maildir are left out",
	    "cur/1 new/ .git/x .cache/cur/2", "cur/1 " },
	{ "Dovecot's other layout nests them",
	    "cur/1 new/ Archive/2024/cur/2 Archive/2024/new/ Archive/x",
	    "cur/1 Archive/2024/cur/2 " },
	{ "nothing hidden in cur, and no folders", "cur/.x cur/1 cur/d/2 new/",
	    "cur/1 " },
	{ "cur alone is a folder like any other", "cur/1 tmp/2",
	    "cur/1 tmp/2 " },
	{ "Maildirs in a folder",
	    "me/cur/1 me/new/ me/tmp/2 you/cur/3 "
	    "you/new/ you/dovecot-uidlist",
	    "me/cur/1 you/cur/3 " },
};

static void
folders(void **state)
{
	static const char script[] =
	    "rm -rf $T/d; mkdir $T/d; cd $T/d; for f in %s; do case $f in\n"
	    "*@*) ln -s ${f#*@} ${f%%@*};;\n"
	    "*/) mkdir -p $f;;\n"
	    "*/*) mkdir -p ${f%%/*}; echo x >$f;;\n"
	    "*) echo x >$f;; esac; done";
	static char command[2000];
	struct files f;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		test_name(rows[i].name);
		snprintf(command, sizeof(command), script, rows[i].make);
		CHECK_INT(run_shell(command).status, 0);
		CHECK_SPAN(listed("d", &f), rows[i].wanted);
		CHECK(!f.failed);
	}
}

static void
nothing_moves(void **state)
{
	static const struct run_row row = { "a Maildir is left as it is",
		"mkdir -p $T/m/cur $T/m/new $T/m/tmp;"
		"cp examples/headers-only.eml $T/m/new/1;"
		"cp examples/headers-only.eml $T/m/cur/2:2,S;"
		"find $T/m | sort >$T/before; mekiki -v $T/m >$T/o;"
		"find $T/m | sort | cmp - $T/before && grep -c /m/ $T/o",
		0, "2\n", "", NULL };

	(void)state;
	run_rows(&row, 1);
}

static void
depths(void **state)
{
	static char command[300];
	struct files f;

	(void)state;
	test_name("folders as deep as allowed");
	snprintf(command, sizeof(command),
	    "rm -rf $T/deep; p=$T/deep; for i in $(seq %d); do p=$p/a; done;"
	    "mkdir -p $p; echo x >$p/f",
	    LIMIT_FOLDER_DEPTH);
	CHECK_INT(run_shell(command).status, 0);
	listed("deep", &f);
	CHECK_INT(f.count, 1);
	CHECK(!f.failed);
	test_name("one deeper is left out, and that is noted");
	snprintf(command, sizeof(command),
	    "cd $T/deep; p=.; for i in $(seq %d); do p=$p/a; done;"
	    "mkdir $p/b; echo x >$p/b/g",
	    LIMIT_FOLDER_DEPTH);
	CHECK_INT(run_shell(command).status, 0);
	listed("deep", &f);
	CHECK_INT(f.count, 1);
	CHECK(f.failed);
}

static void
counts(void **state)
{
	struct files f = { .arena = test_arena() };

	(void)state;
	test_name("as many files as allowed");
	f.count = LIMIT_FILES - 1;
	f.room = LIMIT_FILES;
	f.paths = arena_array(f.arena, LIMIT_FILES, sizeof(*f.paths));
	files_add(&f, "-");
	CHECK_INT(f.count, LIMIT_FILES);
	CHECK(!f.failed);
	test_name("one more is left out, and that is noted");
	files_add(&f, test_path("Makefile"));
	CHECK_INT(f.count, LIMIT_FILES);
	CHECK(f.failed && f.full);
	test_name("a folder as well");
	f.failed = f.full = false;
	files_add(&f, test_path("examples"));
	CHECK_INT(f.count, LIMIT_FILES);
	CHECK(f.failed && f.full);
}

TEST_MAIN(TEST(folders), TEST(nothing_moves), TEST(depths), TEST(counts))
