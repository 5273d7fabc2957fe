/*
 * layout_page - how layout sets HTML; for layout.c alone.
 */
#ifndef MEKIKI_REPORT_LAYOUT_PAGE_H
#define MEKIKI_REPORT_LAYOUT_PAGE_H

#include "report/layout.h"

void page_head(struct layout *l, span text);
void page_paragraph(struct layout *l, size_t indent, span lead, span text,
    span note, enum tone tone);
void page_row(
    struct layout *l, size_t indent, span label, span value, enum tone tone);

#endif
