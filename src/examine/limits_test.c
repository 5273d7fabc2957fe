#include "base/buf.h"
#include "base/limits.h"
#include "test/examined.h"

#define HTML EXAMINED_FIELDS "Content-Type: text/html; charset=utf-8\n\n"
#define PLAIN EXAMINED_FIELDS "Content-Type: text/plain; charset=utf-8\n\n"

/* A mail that reaches one limit: head, then many times the piece. */
static const struct {
	const char *name, *limit;
	const char *head, *piece;
	size_t times;
	const char *end;
} rows[] = {
	{ "fields", "fields", "", "X: y\n", LIMIT_FIELDS + 1, PLAIN },
	{ "addresses of To", "addresses", "To: ", "a@b.example,",
	    LIMIT_ADDRESSES + 1, "\n" PLAIN },
	{ "addresses of Reply-To", "addresses", "Reply-To: ", "a@b.example,",
	    LIMIT_ADDRESSES + 1, "\n" PLAIN },
	{ "hops", "hops", "", "Received: from a by b\n", LIMIT_HOPS + 1,
	    PLAIN },
	{ "parts", "parts",
	    EXAMINED_FIELDS "Content-Type: multipart/mixed; "
			    "boundary=b\n\n",
	    "--b\n\nx\n", LIMIT_PARTS + 1, "--b--\n" },
	{ "links", "links", PLAIN, "http://a.example/ ", LIMIT_LINKS + 1, "" },
	{ "folded text", "text", PLAIN, "\xef\xb7\xba", LIMIT_TEXT / 33 + 1,
	    "" },
	{ "elements", "html", HTML, "<div>", LIMIT_ELEMENTS + 1, "x" },
	{ "attributes", "html", HTML "<p", " a#", LIMIT_ATTRIBUTES + 1, ">x" },
	{ "style rules", "html", HTML "<style>", ".a#{color:red}",
	    LIMIT_STYLES + 1, "</style>x" },
	{ "forms", "html", HTML, "<form action=x></form>", LIMIT_FORMS + 1,
	    "x" },
	{ "attachments", "attachments",
	    EXAMINED_FIELDS "Content-Type: multipart/mixed; "
			    "boundary=b\n\n",
	    "--b\nContent-Type: image/png\n\nx\n", LIMIT_SNIFFED + 1,
	    "--b--\n" },
};

/* The piece times over; "#" in it becomes a number of its own. */
static struct examination *
examined_many(size_t row, size_t times)
{
	struct buf mail = buf_new(test_arena(), LIMIT_MAIL);

	buf_text(&mail, rows[row].head);
	for (size_t i = 0; i < times; i++) {
		span rest = span_of(rows[row].piece), piece;

		piece = span_head(rest, span_find_byte(rest, '#'));
		buf_put(&mail, piece);
		if (piece.n == rest.n)
			continue;
		buf_put(&mail, arena_number(test_arena(), (int64_t)i));
		buf_put(&mail, span_drop(rest, piece.n + 1));
	}
	buf_text(&mail, rows[row].end);
	return examined_bytes(buf_span(&mail), NULL);
}

/* Who reads the report must learn that not all was looked at. */
static void
told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct examination *x = examined_many(i, rows[i].times);

		test_name(rows[i].name);
		CHECK_INT(x->truncated_count, 1);
		if (x->truncated_count == 1)
			CHECK_SPAN(span_of(x->truncated[0]), rows[i].limit);
		CHECK_INT(
		    examined_many(i, rows[i].times / 2)->truncated_count, 0);
	}
	examined_end();
}

TEST_MAIN(TEST(told))
