#include "examine/sniff.h"

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

TEST_MAIN(TEST(types), TEST(archives))
