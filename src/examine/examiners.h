/*
 * examiners - one function a question that a practised reader asks.
 *
 * Each looks at the mail, the knowledge and, where it must, the world, and
 * adds findings.  They do not change the mail and do not look at each other's
 * findings; what several need is in the examination.  To add a question: a
 * file, a line here, a line in examine.c's table, and its words and weights
 * in data/.
 */
#ifndef MEKIKI_EXAMINE_EXAMINERS_H
#define MEKIKI_EXAMINE_EXAMINERS_H

struct examination;

void examine_sender(struct examination *x);
void examine_trio(struct examination *x);
void examine_fields(struct examination *x);
void examine_wording(struct examination *x);
void examine_model(struct examination *x);
void examine_padding(struct examination *x);
void examine_links(struct examination *x);
void examine_attachments(struct examination *x);
void examine_profiles(struct examination *x);

#endif
