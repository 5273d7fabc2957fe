#include "cmd/source.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "test/run.h"

#define SEP "From a@example.com Tue Mar  4 10:15:30 2025\n"

/* The path of $T/name; lives until the next call. */
static const char *
below(const char *name)
{
	static char path[1200];
	span out = span_trim(run_shell("echo $T").out);

	snprintf(path, sizeof(path), "%.*s/%s", SPAN_ARG(out), name);
	return path;
}

static void
write_file(const char *name, span bytes)
{
	FILE *f = fopen(below(name), "wb");

	if (f == NULL || fwrite(bytes.p, 1, bytes.n, f) != bytes.n ||
	    fclose(f) != 0)
		abort();
}

static struct files
files_of(const char *name)
{
	struct files f = { .arena = test_arena() };

	files_add(&f, below(name));
	return f;
}

/* What sha256sum says of standard input. */
static span
digest_of(const char *command)
{
	static char line[600];

	snprintf(line, sizeof(line), "cd $T; { %s; } | sha256sum", command);
	return span_head(run_shell(line).out, 64);
}

static void
mails(void **state)
{
	static const struct {
		const char *name, *file;
		const char *wanted; /* index@offset+size, '*': of many */
	} rows[] = {
		{ "a mail", "A: b\n\nt\n", "0@0+8 " },
		{ "an empty file is one", "", "0@0+0 " },
		{ "an mbox", SEP "A: b\n\nt\n\n" SEP "A: b\n\n",
		    "*0@44+8 *1@97+5 " },
		{ "an mbox of one mail is that mail, as it is",
		    SEP "A: b\n\n>From x\n\n", "0@0+59 " },
		{ "a From line that is no mbox's", "From a\nA: b\n\nt\n",
		    "0@0+15 " },
		{ "From and no more", "From ", "0@0+5 " },
		{ "Content-Length is not believed",
		    SEP "Content-Length: 9999\n\nt\n\n" SEP "A: b\n\nt\n",
		    "*0@44+24 *1@113+8 " },
		{ "sizes are those of the mail unquoted",
		    SEP "A: b\n\n>From x\n>>From y\n\n" SEP "A: b\n\n",
		    "*0@44+21 *1@112+5 " },
	};
	struct buf out = buf_new(test_arena(), 4096);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct files files;
		struct source s;
		struct intake *in;
		char text[100];

		test_name(rows[i].name);
		write_file("mail", span_of(rows[i].file));
		files = files_of("mail");
		in = intake_new(&files);
		out.n = 0;
		while (intake_next(in, &s)) {
			snprintf(text, sizeof(text), "%s%lld@%llu+%llu ",
			    s.one_of_many ? "*" : "", (long long)s.index,
			    (unsigned long long)s.offset,
			    (unsigned long long)s.size);
			buf_text(&out, text);
			CHECK_INT(s.status, MEKIKI_OK);
			CHECK_INT(s.n, s.size);
			CHECK(s.alone == !s.one_of_many);
			source_free(&s);
		}
		CHECK_SPAN(buf_span(&out), rows[i].wanted);
		intake_free(in);
	}
}

/* One mail of $T/big whose bytes are what the shell command writes. */
static void
check_big(const char *content, uint64_t size)
{
	struct files files = files_of("big");
	struct intake *in = intake_new(&files);
	struct source s;

	CHECK(intake_next(in, &s));
	CHECK_INT(s.status, MEKIKI_OK);
	CHECK_INT(s.n, size < LIMIT_MAIL ? size : LIMIT_MAIL);
	CHECK_INT(s.size, size);
	CHECK(source_digest(&s));
	CHECK(span_same(span_of(s.sha256), digest_of(content)));
	source_free(&s);
	intake_free(in);
}

static void
sizes(void **state)
{
	(void)state;
	test_name("of a mail above the limit the digest is of all");
	run_shell("printf 'A: b\\n\\n' >$T/big; truncate -s 70000000 $T/big");
	check_big("cat big", 70000000);
	test_name("exactly at the limit");
	run_shell("truncate -s 67108864 $T/big");
	check_big("cat big", LIMIT_MAIL);
	test_name("in an mbox likewise, without what is not the mail's");
	run_shell("{ printf '" SEP
		  "A: b\\n\\n'; head -c 70000000 /dev/zero | tr '\\0' 'x';"
		  "printf '\\n\\n" SEP "A: b\\n\\n'; } >$T/big");
	check_big("printf 'A: b\\n\\n'; head -c 70000000 /dev/zero |"
		  "tr '\\0' 'x'; echo",
	    70000007);
	test_name("a mail of some blocks");
	run_shell("{ printf 'A: b\\n\\n'; head -c 300000 /dev/zero; } >$T/big");
	check_big("cat big", 300006);
	run_shell("rm $T/big");
}

static void
shrinking(void **state)
{
	struct files files;
	struct intake *in;
	struct source s;
	size_t count = 0;

	(void)state;
	test_name("an mbox cut short while it is read ends early");
	run_shell("for i in 1 2 3 4; do printf '" SEP
		  "A: b\\n\\n'; head -c 300000 /dev/zero | tr '\\0' 'x'; "
		  "printf '\\n\\n'; done >$T/box");
	files = files_of("box");
	in = intake_new(&files);
	CHECK(intake_next(in, &s));
	CHECK(s.one_of_many);
	source_free(&s);
	CHECK(truncate(below("box"), 10) == 0);
	while (intake_next(in, &s)) {
		CHECK_INT(s.status, MEKIKI_OK);
		source_free(&s);
		count++;
	}
	CHECK(count <= 1);
	intake_free(in);
}

static void
troubles(void **state)
{
	struct files files = { .arena = test_arena() };
	struct intake *in;
	struct source s;

	(void)state;
	write_file("mail", SPAN("A: b\n\n"));
	files_add(&files, below("mail"));
	files_add(&files, "/proc/self/mem");
	files_add(&files, below("mail"));
	run_shell("rm $T/mail");
	in = intake_new(&files);
	test_name("a file that went away meanwhile");
	CHECK(intake_next(in, &s));
	CHECK_INT(s.status, MEKIKI_IO);
	CHECK_INT(s.problem, ENOENT);
	test_name("a file that cannot be read");
	CHECK(intake_next(in, &s));
	CHECK_INT(s.status, MEKIKI_IO);
	CHECK_INT(s.problem, EIO);
	CHECK(s.bytes == NULL);
	test_name("the next one is read nevertheless");
	write_file("mail", SPAN("A: b\n\n"));
	CHECK(intake_next(in, &s));
	CHECK_INT(s.status, MEKIKI_OK);
	CHECK(!s.alone);
	source_free(&s);
	CHECK(!intake_next(in, &s));
	test_name("given up in the middle of an mbox");
	intake_free(in);
	write_file("mail", SPAN(SEP "A: b\n\n" SEP "A: b\n\n"));
	files = files_of("mail");
	in = intake_new(&files);
	CHECK(intake_next(in, &s));
	source_free(&s);
	intake_free(in);
}

TEST_MAIN(TEST(mails), TEST(sizes), TEST(shrinking), TEST(troubles))
