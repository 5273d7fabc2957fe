#include <assert.h>
#include <stdlib.h>

#include "read/mbox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What came out of a file. */
struct outcome {
	uint64_t hash; /* of events and bytes, whatever their pieces */
	size_t mails, bytes, steps;
};

static void
add(struct outcome *o, char c)
{
	o->hash = (o->hash ^ (unsigned char)c) * 1099511628211U;
}

/* Reads the file step bytes at a time; each piece is a block of its own. */
static struct outcome
read_all(span file, size_t step)
{
	struct outcome o = { 0 };
	struct mbox m = { 0 };
	char *block = NULL;
	span window = { 0 }, run;
	size_t given = 0;

	for (;; o.steps++) {
		size_t left = file.n - given;
		char *next;

		switch (mbox_step(&m, &window, left == 0, &run)) {
		case MBOX_MORE:
			assert(left > 0 && window.n < MBOX_WINDOW);
			left = left < step ? left : step;
			next = malloc(window.n + left);
			if (next == NULL)
				abort();
			memcpy(
			    next, file.p + given - window.n, window.n + left);
			window = (span){ next, window.n + left };
			given += left;
			free(block);
			block = next;
			break;
		case MBOX_BEGIN:
			assert(m.offset <= given);
			o.mails++;
			add(&o, 'B');
			add(&o, (char)(m.offset * 31 >> 3));
			break;
		case MBOX_BYTES:
			assert(run.n > 0);
			o.bytes += run.n;
			for (size_t i = 0; i < run.n; i++)
				add(&o, run.p[i]);
			break;
		case MBOX_END:
			add(&o, 'E');
			break;
		case MBOX_DONE:
			assert(given == file.n && m.offset == file.n);
			free(block);
			return o;
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char beginning[] = "From a 10:30\nA: b\n";
	const size_t n = sizeof(beginning) - 1 + size;
	struct outcome whole, pieces;
	char *bytes = malloc(n);
	span file = { bytes, n };

	if (bytes == NULL)
		return 0;
	memcpy(bytes, beginning, n - size);
	if (size > 0)
		memcpy(bytes + (n - size), data, size);
	assert(mbox_is(file));
	whole = read_all(file, n);
	assert(whole.mails > 0 && whole.bytes <= n);
	assert(whole.steps <= 8 * n);
	for (size_t step = 1; step < n && step < 64; step = step * 3 + 1) {
		pieces = read_all(file, step);
		assert(pieces.hash == whole.hash &&
		    pieces.mails == whole.mails && pieces.bytes == whole.bytes);
	}
	free(bytes);
	return 0;
}
