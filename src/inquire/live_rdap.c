#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/version.h"
#include "inquire/live_guard.h"
#include "inquire/live_loop.h"

void
live_rdap_stop(struct live *live, struct live_task *task)
{
	struct live_fetch *f = &task->fetch;

	if (f->easy == NULL)
		return;
	live_call.curl_multi_remove_handle(live->multi, f->easy);
	live_call.curl_easy_cleanup(f->easy);
	live_call.curl_slist_free_all(f->headers);
	live_call.curl_slist_free_all(f->connect_to);
	f->easy = NULL;
	f->headers = f->connect_to = NULL;
}

/* 0 ends the transfer. */
static size_t
take_body(char *bytes, size_t size, size_t count, void *argument)
{
	struct live_fetch *f = argument;

	buf_put(&f->body, (span){ bytes, size * count });
	return f->body.full ? 0 : size * count;
}

/* libcurl 7.88 keeps all of a header, however long it grows. */
static size_t
take_header(char *bytes, size_t size, size_t count, void *argument)
{
	struct live_fetch *f = argument;

	(void)bytes;
	f->header_bytes += size * count;
	return f->header_bytes > LIMIT_HTTP_HEADER ? 0 : size * count;
}

/* libcurl's struct ends in an address that may be longer than declared. */
static struct ip
socket_ip(const struct curl_sockaddr *address)
{
	const char *bytes =
	    (const char *)address + offsetof(struct curl_sockaddr, addr);
	struct ip ip = { 0 };
	struct sockaddr_in four;
	struct sockaddr_in6 six;

	if (address->family == AF_INET && address->addrlen >= sizeof(four)) {
		memcpy(&four, bytes, sizeof(four));
		memcpy(ip.bytes, &four.sin_addr, 4);
		ip.family = 4;
	} else if (address->family == AF_INET6 &&
	    address->addrlen >= sizeof(six)) {
		memcpy(&six, bytes, sizeof(six));
		memcpy(ip.bytes, &six.sin6_addr, 16);
		ip.family = 6;
	}
	return ip;
}

/*
 * The last look, at what is really connected to; the addresses were looked at
 * before, so that this refuses only what went wrong in between.
 */
static curl_socket_t
open_socket(void *argument, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct live_fetch *f = argument;
	struct ip ip = socket_ip(address);

	(void)purpose;
	if (!f->named && (f->guard = live_guard_why(ip)) != NULL)
		return CURL_SOCKET_BAD;
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
	    address->protocol);
}

/*
 * "::ADDRESS:PORT": whatever the URL says, the connection goes to the address
 * that was looked up and allowed; libcurl looks up none itself.
 */
static struct curl_slist *
connect_list(struct live_task *task)
{
	struct live_fetch *f = &task->fetch;
	struct ip ip = f->addresses[f->address];
	char text[IP_TEXT_MAX];
	span address = ip_text(ip, text);
	span entry = arena_format(task->arena,
	    ip.family == 6 ? "::[%.*s]:%u" : "::%.*s:%u", SPAN_ARG(address),
	    f->port);

	return entry.n == 0 ? NULL : live_call.curl_slist_append(NULL, entry.p);
}

static bool
set_options(struct live_task *task)
{
	struct live_fetch *f = &task->fetch;
	CURL *e = f->easy;
	span url = arena_copy(task->arena, f->url);

	f->headers = live_call.curl_slist_append(
	    NULL, "Accept: application/rdap+json, application/json;q=0.9");
	f->connect_to = connect_list(task);
	return url.n > 0 && f->headers != NULL && f->connect_to != NULL &&
	    live_call.curl_easy_setopt(e, CURLOPT_URL, url.p) == CURLE_OK &&
	    live_call.curl_easy_setopt(e, CURLOPT_PRIVATE, task) == CURLE_OK &&
	    live_call.curl_easy_setopt(
		e, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
	    live_call.curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L) ==
	    CURLE_OK &&
	    live_call.curl_easy_setopt(
		e, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L) == CURLE_OK &&
	    /* Neither proxies of the environment, nor signals. */
	    live_call.curl_easy_setopt(e, CURLOPT_PROXY, "") == CURLE_OK &&
	    live_call.curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
	    live_call.curl_easy_setopt(e, CURLOPT_HTTP_VERSION,
		(long)CURL_HTTP_VERSION_1_1) == CURLE_OK &&
	    live_call.curl_easy_setopt(
		e, CURLOPT_USERAGENT, "mekiki/" MEKIKI_VERSION) == CURLE_OK &&
	    live_call.curl_easy_setopt(e, CURLOPT_HTTPHEADER, f->headers) ==
	    CURLE_OK &&
	    live_call.curl_easy_setopt(e, CURLOPT_CONNECT_TO, f->connect_to) ==
	    CURLE_OK &&
	    live_call.curl_easy_setopt(
		e, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK &&
	    live_call.curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, f) ==
	    CURLE_OK &&
	    live_call.curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take_body) ==
	    CURLE_OK &&
	    live_call.curl_easy_setopt(e, CURLOPT_WRITEDATA, f) == CURLE_OK &&
	    live_call.curl_easy_setopt(
		e, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK &&
	    live_call.curl_easy_setopt(e, CURLOPT_HEADERDATA, f) == CURLE_OK;
}

/* Begins with the address in use. */
static void
begin(struct live *live, struct live_task *task)
{
	struct live_fetch *f = &task->fetch;

	f->guard = NULL;
	f->easy = live_call.curl_easy_init();
	if (f->easy != NULL && set_options(task) &&
	    live_call.curl_multi_add_handle(live->multi, f->easy) == CURLM_OK)
		return;
	live_rdap_stop(live, task);
	live_end(live, task, ANSWER_FAILED, SPAN("no memory"));
}

void
live_rdap_start(struct live *live, struct live_task *task)
{
	live_fetch_begin(live, task);
	task->fetch.address = 0;
	begin(live, task);
}

static enum answer_status
error_status(const struct live_fetch *f, CURLcode code, long os_error)
{
	switch (code) {
	case CURLE_OK:
		return ANSWER_FOUND;
	case CURLE_COULDNT_CONNECT:
		return f->guard != NULL	       ? ANSWER_MALFORMED
		    : os_error == ECONNREFUSED ? ANSWER_REFUSED
					       : ANSWER_FAILED;
	case CURLE_OPERATION_TIMEDOUT:
		return ANSWER_TIMEOUT;
	case CURLE_WRITE_ERROR: /* of ours: too long */
	case CURLE_PARTIAL_FILE:
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
	case CURLE_PEER_FAILED_VERIFICATION:
		return ANSWER_MALFORMED;
	default:
		return ANSWER_FAILED;
	}
}

static void
done(struct live *live, struct live_task *task, CURLcode code)
{
	struct live_fetch *f = &task->fetch;
	long http_status = 0, os_error = 0;
	char *location = NULL;
	enum answer_status status;
	span to, why;

	live_call.curl_easy_getinfo(
	    f->easy, CURLINFO_RESPONSE_CODE, &http_status);
	live_call.curl_easy_getinfo(f->easy, CURLINFO_OS_ERRNO, &os_error);
	live_call.curl_easy_getinfo(f->easy, CURLINFO_REDIRECT_URL, &location);
	to = arena_copy(task->arena, span_of(location));
	status = error_status(f, code, os_error);
	live_rdap_stop(live, task);
	f->http_status = (int)http_status;
	if (code == CURLE_COULDNT_CONNECT && ++f->address < f->address_count) {
		begin(live, task);
		return;
	}
	if (code == CURLE_OK && to.n > 0) {
		live_fetch_redirect(live, task, to);
		return;
	}
	why = arena_format(task->arena, "%s: %s", task->host->label,
	    code == CURLE_WRITE_ERROR ? "says more than anybody would read"
				      : live_call.curl_easy_strerror(code));
	live_end(live, task, status, code == CURLE_OK ? (span){ 0 } : why);
}

void
live_rdap_go(struct live *live)
{
	int running, left;
	CURLMsg *message;

	live_call.curl_multi_perform(live->multi, &running);
	while ((message = live_call.curl_multi_info_read(live->multi, &left)) !=
	    NULL) {
		CURLcode code = message->data.result;
		void *task = NULL;

		live_call.curl_easy_getinfo(
		    message->easy_handle, CURLINFO_PRIVATE, &task);
		done(live, task, code);
	}
}
