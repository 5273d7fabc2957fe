#define _GNU_SOURCE /* SOCK_CLOEXEC, SOCK_NONBLOCK */
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "inquire/live_loop.h"

#define READ_AT_ONCE ((size_t)16 << 10)
#define READS_AT_ONCE 8 /* then others have their turn */

static void
close_socket(struct live *live, struct live_task *task)
{
	struct live_fetch *f = &task->fetch;

	if (f->socket < 0)
		return;
	close(f->socket);
	f->socket = -1;
	for (size_t i = 0; i < live->whois_count; i++)
		if (live->whois[i] == task)
			live->whois[i] = live->whois[--live->whois_count];
}

void
live_whois_stop(struct live *live, struct live_task *task)
{
	close_socket(live, task);
}

static void
end(struct live *live, struct live_task *task, enum answer_status status,
    const char *what)
{
	span text = arena_format(task->arena, "%s %s", task->host->label, what);

	close_socket(live, task);
	live_end(live, task, status, text);
}

/* Its own meaning: whoever closes the door on us is not down. */
static void
end_error(struct live *live, struct live_task *task, int error)
{
	switch (error) {
	case ECONNREFUSED:
		end(live, task, ANSWER_REFUSED, "refuses connections");
		break;
	case ETIMEDOUT:
		end(live, task, ANSWER_TIMEOUT, "cannot be reached in time");
		break;
	case ECONNRESET:
	case EPIPE:
		end(live, task, ANSWER_FAILED, "broke the connection off");
		break;
	default:
		end(live, task, ANSWER_FAILED, "cannot be reached");
		break;
	}
}

/* 0: connected or on the way. */
static int
connect_to(struct live_fetch *f, struct ip ip)
{
	struct sockaddr_in four = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)f->port) };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6,
		.sin6_port = htons((uint16_t)f->port) };
	int done;

	f->socket = socket(ip.family == 4 ? AF_INET : AF_INET6,
	    SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (f->socket < 0)
		return errno;
	if (ip.family == 4) {
		memcpy(&four.sin_addr, ip.bytes, 4);
		done =
		    connect(f->socket, (struct sockaddr *)&four, sizeof(four));
	} else {
		memcpy(&six.sin6_addr, ip.bytes, 16);
		done = connect(f->socket, (struct sockaddr *)&six, sizeof(six));
	}
	return done == 0 || errno == EINPROGRESS ? 0 : errno;
}

/* Connects to the next of its addresses that can be. */
static void
connect_next(struct live *live, struct live_task *task, int error)
{
	struct live_fetch *f = &task->fetch;

	close_socket(live, task);
	while (f->address < f->address_count) {
		error = connect_to(f, f->addresses[f->address++]);
		if (error == 0) {
			live->whois[live->whois_count++] = task;
			return;
		}
		if (f->socket >= 0)
			close(f->socket);
		f->socket = -1;
	}
	end_error(live, task, error);
}

void
live_whois_start(struct live *live, struct live_task *task)
{
	live_fetch_begin(live, task);
	task->fetch.out = task->fetch.step.query;
	task->fetch.connected = false;
	connect_next(live, task, 0);
}

/* False: nothing more can be done now. */
static bool
send_some(struct live *live, struct live_task *task)
{
	struct live_fetch *f = &task->fetch;
	ssize_t n = send(f->socket, f->out.p, f->out.n, MSG_NOSIGNAL);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n < 0) {
		end_error(live, task, errno);
		return false;
	}
	f->out = span_drop(f->out, (size_t)n);
	return f->out.n == 0;
}

static void
read_some(struct live *live, struct live_task *task)
{
	struct live_fetch *f = &task->fetch;
	char bytes[READ_AT_ONCE];

	for (size_t i = 0; i < READS_AT_ONCE; i++) {
		ssize_t n = recv(f->socket, bytes, sizeof(bytes), 0);

		if (n < 0) {
			if (errno != EAGAIN && errno != EINTR)
				end_error(live, task, errno);
			return;
		}
		if (n == 0) {
			if (f->body.n == 0)
				end(live, task, ANSWER_FAILED,
				    "said nothing at all");
			else
				end(live, task, ANSWER_FOUND, "");
			return;
		}
		buf_put(&f->body, (span){ bytes, (size_t)n });
		if (f->body.full) {
			end(live, task, ANSWER_MALFORMED,
			    "says more than anybody would read");
			return;
		}
	}
}

void
live_whois_go(struct live *live, struct live_task *task)
{
	struct live_fetch *f = &task->fetch;

	if (!f->connected) {
		int error = 0;
		socklen_t n = sizeof(error);

		if (getsockopt(f->socket, SOL_SOCKET, SO_ERROR, &error, &n) !=
		    0)
			error = errno;
		if (error != 0) {
			connect_next(live, task, error);
			return;
		}
		f->connected = true;
	}
	if (f->out.n == 0 || send_some(live, task))
		read_some(live, task);
}
