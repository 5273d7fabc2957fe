/*
 * terminal - what the terminal and the clock of this user are like.
 */
#ifndef MEKIKI_CMD_TERMINAL_H
#define MEKIKI_CMD_TERMINAL_H

#include "report/report_text.h"

/*
 * For reports on standard output: width, colours and zone by the terminal and
 * by COLUMNS, NO_COLOR, TERM and TZ.
 */
struct text_style terminal_style(void);

/* Descriptor is a terminal that acts on escapes. */
bool terminal_acts(int descriptor);

/* Columns of the terminal at descriptor; 80 where it does not say. */
size_t terminal_width(int descriptor);

#endif
