#include "cmd/nearest.h"

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: rows[i][j] makes j bytes of b from i of a. */
size_t
nearest_distance(span a, span b)
{
	size_t rows[NEAREST_MAX + 1][NEAREST_MAX + 1];

	if (a.n > NEAREST_MAX || b.n > NEAREST_MAX)
		return SIZE_MAX;
	for (size_t i = 0; i <= a.n; i++)
		for (size_t j = 0; j <= b.n; j++) {
			bool same;

			if (i == 0 || j == 0) {
				rows[i][j] = i + j;
				continue;
			}
			same =
			    ascii_lower(a.p[i - 1]) == ascii_lower(b.p[j - 1]);
			rows[i][j] = least(rows[i - 1][j - 1] + (same ? 0 : 1),
			    least(rows[i - 1][j], rows[i][j - 1]) + 1);
			if (i > 1 && j > 1 &&
			    ascii_lower(a.p[i - 1]) ==
				ascii_lower(b.p[j - 2]) &&
			    ascii_lower(a.p[i - 2]) == ascii_lower(b.p[j - 1]))
				rows[i][j] =
				    least(rows[i][j], rows[i - 2][j - 2] + 1);
		}
	return rows[a.n][b.n];
}

bool
nearest_counts(span a, span word)
{
	size_t most = word.n < 4 ? 1 : 2;

	return nearest_distance(a, word) <= most;
}
