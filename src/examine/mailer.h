/*
 * mailer - does a Message-ID have the form of the program that is claimed?
 *
 * A kit that claims to be Outlook seldom forms its Message-ID as Outlook
 * does.  The forms are in data/lists/mailers.tsv.
 */
#ifndef MEKIKI_EXAMINE_MAILER_H
#define MEKIKI_EXAMINE_MAILER_H

#include "know/lists.h"

/* The program that X-Mailer or User-Agent claims, if its form is known. */
const struct list_entry *mailer_find(const struct lists *l, span claim);

/* The Message-ID, without angle brackets, has one of the program's forms. */
bool mailer_fits(const struct list_entry *mailer, span message_id);

#endif
