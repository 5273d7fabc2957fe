#include "examine/sniff.h"

#include <archive.h>
#include <archive_entry.h>
#include <magic.h>
#include <stdlib.h>

#include "read/charset.h"

#define SNIFF_LOOKED ((size_t)256 << 10) /* bytes shown to libmagic */
#define SNIFF_ENTRIES 200		 /* names of one archive */

struct sniff {
	magic_t magic;
	bool tried;
};

struct sniff *
sniff_new(void)
{
	return calloc(1, sizeof(struct sniff));
}

void
sniff_free(struct sniff *s)
{
	if (s == NULL)
		return;
	if (s->magic != NULL)
		magic_close(s->magic);
	free(s);
}

/*
 * What most attachments are; libmagic says the same (sniff_test compares), but
 * takes up to 100 us to say so.
 */
static span
plain_type(span bytes)
{
	static const struct {
		span begins;
		const char *type;
	} types[] = {
		{ { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16 }, "image/png" },
		{ { "GIF87a", 6 }, "image/gif" },
		{ { "GIF89a", 6 }, "image/gif" },
		{ { "\xff\xd8\xff\xe0", 4 }, "image/jpeg" },
		{ { "\xff\xd8\xff\xe1", 4 }, "image/jpeg" },
		{ { "\xff\xd8\xff\xdb", 4 }, "image/jpeg" },
		{ { "%PDF-1.", 7 }, "application/pdf" },
	};

	for (size_t i = 0; i < COUNT(types); i++)
		if (span_same(
			span_head(bytes, types[i].begins.n), types[i].begins))
			return span_of(types[i].type);
	return (span){ 0 };
}

span
sniff_type(struct sniff *s, struct arena *a, span bytes)
{
	const char *type;

	if (plain_type(bytes).n > 0)
		return plain_type(bytes);
	if (!s->tried) {
		s->tried = true;
		s->magic = magic_open(MAGIC_MIME_TYPE);
		if (s->magic != NULL && magic_load(s->magic, NULL) != 0) {
			magic_close(s->magic);
			s->magic = NULL;
		}
	}
	if (s->magic == NULL || bytes.n == 0)
		return (span){ 0 };
	bytes = span_head(bytes, SNIFF_LOOKED);
	type = magic_buffer(s->magic, bytes.p, bytes.n);
	return arena_copy(a, span_of(type));
}

static void
add_name(struct arena *a, struct sniff_archive *out, size_t *room,
    struct archive_entry *entry)
{
	const char *raw = archive_entry_pathname(entry);
	span *names;

	if (raw == NULL)
		return;
	names = arena_grow(a, out->names, out->count, room, sizeof(*names));
	if (names == NULL)
		return;
	out->names = names;
	names[out->count++] =
	    charset_decode(a, arena_copy(a, span_of(raw)), (span){ 0 }, NULL)
		.utf8;
}

struct sniff_archive
sniff_archive(struct arena *a, span bytes)
{
	struct sniff_archive out = { 0 };
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	size_t room = 0;

	if (archive == NULL)
		return out;
	archive_read_support_format_zip(archive);
	archive_read_support_format_rar(archive);
	archive_read_support_format_rar5(archive);
	archive_read_support_format_7zip(archive);
	archive_read_support_format_cab(archive);
	archive_read_support_format_iso9660(archive);
	if (archive_read_open_memory(archive, bytes.p, bytes.n) != ARCHIVE_OK) {
		archive_read_free(archive);
		return out;
	}
	while (archive_read_next_header(archive, &entry) >= ARCHIVE_WARN) {
		out.is_archive = true;
		if (archive_entry_is_encrypted(entry))
			out.encrypted = true;
		if (out.count == SNIFF_ENTRIES) {
			out.cut = true;
			break;
		}
		add_name(a, &out, &room, entry);
	}
	if (archive_read_has_encrypted_entries(archive) == 1)
		out.encrypted = out.is_archive = true;
	archive_read_free(archive);
	return out;
}
