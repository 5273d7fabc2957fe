#include "cmd/source.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "read/mbox.h"

#define FIRST_ROOM ((size_t)64 << 10) /* holds most mails */
#define WINDOW_ROOM ((size_t)256 << 10)

struct intake {
	const struct files *files;
	size_t at;	    /* file that is read next or now */
	int descriptor;	    /* of an mbox under way; -1: none */
	uint64_t file_size; /* bytes; 0: unknown */
	struct mbox mbox;
	char *room;  /* WINDOW_ROOM bytes, when an mbox was met */
	span window; /* in room */
	bool last;   /* the file ends with the window */
	int64_t index;
	bool met_mbox;
	EVP_MD *sha256;
	EVP_MD_CTX *md;
};

struct intake *
intake_new(const struct files *files)
{
	struct intake *in = calloc(1, sizeof(*in));

	if (in == NULL)
		return NULL;
	in->files = files;
	in->descriptor = -1;
	in->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	in->md = EVP_MD_CTX_new();
	if (in->sha256 == NULL || in->md == NULL) {
		intake_free(in);
		return NULL;
	}
	return in;
}

static void
close_file(struct intake *in)
{
	if (in->descriptor > STDIN_FILENO)
		close(in->descriptor);
	in->descriptor = -1;
	in->at++;
}

void
intake_free(struct intake *in)
{
	if (in == NULL)
		return;
	if (in->descriptor >= 0)
		close_file(in);
	EVP_MD_CTX_free(in->md);
	EVP_MD_free(in->sha256);
	free(in->room);
	free(in);
}

bool
intake_met_mbox(const struct intake *in)
{
	return in->met_mbox;
}

void
source_free(struct source *s)
{
	free(s->bytes);
	s->bytes = NULL;
}

bool
source_digest(struct source *s)
{
	return s->sha256[0] != '\0' ||
	    sha256_text((span){ s->bytes, s->n }, s->sha256);
}

/*
 * Bytes that s has no room for any more are digested as they go by, and
 * before the first of them all that s keeps.
 */
static bool
digest_beyond(struct intake *in, const struct source *s, span run)
{
	if (s->size == s->n &&
	    (EVP_DigestInit_ex2(in->md, in->sha256, NULL) != 1 ||
		EVP_DigestUpdate(in->md, s->bytes, s->n) != 1))
		return false;
	return EVP_DigestUpdate(in->md, run.p, run.n) == 1;
}

/* The digest of a mail that s does not keep all of. */
static bool
digest_end(struct intake *in, struct source *s)
{
	unsigned char digest[EVP_MAX_MD_SIZE];

	if (s->size == s->n)
		return true;
	if (EVP_DigestFinal_ex(in->md, digest, NULL) != 1)
		return false;
	sha256_digits(digest, s->sha256);
	return true;
}

/* Room for at least want bytes in s, of which *room are there; false: none. */
static bool
make_room(struct source *s, size_t *room, size_t want)
{
	size_t more = *room < FIRST_ROOM ? FIRST_ROOM : *room * 2;
	char *grown;

	if (want <= *room)
		return true;
	if (more > LIMIT_MAIL)
		more = LIMIT_MAIL;
	if (more < want)
		more = want;
	grown = realloc(s->bytes, more);
	if (grown == NULL)
		return false;
	s->bytes = grown;
	*room = more;
	return true;
}

/* read(2) that no signal ends. */
static ssize_t
read_some(int descriptor, char *to, size_t n)
{
	ssize_t got;

	do
		got = read(descriptor, to, n);
	while (got < 0 && errno == EINTR);
	return got;
}

/*
 * The file's first bytes into s, as many as tell an mbox; *end: there are no
 * more.
 */
static enum mekiki_status
read_beginning(int descriptor, struct source *s, size_t *room, bool *end)
{
	if (!make_room(s, room, FIRST_ROOM))
		return MEKIKI_NO_MEMORY;
	for (*end = false; !*end;) {
		ssize_t n =
		    read_some(descriptor, s->bytes + s->n, *room - s->n);

		if (n < 0)
			return MEKIKI_IO;
		s->n += (size_t)n;
		*end = n == 0;
		if (s->n >= MBOX_WINDOW ||
		    (s->n >= 5 && memcmp(s->bytes, "From ", 5) != 0))
			break;
	}
	return MEKIKI_OK;
}

/* The file's other bytes, the first LIMIT_MAIL of them kept. */
static enum mekiki_status
read_rest(
    struct intake *in, int descriptor, struct source *s, size_t room, bool end)
{
	s->size = s->n;
	while (!end) {
		char spill[4096], *to = spill;
		size_t space = sizeof(spill);
		ssize_t n;

		if (s->n < LIMIT_MAIL) {
			size_t want = s->n + sizeof(spill);

			if (want < in->file_size && s->n < in->file_size)
				want = in->file_size < LIMIT_MAIL
				    ? (size_t)in->file_size + sizeof(spill)
				    : LIMIT_MAIL;
			if (room - s->n < sizeof(spill) / 4 &&
			    !make_room(s, &room, want))
				return MEKIKI_NO_MEMORY;
			to = s->bytes + s->n;
			space = room - s->n;
			if (space > LIMIT_MAIL - s->n)
				space = LIMIT_MAIL - s->n;
		}
		n = read_some(descriptor, to, space);
		if (n < 0)
			return MEKIKI_IO;
		end = n == 0;
		if (to != spill)
			s->n += (size_t)n;
		else if (n > 0 &&
		    !digest_beyond(in, s, (span){ spill, (size_t)n }))
			return MEKIKI_NO_MEMORY;
		s->size += (uint64_t)n;
	}
	return digest_end(in, s) ? MEKIKI_OK : MEKIKI_NO_MEMORY;
}

/* What was read of an mbox's beginning becomes the window. */
static enum mekiki_status
begin_mbox(struct intake *in, int descriptor, struct source *s, bool end)
{
	if (in->room == NULL)
		in->room = malloc(WINDOW_ROOM);
	if (in->room == NULL)
		return MEKIKI_NO_MEMORY;
	memcpy(in->room, s->bytes, s->n);
	in->window = (span){ in->room, s->n };
	in->last = end;
	in->mbox = (struct mbox){ 0 };
	in->index = 0;
	in->descriptor = descriptor;
	s->n = 0;
	return MEKIKI_OK;
}

/* Bytes behind the window, and the window to the front of its room. */
static enum mekiki_status
fill_window(struct intake *in)
{
	ssize_t n;

	if (in->window.n > 0)
		memmove(in->room, in->window.p, in->window.n);
	in->window.p = in->room;
	n = read_some(in->descriptor, in->room + in->window.n,
	    WINDOW_ROOM - in->window.n);
	if (n < 0)
		return MEKIKI_IO;
	in->window.n += (size_t)n;
	in->last = n == 0;
	return MEKIKI_OK;
}

static enum mekiki_status
keep_run(struct intake *in, struct source *s, size_t *room, span run)
{
	span kept = span_head(run, LIMIT_MAIL - s->n);
	span beyond = span_drop(run, kept.n);

	if (!make_room(s, room, s->n + kept.n))
		return MEKIKI_NO_MEMORY;
	if (kept.n > 0)
		memcpy(s->bytes + s->n, kept.p, kept.n);
	s->n += kept.n;
	s->size += kept.n;
	if (beyond.n > 0 && !digest_beyond(in, s, beyond))
		return MEKIKI_NO_MEMORY;
	s->size += beyond.n;
	return MEKIKI_OK;
}

/* The next mail of the mbox; *done: there is none. */
static enum mekiki_status
read_mbox(struct intake *in, struct source *s, size_t room, bool *done)
{
	enum mekiki_status status = MEKIKI_OK;
	span run;

	while (status == MEKIKI_OK)
		switch (mbox_step(&in->mbox, &in->window, in->last, &run)) {
		case MBOX_MORE:
			status = fill_window(in);
			break;
		case MBOX_BEGIN:
			s->offset = in->mbox.offset;
			break;
		case MBOX_BYTES:
			status = keep_run(in, s, &room, run);
			break;
		case MBOX_END:
			s->index = in->index++;
			s->one_of_many = s->index > 0 || in->window.n > 0;
			in->met_mbox |= s->one_of_many;
			return digest_end(in, s) ? MEKIKI_OK : MEKIKI_NO_MEMORY;
		case MBOX_DONE:
			*done = true;
			return MEKIKI_OK;
		}
	return status;
}

/*
 * A file of one mail with a "From " line on top is that mail, as it is: its
 * digest is the file's, its offsets are those in the file.
 */
static enum mekiki_status
read_whole(struct intake *in, struct source *s)
{
	int descriptor = in->descriptor;
	enum mekiki_status status;
	size_t room = 0;
	bool end;

	source_free(s);
	s->n = 0;
	s->offset = 0;
	if (lseek(descriptor, 0, SEEK_SET) != 0)
		return MEKIKI_IO;
	status = read_beginning(descriptor, s, &room, &end);
	if (status == MEKIKI_OK)
		status = read_rest(in, descriptor, s, room, end);
	return status;
}

/* The first mail of what begins like an mbox. */
static enum mekiki_status
read_first(struct intake *in, struct source *s, size_t room, bool end)
{
	enum mekiki_status status = begin_mbox(in, in->descriptor, s, end);
	bool done = false;

	if (status == MEKIKI_OK)
		status = read_mbox(in, s, room, &done);
	if (status == MEKIKI_OK && !s->one_of_many && in->file_size > 0) {
		status = read_whole(in, s);
		if (status == MEKIKI_OK)
			close_file(in);
	}
	return status;
}

/* Reads on where the file should end; *end: it does. */
static enum mekiki_status
read_end(const struct intake *in, struct source *s, size_t room, bool *end)
{
	ssize_t n;

	if (*end || s->n != in->file_size || s->n == room)
		return MEKIKI_OK;
	n = read_some(in->descriptor, s->bytes + s->n, room - s->n);
	if (n < 0)
		return MEKIKI_IO;
	s->n += (size_t)n;
	*end = n == 0;
	return MEKIKI_OK;
}

/* What read_whole would read a second time is there already. */
static bool
is_one_mail(const struct intake *in, const struct source *s, bool end)
{
	return end && in->file_size > 0 &&
	    mbox_next((span){ s->bytes, s->n }, 1, true, NULL) == s->n;
}

/* The next file: a mail, or the first one of an mbox. */
static enum mekiki_status
read_file(struct intake *in, struct source *s)
{
	int descriptor = STDIN_FILENO;
	enum mekiki_status status;
	size_t room = 0;
	struct stat st;
	bool end;

	if (!span_same(s->path, SPAN("-")))
		descriptor = open(s->path.p, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0)
		return MEKIKI_IO;
	in->file_size = 0;
	if (fstat(descriptor, &st) == 0 && S_ISREG(st.st_mode))
		in->file_size = (uint64_t)st.st_size;
	in->descriptor = descriptor;
	status = read_beginning(descriptor, s, &room, &end);
	if (status != MEKIKI_OK)
		return status;
	if (mbox_is((span){ s->bytes, s->n })) {
		status = read_end(in, s, room, &end);
		if (status != MEKIKI_OK)
			return status;
		if (!is_one_mail(in, s, end))
			return read_first(in, s, room, end);
	}
	status = read_rest(in, descriptor, s, room, end);
	if (status == MEKIKI_OK)
		close_file(in);
	return status;
}

/* How much of all files lies behind. */
static double
behind(const struct intake *in)
{
	double inside = 0;

	if (in->descriptor >= 0 && in->file_size == 0)
		return in->files->count == 1
		    ? -1
		    : (double)in->at / (double)in->files->count;
	if (in->descriptor >= 0)
		inside = (double)in->mbox.offset / (double)in->file_size;
	return ((double)in->at + (inside < 1 ? inside : 1)) /
	    (double)in->files->count;
}

bool
intake_next(struct intake *in, struct source *out)
{
	while (in->at < in->files->count) {
		struct source s = { .path = in->files->paths[in->at] };
		bool done = false;

		if (in->descriptor < 0)
			s.status = read_file(in, &s);
		else
			s.status = read_mbox(in, &s, 0, &done);
		if (done) {
			close_file(in);
			continue;
		}
		if (s.status != MEKIKI_OK) {
			s.problem = errno;
			source_free(&s);
			close_file(in);
		}
		s.alone = in->files->count == 1 && !s.one_of_many;
		s.behind = behind(in);
		*out = s;
		return true;
	}
	return false;
}
