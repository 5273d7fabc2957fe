/*
 * html_token - the tokens of an HTML text: the WHATWG tokenizer.
 *
 * HTML standard, section 13.2.5, proven on the html5lib suite.  What mail
 * programs show follows from these rules and no others, and odd HTML is what
 * hides things from filters, so nothing is approximated.  Parse errors are not
 * reported; every text has tokens.
 *
 * The caller pulls tokens one by one.  Plain text costs no memory: a stretch
 * of text comes as several tokens, each either a slice of the source or one
 * character that replaces something (a character reference, a line end, a
 * NUL), so an offset map needs nothing more.  Linear in the source, whatever
 * it is.
 *
 * Input is UTF-8.  Offsets count bytes of it.
 */
#ifndef MEKIKI_READ_HTML_TOKEN_H
#define MEKIKI_READ_HTML_TOKEN_H

#include "base/arena.h"
#include "base/limits.h"
#include "read/html_entity.h"
#include "read/html_tag.h"

enum html_kind {
	HTML_TEXT,
	HTML_START,
	HTML_END,
	HTML_COMMENT, /* bogus ones too: "<!x>", "<?x>", "</ x>" */
	HTML_DOCTYPE,
};

/* How text is read: what the standard calls states. */
enum html_content {
	HTML_DATA,
	HTML_RCDATA,	/* references, no tags: title, textarea */
	HTML_RAWTEXT,	/* neither: style, xmp, iframe, noembed, noframes */
	HTML_SCRIPT,	/* neither, with script's own comment rules */
	HTML_PLAINTEXT, /* nothing, to the end */
	HTML_CDATA,	/* to "]]>" */
};

struct html_attribute {
	span name;  /* lower case */
	span raw;   /* the value as it stands in the source, without quotes */
	span value; /* the value with references decoded */
};

struct html_token {
	enum html_kind kind;
	size_t start, end; /* of the whole token in the source */
	span name;	   /* of a tag or document type; lower case */
	enum html_tag tag; /* what it is the name of, for tags */
	span text;	   /* of text or a comment; until the next token */
	const struct html_attribute *attributes; /* until the next token */
	size_t count;
	uint64_t names; /* set of html_name_bit of the attributes */
	bool self_closing;
	/* Only of a document type; else not set. */
	bool has_name, has_public, has_system, quirks;
	span public_id, system_id;
};

struct html_tokenizer {
	span source;
	struct arena *arena;
	size_t at;
	enum html_content content;
	bool automatic; /* start tags switch `content` by their name */
	bool foreign;	/* inside svg or math: <![CDATA[ is text; caller sets */
	bool raw_lines; /* CR stays in text of HTML_DATA; caller sets */
	bool too_many;	/* some tag had more than LIMIT_ATTRIBUTES */
	span opener;	/* the tag whose end tag ends raw text */
	size_t raw_end; /* where that is, once looked for */
	bool raw_known;
	char small[HTML_REFERENCE_MAX];
	struct html_attribute attributes[LIMIT_ATTRIBUTES];
};

/*
 * Decoded names and values live in a, everything else in the source, which
 * must outlive the tokens.  Without an arena (NULL) names keep their case and
 * values are raw.
 */
void html_open(struct html_tokenizer *t, struct arena *a, span source);

/* The next token; false at the end. */
bool html_next(struct html_tokenizer *t, struct html_token *token);

/* Reads on as content, until the end tag of opener where that applies. */
void html_switch(
    struct html_tokenizer *t, enum html_content content, span opener);

/* One of 64 bits for an attribute's name: most that are asked for are not
 * there, and their bit is not either. */
static inline uint64_t
html_name_bit(span name)
{
	unsigned first = name.n == 0 ? 0 : (unsigned char)(name.p[0] | 0x20);

	return (uint64_t)1 << ((first * 5 + (unsigned)name.n) & 63);
}

const struct html_attribute *html_search_attribute(
    const struct html_token *token, span name);

/* The attribute called name, or NULL. */
static inline const struct html_attribute *
html_find_attribute(const struct html_token *token, span name)
{
	return token->names & html_name_bit(name)
	    ? html_search_attribute(token, name)
	    : NULL;
}

/* The decoded value of an attribute, or NULL. */
static inline const span *
html_attribute(const struct html_token *token, const char *name)
{
	const struct html_attribute *found =
	    html_find_attribute(token, span_of(name));

	return found == NULL ? NULL : &found->value;
}

#endif
