#include "read/charset_name.h"

/*
 * version=3 reads what CP50220, CP50221 and CP50222 write: NEC row 13, IBM
 * extensions and half-width kana by escape or shift-out.
 */
static const struct charset charsets[] = {
	{ "us-ascii", "US-ASCII", CHARSET_ASCII },
	{ "utf-8", "UTF-8", CHARSET_UTF8 },
	{ "shift_jis", "ibm-943_P15A-2003", CHARSET_DOUBLE },
	{ "euc-jp", "euc-jp-2007", CHARSET_DOUBLE },
	{ "iso-2022-jp", "ISO_2022,locale=ja,version=3", CHARSET_SHIFT },
	{ "iso-2022-kr", "ISO_2022,locale=ko,version=0", CHARSET_SHIFT },
	{ "iso-2022-cn", "ISO_2022,locale=zh,version=1", CHARSET_SHIFT },
	{ "hz-gb-2312", "HZ", CHARSET_SHIFT },
	{ "utf-7", "UTF-7", CHARSET_SHIFT },
	{ "utf-16", "UTF-16", CHARSET_WIDE },
	{ "utf-16le", "UTF-16LE", CHARSET_WIDE },
	{ "utf-16be", "UTF-16BE", CHARSET_WIDE },
	{ "utf-32", "UTF-32", CHARSET_WIDE },
	{ "utf-32le", "UTF-32LE", CHARSET_WIDE },
	{ "utf-32be", "UTF-32BE", CHARSET_WIDE },
	{ "gb18030", "gb18030", CHARSET_DOUBLE },
	{ "big5", "Big5-HKSCS", CHARSET_DOUBLE },
	{ "euc-tw", "euc-tw-2014", CHARSET_DOUBLE },
	{ "windows-949", "windows-949-2000", CHARSET_DOUBLE },
	{ "windows-874", "windows-874-2000", CHARSET_SINGLE },
	{ "windows-1250", "windows-1250", CHARSET_SINGLE },
	{ "windows-1251", "windows-1251", CHARSET_SINGLE },
	{ "windows-1252", "windows-1252", CHARSET_SINGLE },
	{ "windows-1253", "windows-1253", CHARSET_SINGLE },
	{ "windows-1254", "windows-1254", CHARSET_SINGLE },
	{ "windows-1255", "windows-1255", CHARSET_SINGLE },
	{ "windows-1256", "windows-1256", CHARSET_SINGLE },
	{ "windows-1257", "windows-1257", CHARSET_SINGLE },
	{ "windows-1258", "windows-1258", CHARSET_SINGLE },
	{ "iso-8859-2", "iso-8859-2", CHARSET_SINGLE },
	{ "iso-8859-3", "iso-8859-3", CHARSET_SINGLE },
	{ "iso-8859-4", "iso-8859-4", CHARSET_SINGLE },
	{ "iso-8859-5", "iso-8859-5", CHARSET_SINGLE },
	{ "iso-8859-6", "iso-8859-6", CHARSET_SINGLE },
	{ "iso-8859-7", "iso-8859-7", CHARSET_SINGLE },
	{ "iso-8859-8", "iso-8859-8", CHARSET_SINGLE },
	{ "iso-8859-10", "iso-8859-10", CHARSET_SINGLE },
	{ "iso-8859-13", "iso-8859-13", CHARSET_SINGLE },
	{ "iso-8859-14", "iso-8859-14", CHARSET_SINGLE },
	{ "iso-8859-15", "iso-8859-15", CHARSET_SINGLE },
	{ "koi8-r", "koi8-r", CHARSET_SINGLE },
	{ "koi8-u", "koi8-u", CHARSET_SINGLE },
	{ "macintosh", "macintosh", CHARSET_SINGLE },
	{ "x-mac-cyrillic", "x-mac-cyrillic", CHARSET_SINGLE },
	{ "ibm437", "ibm437", CHARSET_SINGLE },
	{ "ibm850", "ibm850", CHARSET_SINGLE },
	{ "ibm852", "ibm852", CHARSET_SINGLE },
	{ "ibm866", "ibm866", CHARSET_SINGLE },
};

/* Without case and everything but letters and digits, see reduce(). */
static const struct {
	const char *alias, *name;
} aliases[] = {
	{ "ascii", "us-ascii" },
	{ "ansix341968", "us-ascii" },
	{ "iso646us", "us-ascii" },
	{ "unicode11utf8", "utf-8" },
	{ "utf8mb4", "utf-8" },
	{ "unicode11utf7", "utf-7" },
	{ "unicode20utf7", "utf-7" },
	{ "unicode", "utf-16" },
	{ "ucs2", "utf-16" },
	{ "iso10646ucs2", "utf-16" },
	{ "sjis", "shift_jis" },
	{ "xsjis", "shift_jis" },
	{ "sjiswin", "shift_jis" },
	{ "mskanji", "shift_jis" },
	{ "csshiftjis", "shift_jis" },
	{ "shiftjis2004", "shift_jis" },
	{ "shiftjisx0213", "shift_jis" },
	{ "windows31j", "shift_jis" },
	{ "cswindows31j", "shift_jis" },
	{ "windows932", "shift_jis" },
	{ "cp932", "shift_jis" },
	{ "xmscp932", "shift_jis" },
	{ "ms932", "shift_jis" },
	{ "932", "shift_jis" },
	{ "cp943", "shift_jis" },
	{ "ibm943", "shift_jis" },
	{ "xeucjp", "euc-jp" },
	{ "eucjpms", "euc-jp" },
	{ "eucjpwin", "euc-jp" },
	{ "cp51932", "euc-jp" },
	{ "eucjis2004", "euc-jp" },
	{ "ujis", "euc-jp" },
	{ "cseucpkdfmtjapanese", "euc-jp" },
	{ "csiso2022jp", "iso-2022-jp" },
	{ "iso2022jp1", "iso-2022-jp" },
	{ "iso2022jp2", "iso-2022-jp" },
	{ "iso2022jp3", "iso-2022-jp" },
	{ "iso2022jp2004", "iso-2022-jp" },
	{ "iso2022jpms", "iso-2022-jp" },
	{ "iso2022jpext", "iso-2022-jp" },
	{ "cp50220", "iso-2022-jp" },
	{ "cp50221", "iso-2022-jp" },
	{ "cp50222", "iso-2022-jp" },
	{ "jis", "iso-2022-jp" },
	{ "jis7", "iso-2022-jp" },
	{ "csiso2022kr", "iso-2022-kr" },
	{ "iso2022cnext", "iso-2022-cn" },
	{ "hz", "hz-gb-2312" },
	{ "gbk", "gb18030" },
	{ "xgbk", "gb18030" },
	{ "gb2312", "gb18030" },
	{ "gb231280", "gb18030" },
	{ "csgb2312", "gb18030" },
	{ "euccn", "gb18030" },
	{ "cp936", "gb18030" },
	{ "ms936", "gb18030" },
	{ "windows936", "gb18030" },
	{ "chinese", "gb18030" },
	{ "isoir58", "gb18030" },
	{ "big5hkscs", "big5" },
	{ "csbig5", "big5" },
	{ "xxbig5", "big5" },
	{ "cnbig5", "big5" },
	{ "cp950", "big5" },
	{ "windows950", "big5" },
	{ "euckr", "windows-949" },
	{ "cseuckr", "windows-949" },
	{ "ksc5601", "windows-949" },
	{ "ksc56011987", "windows-949" },
	{ "ksc56011989", "windows-949" },
	{ "csksc56011987", "windows-949" },
	{ "uhc", "windows-949" },
	{ "cp949", "windows-949" },
	{ "ms949", "windows-949" },
	{ "korean", "windows-949" },
	{ "tis620", "windows-874" },
	{ "iso885911", "windows-874" },
	{ "iso88591", "windows-1252" },
	{ "latin1", "windows-1252" },
	{ "l1", "windows-1252" },
	{ "isolatin1", "windows-1252" },
	{ "csisolatin1", "windows-1252" },
	{ "iso885911987", "windows-1252" },
	{ "cp1252", "windows-1252" },
	{ "ansi", "windows-1252" },
	{ "iso88599", "windows-1254" },
	{ "latin5", "windows-1254" },
	{ "cp1254", "windows-1254" },
	{ "latin2", "iso-8859-2" },
	{ "cp1250", "windows-1250" },
	{ "cp1251", "windows-1251" },
	{ "win1251", "windows-1251" },
	{ "cp1253", "windows-1253" },
	{ "cp1255", "windows-1255" },
	{ "cp1256", "windows-1256" },
	{ "cp1257", "windows-1257" },
	{ "cp1258", "windows-1258" },
	{ "cyrillic", "iso-8859-5" },
	{ "arabic", "iso-8859-6" },
	{ "greek", "iso-8859-7" },
	{ "hebrew", "iso-8859-8" },
	{ "iso88598i", "iso-8859-8" },
	{ "latin9", "iso-8859-15" },
	{ "koi8", "koi8-r" },
	{ "koi8ru", "koi8-u" },
	{ "mac", "macintosh" },
	{ "cp437", "ibm437" },
	{ "cp850", "ibm850" },
	{ "cp852", "ibm852" },
	{ "cp866", "ibm866" },
};

#define REDUCED_MAX 32

/* Lower-case letters and digits of label; empty when there are too many. */
static span
reduce(span label, char room[static REDUCED_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < label.n; i++) {
		if (!ascii_is_alnum(label.p[i]))
			continue;
		if (n == REDUCED_MAX)
			return (span){ 0 };
		room[n++] = ascii_lower(label.p[i]);
	}
	return (span){ room, n };
}

static const struct charset *
find_reduced(span key)
{
	for (size_t i = 0; i < COUNT(charsets); i++) {
		char room[REDUCED_MAX];

		if (span_same(reduce(span_of(charsets[i].name), room), key))
			return &charsets[i];
	}
	return NULL;
}

const struct charset *
charset_find(span label)
{
	char room[REDUCED_MAX], name[REDUCED_MAX];
	span key = reduce(label, room);
	const struct charset *found;

	if (key.n == 0)
		return NULL;
	found = find_reduced(key);
	for (size_t i = 0; found == NULL && i < COUNT(aliases); i++)
		if (span_is(key, aliases[i].alias))
			found = find_reduced(
			    reduce(span_of(aliases[i].name), name));
	return found;
}
