#include "examine/auth_dmarc.h"

#include "test/test.h"
#include "test/zone.h"

#define R(name, type, value) ZONE_ROW(name, type, value)
#define D(name, value) ZONE_ROW("_dmarc." name, "TXT", value)

static const struct zone_row rows[] = {
	D("reject.example", "v=DMARC1; p=reject"),
	D("quarantine.example", "v=DMARC1;p=quarantine;"),
	D("none.example", "v=DMARC1; p=none"),
	D("sp.example", "v=DMARC1; p=reject; sp=quarantine"),
	D("np.example", "v=DMARC1; p=quarantine; sp=none; np=reject"),
	R("there.np.example", "TXT", "x"),
	D("test.example", "v=DMARC1; p=reject; t=y"),
	D("testq.example", "v=DMARC1; p=quarantine; t=y"),
	D("testn.example", "v=DMARC1; p=none; t=y"),
	D("strict.example", "v=DMARC1; p=reject; adkim=s; aspf=s"),
	D("twice.example", "v=DMARC1; p=reject"),
	D("twice.example", "v=DMARC1; p=none"),
	D("beside.example", "spf2.0/pra"),
	D("beside.example", "v=DMARC1; p=reject"),
	D("case.example", "V=DMARC1; p=reject"),
	D("case2.example", "v=dmarc1; p=reject"),
	D("longer.example", "v=DMARC1x; p=reject"),
	D("blanks.example", "v = DMARC1 ; p = REJECT ; t = N"),
	D("late.example", "p=reject; v=DMARC1"),
	D("nop.example", "v=DMARC1; rua=mailto:a@nop.example"),
	D("nop2.example", "v=DMARC1; adkim=s"),
	D("badp.example", "v=DMARC1; p=refuse; rua=mailto:a@badp.example"),
	D("badp2.example", "v=DMARC1; p=refuse"),
	D("badp3.example", "v=DMARC1; p=refuse; rua=nonsense"),
	D("badp4.example", "v=DMARC1; p=refuse; ruf=mailto:a@b.example"),
	D("badsp.example", "v=DMARC1; p=reject; sp=x; rua=mailto:a@b.example"),
	D("badsp2.example", "v=DMARC1; p=reject; sp=x"),
	D("pct.example", "v=DMARC1; p=reject; pct=0; rf=afrf; ri=60"),
	D("unknown.example", "v=DMARC1; p=reject; colour=red; fo=1:d:s"),
	D("semicolons.example", "v=DMARC1;; p=reject;;"),
	R("_dmarc.timeout.example", "TIMEOUT", ""),
	R("_dmarc.silent.example", "SILENT", ""),
	D("bank.example", "v=DMARC1; p=none; psd=y; sp=reject"),
	D("giant.bank.example", "v=DMARC1; p=quarantine"),
	D("own.giant2.example", "v=DMARC1; p=reject; psd=n"),
	D("giant2.example", "v=DMARC1; p=none"),
	D("example.com", "v=DMARC1; p=reject"),
	D("i.j.k.example.com", "v=DMARC1; p=quarantine"),
	R("a.silent.example", "A", "192.0.2.1"),
	D("psdnp.example", "v=DMARC1; p=none; sp=none; np=reject; psd=y"),
	D("wide.example", "v=DMARC1; p=reject; psd=u"),
	D("sub.wide.example", "v=DMARC1; p=none"),
};

struct dkim_row {
	enum auth_result result;
	enum dkim_reason reason;
	const char *domain;
};

#define PASS(name)                                                             \
	{                                                                      \
		AUTH_PASS, DKIM_FINE, name                                     \
	}
#define FAIL(name)                                                             \
	{                                                                      \
		AUTH_FAIL, DKIM_BAD_SIGNATURE, name                            \
	}
#define GONE(name)                                                             \
	{                                                                      \
		AUTH_PERMERROR, DKIM_KEY_GONE, name                            \
	}
#define REVOKED(name)                                                          \
	{                                                                      \
		AUTH_PERMERROR, DKIM_KEY_REVOKED, name                         \
	}
#define LATER(name)                                                            \
	{                                                                      \
		AUTH_TEMPERROR, DKIM_DNS, name                                 \
	}
#define WEAK(name)                                                             \
	{                                                                      \
		AUTH_POLICY, DKIM_KEY_WEAK, name                               \
	}

/* SPF fails for another domain where nothing else is said. */
#define NO_SPF AUTH_FAIL, "other.test"

static const struct row {
	const char *name;
	const char *from[3];
	enum auth_result spf;
	const char *spf_domain;
	struct dkim_row dkim[3];
	enum auth_result result;
	enum dmarc_reason reason;
	const char *record; /* whose */
	enum dmarc_policy policy, applied;
} checks[] = {
	{ "4.4: DKIM of the very domain", { "reject.example" }, NO_SPF,
	    { PASS("reject.example") }, AUTH_PASS, DMARC_FINE, "reject.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "4.4: case is no difference", { "reject.example" }, NO_SPF,
	    { PASS("REJECT.Example") }, AUTH_PASS, DMARC_FINE, "reject.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "4.4: SPF of the very domain", { "reject.example" }, AUTH_PASS,
	    "reject.example", { { 0 } }, AUTH_PASS, DMARC_FINE,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: DKIM of a name below", { "reject.example" }, NO_SPF,
	    { PASS("mail.reject.example") }, AUTH_PASS, DMARC_FINE,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: SPF of a name below", { "reject.example" }, AUTH_PASS,
	    "bounce.reject.example", { { 0 } }, AUTH_PASS, DMARC_FINE,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: DKIM of the domain above, From below",
	    { "news.reject.example" }, NO_SPF, { PASS("reject.example") },
	    AUTH_PASS, DMARC_FINE, "reject.example", DMARC_REJECT,
	    DMARC_REJECT },
	{ "4.4: siblings are of one organisation", { "a.reject.example" },
	    NO_SPF, { PASS("b.reject.example") }, AUTH_PASS, DMARC_FINE,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: another organisation's DKIM is not aligned",
	    { "reject.example" }, NO_SPF, { PASS("esp.test") }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: another organisation of the same suffix is not",
	    { "reject.example" }, NO_SPF, { PASS("none.example") }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: another organisation's SPF is not aligned",
	    { "reject.example" }, AUTH_PASS, "esp.test", { { 0 } }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: a name that merely ends alike is not", { "reject.example" },
	    NO_SPF, { PASS("notreject.example") }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4.1: strict: the very domain", { "strict.example" }, NO_SPF,
	    { PASS("strict.example") }, AUTH_PASS, DMARC_FINE, "strict.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "4.4.1: strict: no name below", { "strict.example" }, NO_SPF,
	    { PASS("mail.strict.example") }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "strict.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4.2: strict: SPF of the very domain", { "strict.example" },
	    AUTH_PASS, "strict.example", { { 0 } }, AUTH_PASS, DMARC_FINE,
	    "strict.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4.2: strict: no SPF of a name below", { "strict.example" },
	    AUTH_PASS, "mail.strict.example", { { 0 } }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "strict.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: one aligned signature is enough", { "reject.example" }, NO_SPF,
	    { FAIL("reject.example"), PASS("esp.test"),
		PASS("m.reject.example") },
	    AUTH_PASS, DMARC_FINE, "reject.example", DMARC_REJECT,
	    DMARC_REJECT },
	{ "4.4: a signature that fails is none", { "reject.example" }, NO_SPF,
	    { FAIL("reject.example") }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "RFC 8301: a weak key's pass is none", { "reject.example" }, NO_SPF,
	    { WEAK("reject.example") }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: SPF softfail is no pass", { "reject.example" }, AUTH_SOFTFAIL,
	    "reject.example", { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: SPF neutral is no pass", { "reject.example" }, AUTH_NEUTRAL,
	    "reject.example", { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: SPF permerror is no pass", { "reject.example" }, AUTH_PERMERROR,
	    "reject.example", { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.4: SPF none is no pass", { "reject.example" }, AUTH_NONE,
	    "reject.example", { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "5.3: SPF's temporary error leaves it open", { "reject.example" },
	    AUTH_TEMPERROR, "reject.example", { { 0 } }, AUTH_TEMPERROR,
	    DMARC_DNS, "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "5.3: another domain's temporary error does not",
	    { "reject.example" }, AUTH_TEMPERROR, "esp.test", { { 0 } },
	    AUTH_FAIL, DMARC_NOT_ALIGNED, "reject.example", DMARC_REJECT,
	    DMARC_REJECT },
	{ "5.3: DKIM's temporary error leaves it open", { "reject.example" },
	    NO_SPF, { LATER("reject.example") }, AUTH_TEMPERROR, DMARC_DNS,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "5.3: a pass outweighs a temporary error", { "reject.example" },
	    AUTH_PASS, "reject.example", { LATER("reject.example") }, AUTH_PASS,
	    DMARC_FINE, "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "a key that is gone leaves it open", { "reject.example" }, NO_SPF,
	    { GONE("reject.example") }, AUTH_PERMERROR, DMARC_KEY_GONE,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "so does a key that was revoked", { "reject.example" }, NO_SPF,
	    { REVOKED("m.reject.example") }, AUTH_PERMERROR, DMARC_KEY_GONE,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "but not another organisation's", { "reject.example" }, NO_SPF,
	    { GONE("esp.test") }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "a pass outweighs a key that is gone", { "reject.example" }, NO_SPF,
	    { GONE("reject.example"), PASS("reject.example") }, AUTH_PASS,
	    DMARC_FINE, "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "SPF that nobody could look at leaves it open", { "reject.example" },
	    AUTH_NOT_ASKED, "", { { 0 } }, AUTH_PERMERROR, DMARC_INCOMPLETE,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "but DKIM may pass without it", { "reject.example" }, AUTH_NOT_ASKED,
	    "", { PASS("reject.example") }, AUTH_PASS, DMARC_FINE,
	    "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.7: p=quarantine, a semicolon at the end", { "quarantine.example" },
	    NO_SPF, { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "quarantine.example", DMARC_QUARANTINE, DMARC_QUARANTINE },
	{ "4.7: p=none", { "none.example" }, NO_SPF, { { 0 } }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "none.example", DMARC_POLICY_NONE,
	    DMARC_POLICY_NONE },
	{ "4.7: t=y: reject is applied as quarantine", { "test.example" },
	    NO_SPF, { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "test.example",
	    DMARC_REJECT, DMARC_QUARANTINE },
	{ "4.7: t=y: quarantine is applied as none", { "testq.example" },
	    NO_SPF, { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "testq.example",
	    DMARC_QUARANTINE, DMARC_POLICY_NONE },
	{ "4.7: t=y: none stays none", { "testn.example" }, NO_SPF, { { 0 } },
	    AUTH_FAIL, DMARC_NOT_ALIGNED, "testn.example", DMARC_POLICY_NONE,
	    DMARC_POLICY_NONE },
	{ "4.7: blanks round the sign, keywords in any case",
	    { "blanks.example" }, NO_SPF, { { 0 } }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "blanks.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.7: pct, rf and ri change nothing", { "pct.example" }, NO_SPF,
	    { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "pct.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "4.7: unknown tags are passed over", { "unknown.example" }, NO_SPF,
	    { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "unknown.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "4.7: empty tags are passed over", { "semicolons.example" }, NO_SPF,
	    { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "semicolons.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "4.7: no p= is p=none", { "nop.example" }, NO_SPF, { { 0 } },
	    AUTH_FAIL, DMARC_NOT_ALIGNED, "nop.example", DMARC_POLICY_NONE,
	    DMARC_POLICY_NONE },
	{ "4.7: also without reports", { "nop2.example" }, NO_SPF, { { 0 } },
	    AUTH_FAIL, DMARC_NOT_ALIGNED, "nop2.example", DMARC_POLICY_NONE,
	    DMARC_POLICY_NONE },
	{ "4.10.1: a wrong p= with reports is p=none", { "badp.example" },
	    NO_SPF, { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "badp.example",
	    DMARC_POLICY_NONE, DMARC_POLICY_NONE },
	{ "4.10.1: a wrong p= without reports is no record",
	    { "badp2.example" }, NO_SPF, { { 0 } }, AUTH_NONE, DMARC_NO_RECORD,
	    "", DMARC_UNTOLD, DMARC_UNTOLD },
	{ "4.10.1: reports must have an address", { "badp3.example" }, NO_SPF,
	    { { 0 } }, AUTH_NONE, DMARC_NO_RECORD, "", DMARC_UNTOLD,
	    DMARC_UNTOLD },
	{ "4.10.1: failure reports do not count", { "badp4.example" }, NO_SPF,
	    { { 0 } }, AUTH_NONE, DMARC_NO_RECORD, "", DMARC_UNTOLD,
	    DMARC_UNTOLD },
	{ "4.10.1: a wrong sp= with reports is p=none", { "badsp.example" },
	    NO_SPF, { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "badsp.example",
	    DMARC_POLICY_NONE, DMARC_POLICY_NONE },
	{ "4.10.1: a wrong sp= without reports is no record",
	    { "badsp2.example" }, NO_SPF, { { 0 } }, AUTH_NONE, DMARC_NO_RECORD,
	    "", DMARC_UNTOLD, DMARC_UNTOLD },
	{ "4.7: the tag v in capitals is no record", { "case.example" }, NO_SPF,
	    { { 0 } }, AUTH_NONE, DMARC_NO_RECORD, "", DMARC_UNTOLD,
	    DMARC_UNTOLD },
	{ "4.7: the version in small letters is no record", { "case2.example" },
	    NO_SPF, { { 0 } }, AUTH_NONE, DMARC_NO_RECORD, "", DMARC_UNTOLD,
	    DMARC_UNTOLD },
	{ "4.7: a longer version is no record", { "longer.example" }, NO_SPF,
	    { { 0 } }, AUTH_NONE, DMARC_NO_RECORD, "", DMARC_UNTOLD,
	    DMARC_UNTOLD },
	{ "4.7: the version must come first", { "late.example" }, NO_SPF,
	    { { 0 } }, AUTH_NONE, DMARC_NO_RECORD, "", DMARC_UNTOLD,
	    DMARC_UNTOLD },
	{ "4.10.1: two records are none", { "twice.example" }, NO_SPF,
	    { PASS("twice.example") }, AUTH_NONE, DMARC_NO_RECORD, "",
	    DMARC_UNTOLD, DMARC_UNTOLD },
	{ "4.10.1: other texts do not count", { "beside.example" }, NO_SPF,
	    { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "beside.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "no record: none, whatever passed", { "nowhere.test" }, NO_SPF,
	    { PASS("nowhere.test") }, AUTH_NONE, DMARC_NO_RECORD, "",
	    DMARC_UNTOLD, DMARC_UNTOLD },
	{ "4.10.1: a name below has the p= of the organisation",
	    { "a.reject.example" }, NO_SPF, { { 0 } }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "reject.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.10.1: or its sp=", { "a.sp.example" }, NO_SPF, { { 0 } },
	    AUTH_FAIL, DMARC_NOT_ALIGNED, "sp.example", DMARC_QUARANTINE,
	    DMARC_QUARANTINE },
	{ "4.10.1: sp= is not for the organisation itself", { "sp.example" },
	    NO_SPF, { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "sp.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "4.10.1: np= for a name that does not exist", { "gone.np.example" },
	    NO_SPF, { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "np.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "4.10.1: sp= for one that does", { "there.np.example" }, NO_SPF,
	    { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "np.example",
	    DMARC_POLICY_NONE, DMARC_POLICY_NONE },
	{ "4.10.1: a name's own record counts before the organisation's",
	    { "sub.wide.example" }, NO_SPF, { { 0 } }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "sub.wide.example", DMARC_POLICY_NONE,
	    DMARC_POLICY_NONE },
	{ "4.10.2: fewest labels: the organisation is further up",
	    { "sub.wide.example" }, NO_SPF, { PASS("x.wide.example") },
	    AUTH_PASS, DMARC_FINE, "sub.wide.example", DMARC_POLICY_NONE,
	    DMARC_POLICY_NONE },
	{ "4.10: no further down than seven labels",
	    { "a.b.c.d.e.f.g.h.i.j.k.example.com" }, NO_SPF, { { 0 } },
	    AUTH_FAIL, DMARC_NOT_ALIGNED, "example.com", DMARC_REJECT,
	    DMARC_REJECT },
	{ "4.10.2: the organisation of a long name",
	    { "a.b.c.d.e.f.g.h.i.j.k.example.com" }, NO_SPF,
	    { PASS("example.com") }, AUTH_PASS, DMARC_FINE, "example.com",
	    DMARC_REJECT, DMARC_REJECT },
	{ "A.: a bank below a public suffix that publishes",
	    { "giant.bank.example" }, AUTH_PASS, "mail.giant.bank.example",
	    { PASS("mail.mega.bank.example") }, AUTH_PASS, DMARC_FINE,
	    "giant.bank.example", DMARC_QUARANTINE, DMARC_QUARANTINE },
	{ "A.: its neighbour is another organisation", { "giant.bank.example" },
	    NO_SPF, { PASS("mail.mega.bank.example") }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "giant.bank.example", DMARC_QUARANTINE,
	    DMARC_QUARANTINE },
	{ "4.10.1: the suffix's sp= where the organisation has none",
	    { "mega.bank.example" }, NO_SPF, { { 0 } }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "bank.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.10.1: and for names below it", { "x.mega.bank.example" }, NO_SPF,
	    { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED, "bank.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "4.10.1: the suffix's np= for names that do not exist",
	    { "gone.psdnp.example" }, NO_SPF, { { 0 } }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "psdnp.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.10.1: the suffix's record does not override the organisation's",
	    { "x.giant.bank.example" }, NO_SPF, { { 0 } }, AUTH_FAIL,
	    DMARC_NOT_ALIGNED, "giant.bank.example", DMARC_QUARANTINE,
	    DMARC_QUARANTINE },
	{ "4.10.2: mail from a suffix itself has its own p=",
	    { "bank.example" }, NO_SPF, { { 0 } }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "bank.example", DMARC_POLICY_NONE, DMARC_POLICY_NONE },
	{ "4.10.2: psd=n: an organisation of its own", { "own.giant2.example" },
	    NO_SPF, { PASS("giant2.example") }, AUTH_FAIL, DMARC_NOT_ALIGNED,
	    "own.giant2.example", DMARC_REJECT, DMARC_REJECT },
	{ "4.10.2: psd=n: names below belong to it", { "a.own.giant2.example" },
	    NO_SPF, { PASS("b.own.giant2.example") }, AUTH_PASS, DMARC_FINE,
	    "own.giant2.example", DMARC_REJECT, DMARC_REJECT },
	{ "5.3: no answer for the policy", { "timeout.example" }, NO_SPF,
	    { { 0 } }, AUTH_TEMPERROR, DMARC_DNS, "", DMARC_UNTOLD,
	    DMARC_UNTOLD },
	{ "5.3: no answer further up", { "a.timeout.example" }, NO_SPF,
	    { { 0 } }, AUTH_TEMPERROR, DMARC_DNS, "", DMARC_UNTOLD,
	    DMARC_UNTOLD },
	{ "nobody asked: no result", { "silent.example" }, NO_SPF,
	    { PASS("silent.example") }, AUTH_NOT_ASKED, DMARC_FINE, "",
	    DMARC_UNTOLD, DMARC_UNTOLD },
	{ "4.9: no From", { "" }, NO_SPF, { { 0 } }, AUTH_PERMERROR,
	    DMARC_NO_FROM, "", DMARC_UNTOLD, DMARC_UNTOLD },
	{ "4.9: several domains", { "reject.example", "none.example" }, NO_SPF,
	    { PASS("reject.example") }, AUTH_PERMERROR, DMARC_SEVERAL_FROM, "",
	    DMARC_UNTOLD, DMARC_UNTOLD },
	{ "4.9: several addresses of one domain",
	    { "reject.example", "reject.example" }, NO_SPF,
	    { PASS("reject.example") }, AUTH_PASS, DMARC_FINE, "reject.example",
	    DMARC_REJECT, DMARC_REJECT },
	{ "a From that is no name for the DNS", { "a;b.example" }, NO_SPF,
	    { { 0 } }, AUTH_NONE, DMARC_NO_RECORD, "", DMARC_UNTOLD,
	    DMARC_UNTOLD },
};

static struct dmarc
check(struct arena *a, struct zone *z, const struct row *row, size_t *asked)
{
	struct inquiry q = inquiry_new(a, zone_inquirer(z), 1752710400);
	struct spf spf = { .result = row->spf,
		.domain = span_of(row->spf_domain) };
	struct dkim dkim[3] = { 0 };
	span from[3];
	struct dmarc_input in = { .from = from, .spf = &spf, .dkim = dkim };
	struct dmarc dmarc;

	for (size_t i = 0; i < 3 && row->from[i] != NULL; i++)
		from[in.from_count++] = span_of(row->from[i]);
	for (size_t i = 0; i < 3 && row->dkim[i].domain != NULL; i++)
		dkim[in.dkim_count++] =
		    (struct dkim){ .result = row->dkim[i].result,
			    .reason = row->dkim[i].reason,
			    .domain = span_of(row->dkim[i].domain) };
	inquiry_mark(&q);
	do
		dmarc = dmarc_check(&q, a, &in);
	while (inquiry_wait(&q));
	*asked = q.count;
	return dmarc;
}

static void
results(void **state)
{
	struct zone z = { .rows = rows, .count = COUNT(rows), .at = 77 };
	struct arena *a = test_arena();

	(void)state;
	for (size_t i = 0; i < COUNT(checks); i++) {
		const struct row *row = &checks[i];
		size_t asked, slow;
		struct dmarc d;

		test_name(row->name);
		z.slow = true;
		d = check(a, &z, row, &slow);
		CHECK_INT(d.result, row->result);
		z.slow = false;
		d = check(a, &z, row, &asked);
		CHECK_INT(asked, slow);
		CHECK_INT(d.result, row->result);
		CHECK_INT(d.reason, row->reason);
		CHECK_SPAN(d.found.record_name, row->record);
		CHECK_INT(d.found.policy, row->policy);
		CHECK_INT(d.found.applied, row->applied);
		CHECK(d.result != AUTH_FAIL || d.at == 77);
	}
}

/* Names asked for, in order, and where the walk ends. */
static void
walks(void **state)
{
	static const struct {
		const char *name, *domain, *organization, *asked;
	} cases[] = {
		{ "4.10: a long name: itself, then from seven labels on",
		    "a.b.c.d.e.f.g.h.i.j.k.example.test",
		    "a.b.c.d.e.f.g.h.i.j.k.example.test",
		    "a.b.c.d.e.f.g.h.i.j.k.example.test g.h.i.j.k.example.test "
		    "h.i.j.k.example.test i.j.k.example.test j.k.example.test "
		    "k.example.test example.test test" },
		{ "4.10: eight labels are walked one by one",
		    "a.b.c.d.e.f.g.test", "a.b.c.d.e.f.g.test",
		    "a.b.c.d.e.f.g.test b.c.d.e.f.g.test c.d.e.f.g.test "
		    "d.e.f.g.test e.f.g.test f.g.test g.test test" },
		{ "4.10: psd=n ends the walk", "x.own.giant2.example",
		    "own.giant2.example",
		    "x.own.giant2.example own.giant2.example" },
		{ "4.10: psd=y above the start ends it",
		    "mail.giant.bank.example", "giant.bank.example",
		    "mail.giant.bank.example giant.bank.example bank.example" },
		{ "4.10: psd=y at the start does not", "bank.example",
		    "bank.example", "bank.example example" },
		{ "4.10.2: below a suffix the name one label down",
		    "a.b.mega.bank.example", "mega.bank.example",
		    "a.b.mega.bank.example b.mega.bank.example "
		    "mega.bank.example bank.example" },
		{ "4.10.2: fewest labels", "x.i.j.k.example.com", "example.com",
		    "x.i.j.k.example.com i.j.k.example.com j.k.example.com "
		    "k.example.com example.com com" },
		{ "4.10.2: no record: the name itself", "a.nowhere.test",
		    "a.nowhere.test", "a.nowhere.test nowhere.test test" },
	};
	struct arena *a = test_arena();

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(cases); i++) {
		struct zone z = {
			.rows = rows, .count = COUNT(rows), .slow = i % 2 == 1
		};
		struct inquiry q =
		    inquiry_new(a, zone_inquirer(&z), 1752710400);
		span org = { 0 }, asked = { 0 };
		enum auth_result state_of;

		test_name(cases[i / 2].name);
		inquiry_mark(&q);
		do
			state_of = dmarc_organization(
			    &q, a, span_of(cases[i / 2].domain), &org);
		while (inquiry_wait(&q));
		CHECK_INT(state_of, AUTH_PASS);
		CHECK_SPAN(org, cases[i / 2].organization);
		for (size_t k = 0; k < q.count; k++)
			asked = arena_join(a, asked,
			    k > 0 ? SPAN(" ") : (span){ 0 },
			    span_drop(q.answers[k]->subject, 7));
		CHECK_SPAN(asked, cases[i / 2].asked);
	}
}

/* A record may end after any byte. */
static void
prefixes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = rows[i].value.n;

		test_name("a record that ends early");
		while (n-- > 0) {
			span edge = test_edge(rows[i].value.p, n);
			struct dmarc_record record;
			bool usable = false;

			if (n > 0 && dmarc_record_parse(edge, &record, &usable))
				CHECK(record.p != DMARC_UNTOLD);
		}
	}
}

TEST_MAIN(TEST(results), TEST(walks), TEST(prefixes))
