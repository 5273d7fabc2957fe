#include "lib/expert.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/ip.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "base/version.h"
#include "report/say.h"

/* Texts of settings: folders, names, addresses; far above what is real. */
#define SETTINGS_MAX ((size_t)16 << 20)
#define DATABASES "/var/lib/mekiki"

_Static_assert((int)MEKIKI_LANG_JA == LANG_JA, "languages are the same");
_Static_assert((int)MEKIKI_LANG_EN == LANG_EN, "languages are the same");

/* "what; advice" to error, unless NULL; gives the status back. */
static enum mekiki_status
fail(struct mekiki_error *error, enum mekiki_status status, const char *what)
{
	static const char *const advice[] = {
		[MEKIKI_OK] = "",
		[MEKIKI_NO_MEMORY] = "free some memory",
		[MEKIKI_IO] =
		    "install mekiki's data, or name its folders in mekiki_settings",
		[MEKIKI_BAD_DATA] = "correct the file, or install it anew",
		[MEKIKI_BAD_USE] = "see mekiki.h",
	};

	if (error != NULL)
		snprintf(error->text, sizeof(error->text), "%s; %s",
		    what[0] != '\0'		     ? what
			: status == MEKIKI_NO_MEMORY ? "out of memory"
						     : "cannot be opened",
		    advice[status]);
	return status;
}

/* A copy of each text; false: one of them is missing or empty. */
static bool
copy_list(
    struct arena *a, const char *const *list, size_t count, const span **out)
{
	span *copies = arena_array(a, count, sizeof(*copies));

	if (count > 0 && list == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (list[i] == NULL || list[i][0] == '\0')
			return false;
		if (copies != NULL)
			copies[i] = arena_copy(a, span_of(list[i]));
	}
	*out = copies;
	return true;
}

/* Names cannot hold what only stands in ranges and in addresses. */
static bool
are_relays(const span *list, size_t count)
{
	struct ip_net net;

	for (size_t i = 0; list != NULL && i < count; i++)
		if (!ip_net_parse(list[i], &net) &&
		    (span_find_byte(list[i], '/') < list[i].n ||
			span_find_byte(list[i], '@') < list[i].n))
			return false;
	return true;
}

static bool
are_domains(const span *list, size_t count)
{
	for (size_t i = 0; list != NULL && i < count; i++)
		if (span_find_byte(list[i], '.') == list[i].n)
			return false;
	return true;
}

/* What a caller built against another version set of what we know. */
static bool
take_settings(const struct mekiki_settings *in, struct mekiki_settings *out)
{
	*out = (struct mekiki_settings)MEKIKI_SETTINGS;
	if (in == NULL)
		return true;
	if (in->size < sizeof(in->size) || in->size > sizeof(*out))
		return false;
	memcpy(out, in, in->size);
	return true;
}

static enum mekiki_status
take_options(struct mekiki_expert *e, const struct mekiki_settings *s,
    struct mekiki_error *error)
{
	struct options *o = &e->options;

	o->trust_count = s->trust_count;
	o->me_count = s->me_count;
	if (!copy_list(e->arena, s->trust, s->trust_count, &o->trust) ||
	    !are_relays(o->trust, o->trust_count))
		return fail(error, MEKIKI_BAD_USE,
		    "mekiki_settings.trust: a server is a name, an address or "
		    "a range, as mx.example.jp or 192.0.2.0/24");
	if (!copy_list(e->arena, s->me, s->me_count, &o->me) ||
	    !are_domains(o->me, o->me_count))
		return fail(error, MEKIKI_BAD_USE,
		    "mekiki_settings.me: want addresses or domains, as "
		    "info@example.jp or example.jp");
	return arena_failed(e->arena) ? fail(error, MEKIKI_NO_MEMORY, "")
				      : MEKIKI_OK;
}

static enum mekiki_status
open_all(struct mekiki_expert *e, const struct mekiki_settings *settings,
    struct mekiki_error *error)
{
	struct know_error err = { "" };
	struct mekiki_settings s;
	enum mekiki_status status;

	if (!take_settings(settings, &s))
		return fail(error, MEKIKI_BAD_USE,
		    "mekiki_settings.size: start from MEKIKI_SETTINGS");
	if (s.data == NULL)
		s.data = MEKIKI_DATADIR;
	if (s.compiled == NULL)
		s.compiled = s.data;
	if (s.databases == NULL)
		s.databases = DATABASES;
	status = take_options(e, &s, error);
	if (status != MEKIKI_OK)
		return status;
	status = know_open(s.data, s.compiled, s.own, &e->know, &err);
	if (status == MEKIKI_OK)
		status = offline_open(s.databases, &e->offline, &err);
	if (status != MEKIKI_OK)
		return fail(error, status, err.text);
	e->has_tools = toolbox_open(&e->tools, e->know->phrases);
	return e->has_tools ? MEKIKI_OK : fail(error, MEKIKI_NO_MEMORY, "");
}

enum mekiki_status
mekiki_open(const struct mekiki_settings *settings,
    struct mekiki_expert **expert, struct mekiki_error *error)
{
	struct mekiki_expert *e;
	enum mekiki_status status;
	locale_t before;

	if (expert == NULL)
		return fail(error, MEKIKI_BAD_USE, "mekiki_open: no expert");
	e = calloc(1, sizeof(*e));
	if (e == NULL)
		return fail(error, MEKIKI_NO_MEMORY, "");
	e->arena = arena_new(SETTINGS_MAX);
	e->locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (e->arena == NULL || e->locale == (locale_t)0) {
		mekiki_close(e);
		return fail(error, MEKIKI_NO_MEMORY, "");
	}
	before = uselocale(e->locale);
	status = open_all(e, settings, error);
	uselocale(before);
	if (status != MEKIKI_OK) {
		mekiki_close(e);
		return status;
	}
	*expert = e;
	return MEKIKI_OK;
}

void
mekiki_close(struct mekiki_expert *e)
{
	if (e == NULL)
		return;
	if (e->has_tools)
		toolbox_close(&e->tools);
	offline_close(e->offline);
	know_close(e->know);
	arena_free(e->arena);
	if (e->locale != (locale_t)0)
		freelocale(e->locale);
	free(e);
}

const char *
mekiki_notice(const struct mekiki_expert *expert)
{
	return expert->know->notice.text;
}

const char *
mekiki_version(void)
{
	return MEKIKI_VERSION;
}

/* All that readers ask for and that takes memory, so that they never fail. */
static bool
put_words(struct mekiki_examination *m)
{
	struct examination *x = m->x;
	struct finding **order = judge_order(x);
	const struct know *know = x->know;
	char ip[IP_TEXT_MAX];

	if (x->route.hops != NULL && x->route.origin != ROUTE_NONE)
		m->origin = text_of(arena_copy(x->arena,
		    ip_text(x->mail->hops[x->route.origin].received.ip, ip)));
	m->findings =
	    arena_array(x->arena, x->finding_count, sizeof(*m->findings));
	for (enum lang l = 0; l < LANG_COUNT; l++)
		m->summary[l] = text_of(say_verdict(x->arena, x, l));
	for (size_t i = 0; m->findings != NULL && i < x->finding_count; i++) {
		m->findings[i].f = order[i];
		for (enum lang l = 0; l < LANG_COUNT; l++) {
			m->findings[i].text[l] =
			    text_of(say_finding(x->arena, know, order[i], l));
			m->findings[i].check[l] =
			    text_of(say_check(x->arena, know, order[i], l));
		}
	}
	return !arena_failed(x->arena);
}

static enum mekiki_status
examine_with_tools(struct mekiki_examination *m, span bytes, const char *sha256)
{
	struct mekiki_expert *e = m->expert;
	struct tools *tools = tools_take(&e->tools);
	enum mekiki_status status;

	if (tools == NULL)
		return MEKIKI_NO_MEMORY;
	status = examine(span_head(bytes, LIMIT_MAIL), sha256, bytes.n,
	    &(struct examine_with){ e->know, &m->options,
		offline_inquirer(e->offline), tools->scratch, tools->sniff },
	    &m->x);
	tools_give(&e->tools, tools);
	if (status != MEKIKI_OK)
		return status;
	/* They serve another examination from now on. */
	m->x->scratch = NULL;
	m->x->sniff = NULL;
	judge(m->x);
	return put_words(m) ? MEKIKI_OK : MEKIKI_NO_MEMORY;
}

enum mekiki_status
mekiki_examine(struct mekiki_expert *expert, const void *bytes, size_t length,
    int64_t now, struct mekiki_examination **examination,
    struct mekiki_error *error)
{
	enum mekiki_status status = MEKIKI_NO_MEMORY;
	struct mekiki_examination *m;
	locale_t before;
	char sha256[SHA256_TEXT];

	if (expert == NULL || examination == NULL ||
	    (bytes == NULL && length > 0))
		return fail(error, MEKIKI_BAD_USE,
		    "mekiki_examine: no expert, no bytes, or nowhere to put "
		    "the examination");
	m = calloc(1, sizeof(*m));
	if (m == NULL)
		return fail(error, MEKIKI_NO_MEMORY, "");
	m->expert = expert;
	m->options = expert->options;
	m->options.now = now;
	before = uselocale(expert->locale);
	if (sha256_text((span){ bytes, length }, sha256))
		status = examine_with_tools(m, (span){ bytes, length }, sha256);
	uselocale(before);
	if (status != MEKIKI_OK) {
		mekiki_free(m);
		return fail(error, status, "");
	}
	*examination = m;
	return MEKIKI_OK;
}

void
mekiki_free(struct mekiki_examination *m)
{
	if (m == NULL)
		return;
	examination_free(m->x);
	free(m);
}
