/*
 * wallet - a cryptocurrency address in a text.
 *
 * Extortion asks for payment to one.  Bitcoin's forms only, and only where the
 * checksum holds, so that no order number is taken for one: Base58Check (first
 * letter 1 or 3) and Bech32 and Bech32m (BIP 173, BIP 350).
 */
#ifndef MEKIKI_EXAMINE_WALLET_H
#define MEKIKI_EXAMINE_WALLET_H

#include "base/span.h"

/* The first wallet at or behind *from in text; *from then stands behind it. */
bool wallet_next(span text, size_t *from, size_t *start, size_t *end);

#endif
