/*
 * live_loop - what the parts of live share; no other room includes it.
 *
 * A task is one question, from live_ask until it is told.  It needs one server
 * after the other (the resolver, a registry, a registrar), and stands in the
 * queue of one host or is under way with it, never more.  All of it belongs to
 * the loop's thread, but for what struct live marks as locked.
 */
#ifndef MEKIKI_INQUIRE_LIVE_LOOP_H
#define MEKIKI_INQUIRE_LIVE_LOOP_H

#include <pthread.h>

#include "base/buf.h"
#include "base/ip.h"
#include "base/limits.h"
#include "base/lock.h"
#include "inquire/live.h"
#include "inquire/live_call.h"
#include "inquire/live_dns.h"
#include "inquire/live_servers.h"

struct live_task;
typedef void live_act(struct live *live, struct live_task *task);

/* A server, its queue and its manners. */
struct live_host {
	struct live_host *next;
	enum live_way way;
	span name;	 /* "whois.jprs.jp" */
	char label[128]; /* "WHOIS whois.jprs.jp" */
	size_t cap, quota;
	size_t under_way, asked, at_once; /* locked: read by live_counts */
	struct live_task *first, *last;	  /* that wait */
	int64_t rests_until;		  /* ms; in the past: it does not */
	int64_t rest;			  /* ms: the last one's length */
	enum answer_status why;		  /* it rests */
	unsigned timeouts;		  /* one after another */
};

/* One answer that is fetched from a WHOIS or RDAP server. */
struct live_fetch {
	struct live_step step;
	int64_t patience;	  /* ms, from when it is sent */
	int64_t until;		  /* ms; 0: not sent yet */
	struct live_host *server; /* whose queue it goes through */
	live_act *resolved;	  /* what to do once addresses are known */
	live_act *fetched;	  /* and once the end is */
	span host; /* whose address is connected to, and at which port */
	unsigned port;
	span url;	/* RDAP: what is asked for */
	bool named;	/* by the settings: any address will do */
	bool elsewhere; /* RDAP: host and port are not those of url */
	struct ip addresses[LIMIT_SERVER_ADDRESSES];
	size_t address_count, address; /* the one in use */
	const char *guard; /* why curl was not let connect; NULL: it was */
	unsigned redirects;
	int http_status;
	struct buf body;
	int socket; /* WHOIS; -1: none */
	bool connected;
	span out; /* WHOIS: of the query, not yet sent */
	CURL *easy;
	struct curl_slist *headers, *connect_to;
	size_t header_bytes;
};

struct live_task {
	struct live_task *next;		 /* in the inbox or a host's queue */
	struct live_task *newer, *older; /* of all that are open */
	struct arena *arena;
	struct answer answer;
	int64_t asked; /* ms */
	int64_t sent;  /* ms; 0: no server but the resolver has it yet */
	int64_t deadline, attempt; /* ms; of all, and of what is under way */
	struct live_host *host;
	bool under_way;
	live_act *start; /* begins what waits; may call finish at once */
	live_act *stop;	 /* ends what is under way, nothing is called back */
	/*
	 * Called once for each thing that was begun or waited for: status is
	 * ANSWER_FOUND where something came that is to be read, else text
	 * says why not.  The host is still held, live_release gives it back.
	 */
	live_act *finish;
	enum answer_status status;
	span text;
	struct resolving *resolve; /* live_resolve.c's */
	int resolving;		   /* libunbound's number */
	struct live_steps *steps;
	struct live_fetch fetch;
};

struct live {
	live_told *told;
	void *context;
	struct live_settings settings; /* its spans are in arena */
	struct arena *arena;	       /* of what lives as long as live */
	pthread_t thread;
	pthread_mutex_t lock;
	struct live_task *inbox, *inbox_last; /* locked */
	bool stopping;			      /* locked */
	struct live_host *hosts;	      /* locked where it is changed */
	struct live_host *dns;
	struct live_task *oldest, *newest;
	int64_t now;	       /* ms, of a clock that only goes on */
	int64_t next_deadline; /* ms; not later than the first */
	size_t connections;
	bool rush; /* a queue may have to move */
	CURLM *multi;
	struct ub_ctx *unbound;
	/*
	 * Without validation: for resolvers that do not pass on what DNSSEC
	 * needs, of which nothing else could be had.  NULL: not needed so far.
	 */
	struct ub_ctx *unchecked;
	struct live_task *whois[LIMIT_CONNECTIONS]; /* with open sockets */
	size_t whois_count;
};

/* live.c */
int64_t live_clock(void);		      /* ms */
void live_due(struct live *live, int64_t at); /* a deadline was set */
/* Tells the task's answer and frees it. */
void live_tell(struct live *live, struct live_task *task);
/* The fetch or question ended: keeps status and text, calls finish. */
void live_end(struct live *live, struct live_task *task,
    enum answer_status status, span text);

/* live_queue.c */
/* NULL: no memory. */
struct live_host *live_host_find(
    struct live *live, enum live_way way, span name);
/* Waits for the host; hurry: before all others. */
void live_queue(
    struct live *live, struct live_task *task, struct live_host *h, bool hurry);
/* Leaves its host, be it waiting or under way. */
void live_release(struct live *live, struct live_task *task);
/* What an answer of the host came to, for its manners. */
void live_host_said(
    struct live *live, struct live_host *h, enum answer_status status);
/* Begins what may begin. */
void live_queue_run(struct live *live);

/* live_resolve.c */
MEKIKI_CHECKED enum mekiki_status live_resolve_open(
    struct live *live, struct know_error *err);
void live_resolve_close(struct live *live);
/* What to wait on, at most 2; the number of them. */
size_t live_resolve_fds(struct live *live, struct curl_waitfd *fds);
/* Takes what libunbound has found meanwhile. */
void live_resolve_go(struct live *live);
/* Asks task's own question. */
void live_resolve_ask(struct live *live, struct live_task *task);
/*
 * Addresses of task->fetch.host to fetch.addresses, then finish, which holds
 * no host any more.  IPv6 only where there is no IPv4, which works everywhere.
 */
void live_resolve_host(
    struct live *live, struct live_task *task, live_act *finish);

/* live_fetch.c */
/*
 * Sets out to get step's answer, within patience ms from when it is sent;
 * finish is called once the end is known.  FOUND: fetch.body is to be read.
 */
void live_fetch(struct live *live, struct live_task *task,
    const struct live_step *step, int64_t patience, live_act *finish);
/* The server redirects there: another fetch, or the end. */
void live_fetch_redirect(
    struct live *live, struct live_task *task, span location);
/* It is under way from now; its deadlines begin. */
void live_fetch_begin(struct live *live, struct live_task *task);
/* "host:port", "[2001:db8::1]:43"; false: neither. */
bool live_fetch_target(span target, span *host, unsigned *port);

/* live_whois.c, live_rdap.c: start and stop of a task */
live_act live_whois_start, live_whois_stop;
live_act live_rdap_start, live_rdap_stop;
/* Something happened on its socket. */
void live_whois_go(struct live *live, struct live_task *task);
/* libcurl is done with some. */
void live_rdap_go(struct live *live);

/* live_steps.c */
void live_steps_ask(struct live *live, struct live_task *task);

#endif
