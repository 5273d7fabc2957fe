#include "examine/sniff.h"

#include <magic.h>

#include "read/transfer.h"
#include "test/test.h"

#define ZIP_PROGRAM                                                            \
	"UEsDBAoAAAAAADgseV2AflBYBAAAAAQAAAAFAAAAYS5leGVNWpAAUEsBAh4DCgAA"     \
	"AAAAOCx5XYB+UFgEAAAABAAAAAUAAAAAAAAAAAAAAKSBAAAAAGEuZXhlUEsFBgAA"     \
	"AAABAAEAMwAAACcAAAAAAA=="
#define ZIP_LOCKED                                                             \
	"UEsDBAoACQAAADgseV0n2uw3EQAAAAUAAAAJAAAAbm90ZXMudHh07AsJ13Nj+Fc+"     \
	"yZ7Mr/O+8nJQSwcIJ9rsNxEAAAAFAAAAUEsBAh4DCgAJAAAAOCx5XSfa7DcRAAAA"     \
	"BQAAAAkAAAAAAAAAAQAAAKSBAAAAAG5vdGVzLnR4dFBLBQYAAAAAAQABADcAAABI"     \
	"AAAAAAA="

static span
decoded(const char *base64)
{
	unsigned odd = 0;

	return transfer_base64(test_arena(), span_of(base64), &odd);
}

static void
types(void **state)
{
	struct sniff *s = sniff_new();
	struct arena *a = test_arena();

	(void)state;
	test_name("a document");
	CHECK_SPAN(sniff_type(s, a, SPAN("%PDF-1.4\n")), "application/pdf");
	test_name("an archive");
	CHECK_SPAN(sniff_type(s, a, decoded(ZIP_PROGRAM)), "application/zip");
	test_name("nothing is of no type");
	CHECK_INT(sniff_type(s, a, (span){ 0 }).n, 0);
	sniff_free(s);
	sniff_free(NULL);
}

/* Sixteen bytes and the rest of a file: how each begins, and libmagic's word. */
static void
same_as_libmagic(void **state)
{
	static const struct {
		const char *name;
		span begins;
	} rows[] = {
		{ "a PNG",
		    SPAN("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1") },
		{ "a PNG without its first block",
		    SPAN("\x89PNG\r\n\x1a\n\0\0\0\0tEXt") },
		{ "an old GIF", SPAN("GIF87a\1\0\1\0") },
		{ "a GIF", SPAN("GIF89a\1\0\1\0") },
		{ "a JPEG", SPAN("\xff\xd8\xff\xe0\0\x10JFIF\0") },
		{ "a camera's JPEG",
		    SPAN("\xff\xd8\xff\xe1\0\x10"
			 "Exif\0") },
		{ "a bare JPEG", SPAN("\xff\xd8\xff\xdb\0\x43\0") },
		{ "a PDF", SPAN("%PDF-1.7\n%\xe2\xe3\n") },
		{ "a text", SPAN("GIF is a format") },
	};
	magic_t magic = magic_open(MAGIC_MIME_TYPE);
	struct sniff *s = sniff_new();

	(void)state;
	assert_int_equal(magic_load(magic, NULL), 0);
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t n = 1; n <= rows[i].begins.n; n++) {
			span bytes = test_edge(rows[i].begins.p, n);

			test_name(rows[i].name);
			CHECK_SPAN(sniff_type(s, test_arena(), bytes),
			    magic_buffer(magic, bytes.p, bytes.n));
		}
	sniff_free(s);
	magic_close(magic);
}

static void
archives(void **state)
{
	struct arena *a = test_arena();
	struct sniff_archive found;
	span zip = decoded(ZIP_PROGRAM);

	(void)state;
	test_name("an archive's names");
	found = sniff_archive(a, zip);
	CHECK(found.is_archive && !found.encrypted && !found.cut);
	CHECK_INT(found.count, 1);
	CHECK_SPAN(found.names[0], "a.exe");
	test_name("an encrypted one's as well");
	found = sniff_archive(a, decoded(ZIP_LOCKED));
	CHECK(found.is_archive && found.encrypted);
	CHECK_INT(found.count, 1);
	test_name("a text is no archive");
	CHECK(!sniff_archive(a, SPAN("text text")).is_archive);
	CHECK(!sniff_archive(a, (span){ 0 }).is_archive);
	test_name("an archive that ends early does no harm");
	for (size_t n = 0; n < zip.n; n++)
		CHECK(sniff_archive(a, test_edge(zip.p, n)).count <= 1);
}

TEST_MAIN(TEST(types), TEST(same_as_libmagic), TEST(archives))
