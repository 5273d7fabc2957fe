#include "examine/wallet.h"

#include <string.h>

#include "test/test.h"

/* Addresses of BIP 173, BIP 350 and the Bitcoin wiki. */
static const struct {
	const char *name, *text, *found;
} rows[] = {
	{ "Base58Check that begins with 1",
	    "to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 now",
	    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2" },
	{ "Base58Check that begins with 3",
	    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
	    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy" },
	{ "one letter differs", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", NULL },
	{ "a letter that Base58 has not", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVNO",
	    NULL },
	{ "Bech32", "(bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4)",
	    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" },
	{ "Bech32 in capitals", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
	    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4" },
	{ "Bech32m",
	    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
	    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0" },
	{ "Bech32 with one letter changed",
	    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", NULL },
	{ "part of a longer word", "x1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
	    NULL },
	{ "between Japanese letters",
	    "宛先は1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2です",
	    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2" },
	{ "nothing", "", NULL },
};

static void
wallets(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].text), from = 0, start, end;
		span text = test_edge(rows[i].text, n);
		bool found = wallet_next(text, &from, &start, &end);

		test_name(rows[i].name);
		CHECK_INT(found, rows[i].found != NULL);
		if (found && rows[i].found != NULL)
			CHECK_SPAN(span_slice(text, start, end), rows[i].found);
		CHECK(from <= n);
		CHECK(found || !wallet_next(text, &from, &start, &end));
		for (size_t k = 0; k < n; k++) {
			from = 0;
			wallet_next(
			    test_edge(rows[i].text, k), &from, &start, &end);
		}
	}
}

TEST_MAIN(TEST(wallets))
