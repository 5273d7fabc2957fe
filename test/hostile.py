#!/usr/bin/env python3
"""Writes mails that an attacker would: each is one input at its worst.

    test/hostile.py DIR [SCALE [NAME...]]

One DIR/NAME.eml for each, SCALE (1) times its size; the same bytes each time.
The second half aims at loops that stand in the source: what is looked for
again and again, closed never, or compared with everything.
"""
import base64
import io
import pathlib
import sys
import zipfile

MAILS = {}
HEAD = (b"From: \"Bank\" <info@bank.example>\r\nTo: reader@reader.example\r\n"
        b"Subject: hostile\r\nDate: Tue, 4 Mar 2025 10:00:00 +0900\r\n"
        b"Message-ID: <1@bank.example>\r\nMIME-Version: 1.0\r\n")
RECEIVED = (b"Received: from mail.example.com (mail.example.com "
            b"[198.51.100.7]) by mx.reader.example (Postfix) with ESMTPS id "
            b"4XyZ12; Tue, 4 Mar 2025 10:00:03 +0900\r\n")
MB = 1 << 20


def mail(function):
    """Registers function(count), which gets what its default says, scaled."""
    MAILS[function.__name__.replace("_", "-")] = function
    return function


def text(body, extra=b""):
    return (HEAD + extra + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" +
            body + b"\r\n")


def html(body, extra=b""):
    return (HEAD + extra + b"Content-Type: text/html; charset=utf-8\r\n\r\n" +
            body + b"\r\n")


def field(name, value, body=b"text\r\n"):
    """A mail whose field is value; it stands before the usual ones."""
    return name + b": " + value + b"\r\n" + HEAD + b"\r\n" + body


def folded(value, width=70):
    """value with a fold every width bytes."""
    return b"\r\n ".join(value[i:i + width]
                         for i in range(0, len(value), width))


def fill(piece, n):
    """n bytes of piece."""
    return (piece * (n // len(piece) + 1))[:n]


def attached(value):
    """value as the first bytes of an attached message."""
    return (HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            b"Content-Type: message/rfc822\r\n\r\n" + value + HEAD +
            b"\r\ntext\r\n--b--\r\n")


def part(kind, body, name=b""):
    return (b"--b\r\nContent-Type: " + kind +
            (b"; name=\"" + name + b"\"\r\nContent-Disposition: attachment"
             if name else b"") +
            b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
            base64.encodebytes(body) + b"\r\n")


def mixed(body):
    return (HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
            body + b"--b--\r\n")


# Many of a thing.

@mail
def parts(n=100000):
    return mixed(b"--b\r\n\r\nx\r\n" * n)


@mail
def attachments(n=1000):
    return mixed(b"".join(part(b"application/zip", b"PK\3\4" + bytes(26) +
                               b"%d" % i, b"a%d.pdf.exe" % i)
                          for i in range(n)))


@mail
def fields(n=300000):
    return HEAD + b"".join(b"X-%d: a\r\n" % i for i in range(n)) + b"\r\nx\r\n"


@mail
def fields_same(n=300000):
    return HEAD + b"To: a@b.example\r\n" * n + b"\r\nx\r\n"


@mail
def broken_folds(n=100000):
    return HEAD + b"X-A: b\r\n" + b"no fold\r\nX-B: c\r\n" * n + b"\r\nx\r\n"


@mail
def nested_messages(n=10000):
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * n + b"x\r\n"


@mail
def nested_multiparts(n=10000):
    return HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" %
        (i, i) for i in range(n)) + b"\r\nx\r\n"


@mail
def nested_same_boundary(n=10000):
    return HEAD + (b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                   b"--b\r\n") * n + b"\r\nx\r\n"


@mail
def received(n=100000):
    return RECEIVED * n + HEAD + b"\r\nx\r\n"


@mail
def addresses(n=100000):
    return field(b"To", b",\r\n ".join(b"N%d <a%d@h%d.example>" % (i, i, i)
                                       for i in range(n)))


@mail
def encoded_words(n=20000):
    kinds = (b"=?utf-8?B?44GC?=", b"=?iso-2022-jp?B?GyRCJCIbKEI=?=",
             b"=?shift_jis?Q?=82=A0?=", b"=?euc-jp?B?pKI=?=",
             b"=?koi8-r?Q?=C1?=", b"=?x-unknown?Q?a?=", b"=?gb18030?B?sKE=?=")
    return field(b"Subject", folded(fill(b" ".join(kinds) + b" ", 20 * n)))


@mail
def encoded_words_name(n=20000):
    return field(b"From", b"\r\n ".join([b"=?utf-8?B?44GC?="] * n) +
                 b" <a@b.example>")


@mail
def encoded_words_open(n=20000):
    return field(b"Subject", b"=?utf-8?B?" * n)


@mail
def parameters(n=100000):
    return field(b"Content-Type", b"text/plain" + b"".join(
        b";\r\n name*%d*=a%%41" % i for i in range(n)))


@mail
def parameters_names(n=100000):
    return field(b"Content-Disposition", b"attachment" + b"".join(
        b"; n%d*0=a" % i for i in range(n)))


@mail
def references(n=MB):
    return field(b"References", folded(fill(b"<aaaa@example.com> ", n)))


@mail
def urls_text(n=100000):
    return text(b"".join(b"http://h%d.example/%d\r\n" % (i, i)
                         for i in range(n)))


@mail
def urls_html(n=100000):
    return html(b"".join(b"<a href=\"http://h%d.example/\">%d</a>\r\n" %
                         (i, i) for i in range(n)))


@mail
def urls_shown(n=20000):
    return html(b"".join(b"<a href=http://h%d.example/>http://g%d.example"
                         b"</a>" % (i, i) for i in range(n)))


@mail
def lookalikes(n=20000):
    names = (b"amaz0n", b"arnazon", b"paypa1", b"rakuten-card", b"app1e",
             b"xn--pypal-4ve", b"smbc-card", b"mercari-jp", b"docornno")
    return text(b"".join(
        b"https://%s%d.%s.com.example%d.com/login\r\n" %
        (names[i % len(names)], i, names[i * 7 % len(names)], i)
        for i in range(n)))


@mail
def phrases(n=5 * MB):
    root = pathlib.Path(__file__).parent.parent / "data" / "phrases"
    lines = []
    for path in sorted(root.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            if line and line[0] != "#":
                lines.append(line.split("\t")[0])
    return text(fill("\r\n".join(lines).encode() + b"\r\n", n))


@mail
def phrases_html(n=2 * MB):
    return html(fill("<p>アカウントを停止しました。24時間以内にご確認ください。"
                     "</p><i>Your account has been suspended</i>".encode(),
                     n))


@mail
def brand_names(n=MB):
    return text(fill("三井住友カード Amazon 楽天 PayPay えきねっと "
                     "三 井 住 友 A m a z o n ".encode(), n))


# One byte or token, over and over.

def _repeat(name, piece, wrap, size=MB):
    def function(n=size):
        return wrap(fill(piece, n))
    function.__name__ = name
    mail(function)


for _name, _piece in {
        "div": b"<div>", "a-href": b"<a href=", "a-open": b"<a href=x>",
        "amp": b"&amp", "amps": b"&amp;", "long-reference":
        b"&CounterClockwiseContourIntegra", "number-reference": b"&#1114111",
        "comment-open": b"<!--", "comment-almost": b"<!-- -- -!> --",
        "quote": b"\"", "tag-quote": b"<a title=\"", "less": b"<",
        "end-tags": b"</x>", "script-almost": b"<script></scrip",
        "script-open": b"<script><!--<script>", "title": b"<title>",
        "textarea": b"<textarea>", "cdata": b"<svg><![CDATA[",
        "svg": b"<svg><p>", "table": b"<table><tr><td>",
        "p-b": b"<p><b>", "misnested": b"<b><i></b></i>",
        "li": b"<ul><li>", "style-attribute":
        b"<i style=\"color:red;font-size:1px;display:none\">x",
        "style-open": b"<i style='a:url(", "hidden":
        b"<i style=display:none>x</i>y ", "form":
        b"<form action=http://f.example><input name=x type=password>",
        "options": b"<select><option>", "srcset":
        b"<img srcset=\"http://a.example/1 1x,http://b.example/2 2x\">",
        "plaintext": b"<plaintext>", "nul": b"<a\0b>\0", "doctype":
        b"<!DOCTYPE x \"", "font": b"<font face=a color=red>x",
        "base": b"<base href=http://b.example/x/>",
        "meta": b"<meta http-equiv=refresh content='0;url=http://m.example'>",
        "javascript": b"<script>x=\"http://h.example/\"</script>",
        "onclick": b"<a onclick=\"location='http:\\/\\/h.example\\/'\">x</a>",
        "relative": b"<a href=../../x>y</a>"}.items():
    _repeat("html-" + _name, _piece, html)

for _name, _piece in {
        "paren": b"(", "quote": b"\"", "angle": b"<", "group": b"g:",
        "comma": b",", "at": b"@", "backslash-angle": b"<\\\">",
        "quote-angle": b"<\">", "paren-nested": b"(a", "quote-at": b"\"a\"@",
        "word": b"=?", "route": b"<@a:", "semicolon": b";"}.items():
    _repeat("address-" + _name, _piece,
            lambda v: b"".join(n + b": " + v[:len(v) // 6] + b"\r\n"
                               for n in (b"From", b"Sender", b"Reply-To",
                                         b"To", b"Cc", b"Return-Path")) +
            b"Subject: x\r\n\r\nx\r\n")
    _repeat("hop-" + _name, _piece,
            lambda v: b"".join(b"Received: from a " + v[i:i + 60000] +
                               b"\r\n" for i in range(0, len(v), 60000)) +
            HEAD + b"\r\nx\r\n")
    _repeat("date-" + _name, _piece,
            lambda v: field(b"Date", b"Tue, 4 Mar 2025 " + v))
    _repeat("type-" + _name, _piece,
            lambda v: field(b"Content-Type", b"text/plain; a=" + v))
    _repeat("auth-" + _name, _piece,
            lambda v: b"".join(b"Authentication-Results: mx.reader.example; "
                               b"spf=pass " + v[i:i + 60000] + b"\r\n"
                               for i in range(0, len(v), 60000)) + HEAD +
            b"\r\nx\r\n")

_repeat("group-folded", b"g:", lambda v: field(b"From", folded(v)))
_repeat("group-attached", b"g:", lambda v: attached(b"From: " + v + b"\r\n"))
_repeat("group-attached-folded", b"g:",
        lambda v: attached(b"From: " + folded(v) + b"\r\n"))
_repeat("auth-results", b"dkim=pass header.d=a.example header.s=s; ",
        lambda v: b"Authentication-Results: mx.reader.example; " + v +
        b"\r\n" + HEAD + b"\r\nx\r\n")
_repeat("auth-fields", b"Authentication-Results: mx.reader.example; dkim=pass "
        b"header.d=a.example\r\n", lambda v: v + b"\r\n" + HEAD + b"\r\nx\r\n")
_repeat("hop-words", b"from a by b with c id d for e ",
        lambda v: b"".join(b"Received: " + v[i:i + 60000] + b"\r\n"
                           for i in range(0, len(v), 60000)) + HEAD +
        b"\r\nx\r\n")

# Ten megabytes in one line.

_repeat("line-text", b"a", text, 10 * MB)
_repeat("line-text-blank", b" ", text, 10 * MB)
_repeat("line-text-dots", b"a.b", text, 10 * MB)
_repeat("line-header", b"a", lambda v: field(b"X-Long", v), 10 * MB)
_repeat("line-no-header", b"a", lambda v: v, 10 * MB)
_repeat("line-attribute", b"a", lambda v: html(b"<a href=\"" + v + b"\">"),
        10 * MB)
_repeat("line-tag", b"a", lambda v: html(b"<" + v + b">"), 10 * MB)
_repeat("line-css", b"a", lambda v: html(b"<style>" + v + b"</style>"),
        10 * MB)
_repeat("line-base64", b"QUJD", lambda v: text(
    v, b"Content-Transfer-Encoding: base64\r\n"), 10 * MB)
_repeat("line-word", b"a", lambda v: field(b"Subject", b"=?utf-8?Q?" + v +
                                           b"?="), 10 * MB)
_repeat("nuls", b"\0", lambda v: v, 5 * MB)
_repeat("nuls-text", b"\0", text, 5 * MB)
_repeat("nuls-html", b"\0", html, 5 * MB)
_repeat("newlines", b"\n", text, 5 * MB)
_repeat("returns", b"\r", text, 5 * MB)

# Encodings.

_repeat("base64-early", b"QUJDREVG", lambda v: text(
    v + b"=", b"Content-Transfer-Encoding: base64\r\n"))
_repeat("base64-padding", b"QQ==", lambda v: text(
    v, b"Content-Transfer-Encoding: base64\r\n"))
_repeat("quoted-equals", b"=", lambda v: text(
    v, b"Content-Transfer-Encoding: quoted-printable\r\n"))
_repeat("quoted-blanks", b" ", lambda v: text(
    v, b"Content-Transfer-Encoding: quoted-printable\r\n"), 5 * MB)
_repeat("quoted-blank-lines", b"a   \n", lambda v: text(
    v, b"Content-Transfer-Encoding: quoted-printable\r\n"), 5 * MB)
_repeat("uuencode", b"begin 644 a\n", lambda v: text(
    v, b"Content-Transfer-Encoding: x-uuencode\r\n"))
_repeat("iso-2022-jp", b"\x1b$B$\"\x1b(B", lambda v: HEAD +
        b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + v)
_repeat("iso-2022-escapes", b"\x1b$B\x1b(B\x1b(J", lambda v: HEAD +
        b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + v)
_repeat("invalid-utf8", b"\xe3\x81\xff\x80", text, 5 * MB)
_repeat("kana-any", b"\x82\xa0\xb1\xf0\xe0", lambda v: HEAD + b"\r\n" + v,
        5 * MB)
_repeat("utf16", b"\0<\0a", lambda v: HEAD +
        b"Content-Type: text/html; charset=utf-16\r\n\r\n\xfe\xff" + v)
_repeat("utf7", b"+AGE-", lambda v: HEAD +
        b"Content-Type: text/plain; charset=utf-7\r\n\r\n" + v)
_repeat("hz", b"~{~}", lambda v: HEAD +
        b"Content-Type: text/plain; charset=hz-gb-2312\r\n\r\n" + v)
_repeat("zalgo", "a\u0300\u0316\u0301".encode(), text, 2 * MB)
_repeat("marks-only", "\u0316\u0300".encode(), text, 2 * MB)
_repeat("ligatures", "\ufdfa".encode(), text, 2 * MB)
_repeat("invisible", "a\u200b\u00ad".encode(), text, 2 * MB)
_repeat("invisible-html", "<b>a\u200b\u00ad</b>".encode(), html, 2 * MB)
_repeat("katakana-dashes", "メ-ル ア力".encode(), text, 2 * MB)
_repeat("simplified", "帐户".encode(), text, 2 * MB)
_repeat("styled", "\U0001d41a".encode(), text, 2 * MB)
_repeat("subject-marks", "a\u0316\u0300".encode(),
        lambda v: field(b"Subject", v))

# Style sheets.


@mail
def css_rules(n=MB):
    return html(b"<style>" + fill(b".a{color:red}", n) + b"</style>")


@mail
def css_rules_many(n=2000):
    rules = b"".join(b".c%d#i,.a.b{color:red;background:red}" % i
                     for i in range(2000))
    return html(b"<style>" + rules + b"</style>" +
                b"<i class='a b c d e f g h i j k l m n o' id=i>x" * (n * 10))


@mail
def css_selectors(n=MB):
    return html(b"<style>" + fill(b".a ,", n) + b"{color:red}</style>")


@mail
def css_at(n=MB):
    return html(b"<style>" + fill(b"@media x{", n) + b"</style>")


@mail
def css_comment(n=MB):
    return html(b"<style>" + fill(b"/*", n) + b"</style>")


@mail
def css_markers(n=MB):
    return html(b"<style>" + fill(b"<!--", n) + b"{}</style>")


@mail
def css_urls(n=MB):
    return html(b"<style>" + fill(b"url(", n) + b"</style>")


@mail
def css_url_quotes(n=MB):
    return html(b"<style>" + fill(b"url('", n) + b"</style>")


@mail
def css_url_blanks(n=MB):
    return html(b"<style>" + fill(b"url(   ", n) + b"</style>")


@mail
def css_fonts(n=MB):
    return html(b"<i style=\"font-family:" + fill(b"SimSun,a,", n) + b"\">x")


@mail
def css_escapes(n=MB):
    return html(b"<i style=\"" + fill(b"\\64 isplay:none;", n) + b"\">x")


@mail
def attributes(n=100000):
    return html(b"<a " + b" ".join(b"a%d=b" % i for i in range(n)) + b">")


@mail
def attributes_64(n=5000):
    return html((b"<a " + b" ".join(b"a%d" % i for i in range(64)) +
                 b">x</a>") * n)


@mail
def elements_full(n=2 * MB):
    return html(b"<div>" * 511 + fill(b"</b>", n))


@mail
def elements_full_p(n=2 * MB):
    return html(b"<p>" + b"<b>" * 510 + fill(b"<dd><dt>", n))


@mail
def elements_full_td(n=2 * MB):
    return html(b"<td><th><tr>" + b"<b>" * 505 + fill(b"<td></td>", n))


@mail
def cids(n=20000):
    return mixed(b"--b\r\nContent-Type: text/html\r\n\r\n" +
                 b"<img src=cid:x@y>" * n + b"\r\n" +
                 b"--b\r\nContent-ID: <z@y>\r\n\r\nx\r\n" * 900)


# Archives.

def _zip(names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in names:
            z.writestr(zipfile.ZipInfo(name, (2025, 3, 4, 0, 0, 0)), content,
                       zipfile.ZIP_DEFLATED)
    return out.getvalue()


@mail
def archive_bomb(n=50 * MB):
    return mixed(part(b"application/zip", _zip([("a.bin", bytes(n))]),
                      b"a.zip"))


@mail
def archive_bombs(n=100):
    one = part(b"application/zip", _zip([("a.exe", bytes(10 * MB))]),
               b"a.zip")
    return mixed(one * n)


@mail
def archive_nested(n=100):
    inside = b"x"
    for i in range(n):
        inside = _zip([("a%d.zip" % i, inside)])
    return mixed(part(b"application/zip", inside, b"a.zip"))


@mail
def archive_entries(n=50000):
    return mixed(part(b"application/zip", _zip(
        [("d%d/a%d.exe" % (i % 97, i), b"") for i in range(n)]), b"a.zip"))


@mail
def archive_gzip(n=20 * MB):
    import gzip
    return mixed(part(b"application/gzip", gzip.compress(
        gzip.compress(bytes(n), mtime=0), mtime=0), b"a.tar.gz"))


@mail
def archive_names(n=200):
    return mixed(part(b"application/zip", _zip(
        [("a" * 60000 + "%d.exe" % i, b"") for i in range(n)]), b"a.zip"))


@mail
def archive_broken(n=300):
    return mixed(part(b"application/x-rar", b"Rar!\x1a\x07\x00" +
                      bytes(20000), b"a.rar") * n)


# Aimed at our source.

_repeat("boundary-lookalikes", b"--boundar\r\n--boundaryy\r\n", lambda v:
        HEAD + b"Content-Type: multipart/mixed; boundary=boundary\r\n\r\n" +
        v, 2 * MB)


_repeat("cr-alone", b"\r", lambda v:
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + v,
        2 * MB)
_repeat("boundary-guesses", b"--b\nContent-Type: multipart/mixed\n\n",
        lambda v: HEAD + b"Content-Type: multipart/mixed\n\n" + v, 2 * MB)
_repeat("boundaries-never", b"--b\nContent-Type: multipart/mixed; "
        b"boundary=never\n\n", lambda v:
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + v, 2 * MB)
_repeat("boundary-tails", b"--bx\nContent-\n", lambda v:
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + v, 2 * MB)


@mail
def boundaries_guessed(n=MB):
    """Read again for each guess, with many boundaries open."""
    return (HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d"
                            b"\n\n--b%d\n" % (i, i) for i in range(80)) +
            b"".join(b"Content-Type: multipart/mixed; boundary=never%d"
                     b"\n\n--g%d\n" % (i, i) for i in range(19)) +
            b"\n" + fill(b"--\n", n))


@mail
def boundaries_open(n=MB):
    """Each line is compared with each boundary that is open."""
    return (HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d"
                            b"\r\n\r\n--b%d\r\n" % (i, i)
                            for i in range(1000)) + b"\r\n" +
            fill(b"--\r\n", n))


@mail
def boundaries_long(n=MB):
    return (HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=" + b"b" * 60 + b"%d\r\n"
        b"\r\n--" % i + b"b" * 60 + b"%d\r\n" % i for i in range(90)) +
            b"\r\n" + fill(b"--" + b"b" * 60 + b"\r\n", n))


@mail
def message_in_message(n=4 * MB):
    """Each of a hundred messages holds, and digests, all that follows."""
    return (HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            + b"Content-Type: message/rfc822\r\n\r\n" * 98 +
            b"Content-Type: text/plain\r\n\r\n" + fill(b"text\r\n", n))


@mail
def message_lookalikes(n=MB):
    return (HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            + b"Content-Type: message/rfc822\r\n\r\n" * 98 +
            b"Content-Type: text/plain\r\n\r\n" + fill(b"--bb\r\n", n))


@mail
def part_fields(n=300000):
    return mixed(b"--b\r\n" + b"A:\r\n" * n + b"\r\nx\r\n")


@mail
def message_fields(n=300000):
    return mixed(b"--b\r\nContent-Type: message/rfc822\r\n\r\n" +
                 b"A:\r\n" * n + b"\r\nx\r\n")


@mail
def part_parameters(n=300000):
    return mixed(b"--b\r\nContent-Type: a/b" + b";a=b" * n +
                 b"\r\n\r\nx\r\n")


@mail
def part_disposition(n=300000):
    return mixed(b"--b\r\nContent-Disposition: a" + b";a*1=b" * n +
                 b"\r\n\r\nx\r\n")


@mail
def part_references(n=300000):
    return mixed(b"--b\r\nContent-Type: message/rfc822\r\n\r\n"
                 b"References: " + b"<a@b>" * n + b"\r\n\r\nx\r\n")


@mail
def messages(n=1000):
    return mixed((b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + HEAD +
                  b"\r\nx\r\n") * n)


@mail
def subject_recipient(n=60000):
    """A subject in which recipients of half its length nearly stand."""
    who = b"-" * (n // 2)
    return (b"Subject: " + b"-" * n + b"\r\nTo: " + who + b"b@c.example\r\n" +
            b"".join(b"Delivered-To: " + who + b"b@c%d.example\r\n" % i
                     for i in range(16)) + b"\r\nx\r\n")


@mail
def urls_recipient(n=200):
    """The same in links, which are looked at for the reader's address."""
    who = b"-" * 8000
    return (b"From: a@b.example\r\nTo: " + who + b"b@c.example\r\n" + b"".join(
        b"Delivered-To: " + who + b"b@c%d.example\r\n" % i
        for i in range(16)) + b"\r\n" +
            b"".join(b"http://h%d.example/@" % i + b"-" * 16000 + b"\r\n"
                     for i in range(n)))


@mail
def urls_recipient_short(n=200):
    who = b"-" * 240
    return (b"From: a@b.example\r\nTo: " + who + b"b@c.example\r\n" + b"".join(
        b"Delivered-To: " + who + b"b@c%d.example\r\n" % i
        for i in range(16)) + b"\r\n" +
            b"".join(b"http://h%d.example/@" % i + b"-" * 16000 + b"\r\n"
                     for i in range(n)))


@mail
def urls_tokens(n=500):
    return text(b"".join(b"http://h%d.example/@" % i + b"YWFhYWFh/" * 1700 +
                         b"\r\n" for i in range(n)))


@mail
def url_paths(n=MB):
    """Names that are no hosts, each with the rest of its word as a path."""
    return text(b"\r\n".join(fill(b"a.zq/,", 16000)
                             for _ in range(n // 16000 + 1)))


@mail
def url_schemes(n=MB):
    return text(b"\r\n".join(fill(b"http://(", 16000)
                             for _ in range(n // 16000 + 1)))


@mail
def url_brackets(n=MB):
    return text(fill(b"a[.]com(.)b{.}c ", n))


@mail
def url_bracket_word(n=MB):
    return text(fill(b"[.][.]", n))


@mail
def url_wide(n=MB):
    return text(fill("http://ああ。".encode(), n))


@mail
def url_labels(n=MB):
    return text(fill(b"a.", n - n % 2))


@mail
def url_japanese_labels(n=MB):
    return text(b"\r\n".join(
        b"http://" + fill("a.comあ.".encode(), 15000)
        for _ in range(n // 15000 + 1)))


@mail
def url_long_hosts(n=1000):
    return text(b"".join(b"http://" + b"a." * 4000 + b"h%d.example/\r\n" % i
                         for i in range(n)))


@mail
def url_hosts_punycode(n=1000):
    return text(b"".join(b"http://" + b"xn--" + b"a" * 900 +
                         b"%d.example/\r\n" % i for i in range(n)))


@mail
def url_userinfo(n=500):
    return text(b"".join(b"http://" + b"a@" * 7000 + b"h%d.example/\r\n" % i
                         for i in range(n)))


@mail
def url_percent(n=500):
    return text(b"".join(b"http://h%d.example/?u=" % i + b"%25" * 5000 +
                         b"\r\n" for i in range(n)))


@mail
def url_dots(n=500):
    return html(b"".join(b"<a href=\"http://h%d.example/" % i +
                         b"a/../" * 3000 + b"\">x</a>" for i in range(n)))


@mail
def url_path_segments(n=500):
    return html(b"".join(b"<a href=\"http://h%d.example/" % i +
                         b"a/" * 4000 + b"../" * 2000 + b"\">x</a>"
                         for i in range(n)))


@mail
def url_base(n=1000):
    return html(b"<base href=\"http://b.example/" + b"a/" * 8000 + b"\">" +
                b"<a href=x>y</a>" * n)


@mail
def url_wrapped(n=500):
    inner = b"http://x.example/"
    for _ in range(9):
        inner = (b"https://www.google.com/url?q=" +
                 inner.replace(b"%", b"%25").replace(b":", b"%3A")
                 .replace(b"/", b"%2F").replace(b"?", b"%3F")
                 .replace(b"=", b"%3D"))
    return html((b"<a href=\"" + inner[:16000] + b"\">x</a>") * n)


@mail
def anchors_and_urls(n=100):
    """Each address in text is compared with each anchor of its part."""
    one = (b"--b\r\nContent-Type: text/html\r\n\r\n" +
           b"<a href=x>y</a>" * 1000 + b"http://a.example " * 1000 + b"\r\n")
    return mixed(one * n)


@mail
def links_parts(n=900):
    return mixed(b"--b\r\n\r\nhttp://a.example/\r\nhttp://b.example/\r\n" * n)


@mail
def texts_parts(n=900):
    return mixed(b"".join(b"--b\r\nContent-Type: text/html\r\n\r\n"
                          b"<form action=x><input type=password><i style="
                          b"display:none>hidden %d</i><img alt=Amazon src="
                          b"http://i.example/%d>\r\n" % (i, i)
                          for i in range(n)))


@mail
def base64_parts(n=900):
    return mixed(part(b"text/plain", fill("停止 ".encode(), 3000)) * n)


@mail
def stamps(n=60000):
    return field(b"Subject", fill(b"[SPAM] ", n))


@mail
def subject_tags(n=60000):
    return field(b"Subject", fill(b"[a] ", n))


@mail
def names_words(n=60000):
    return field(b"From", b"\"" + fill(b"A m a z o n ", n) +
                 b"\" <a@b.example>")


@mail
def from_labels(n=60000):
    return field(b"From", b"<a@" + fill(b"a.", n - n % 2) + b"example>")


@mail
def from_unicode(n=60000):
    return field(b"From", b"<a@" + fill("あ.".encode(), n - n % 4) +
                 b"example>")


@mail
def message_id(n=60000):
    return field(b"Message-ID", b"<" + fill(b"a@", n) + b">")


@mail
def hops_inside(n=200):
    return b"".join(
        b"Received: from o%d.google.com (o%d.google.com [209.85.220.%d]) by "
        b"mx%d.google.com with ESMTPS id a%d; Tue, 4 Mar 2025 10:00:03 +0900"
        b"\r\n" % (i, i, i % 256, i, i) for i in range(n)) + HEAD + b"\r\nx"


@mail
def hops_addresses(n=200):
    return b"".join(
        b"Received: from x ([8.8.%d.%d]) by y; Tue, 4 Mar 2025 10:00:03 "
        b"+0900\r\n" % (i // 256, i % 256) for i in range(n)) + HEAD + b"\r\n"


@mail
def hops_long(n=200):
    return b"".join(b"Received: from a (" + b"b [1.2.3.4] " * 5000 + b") by c"
                    b" ; Tue, 4 Mar 2025 10:00:03 +0900\r\n"
                    for _ in range(n)) + HEAD + b"\r\nx"


@mail
def hops_semicolons(n=200):
    return b"".join(b"Received: from a by c" + b"; 1" * 15000 + b"\r\n"
                    for _ in range(n)) + HEAD + b"\r\nx"


@mail
def hops_blanks(n=200):
    return b"".join(b"Received: from a by c with" + b" " * 60000 + b"x\r\n"
                    for _ in range(n)) + HEAD + b"\r\nx"


@mail
def hops_open_quotes(n=200):
    return b"".join(b"Received: from " + b"\\\" " * 20000 + b"\r\n"
                    for _ in range(n)) + HEAD + b"\r\nx"


@mail
def wallets(n=MB):
    return text(fill(b"1" + b"Z" * 33 + b" bc1" + b"q" * 80 + b" ", n))


@mail
def fonts(n=MB):
    return html(b"".join(b"<i style=font-family:F%d>x" % i
                         for i in range(n // 24)))


@mail
def hidden_runs(n=2 * MB):
    return html(fill(b"<i hidden>a1</i>b", n))


@mail
def plain_against_html(n=2 * MB):
    """Two alternatives of many words that are compared."""
    words = b" ".join(b"w%d" % (i * 7919 % 1000003) for i in range(n // 8))
    return (HEAD + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n"
            b"--b\r\nContent-Type: text/plain\r\n\r\n" + words +
            b"\r\n--b\r\nContent-Type: text/html\r\n\r\n" + words[::-1] +
            b"\r\n--b--\r\n")


@mail
def entities_map(n=4 * MB):
    """Every second character moves the map of offsets."""
    return html(fill(b"a&amp;", n))


@mail
def blanks_map(n=4 * MB):
    return html(fill(b"a  ", n))


@mail
def crlf_map(n=4 * MB):
    return html(fill(b"a\r\n", n))


@mail
def fold_map(n=4 * MB):
    return text(fill("ａ Ａ㍿".encode(), n))


@mail
def tables_wide(n=2 * MB):
    return html(b"<table><tr>" + fill(b"<td>a", n))


@mail
def charset_many(n=900):
    return mixed(b"".join(b"--b\r\nContent-Type: text/plain; charset=x%d\r\n"
                          b"\r\n\xe3\x81\r\n" % i for i in range(n)))


@mail
def charset_guess(n=4 * MB):
    return HEAD + b"\r\n" + fill(b"\x83A\x83J\xa5\xa2\xa4\xa2\xe0", n)


def main():
    directory = pathlib.Path(sys.argv[1])
    scale = float(sys.argv[2]) if len(sys.argv) > 2 else 1
    directory.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[3:] or sorted(MAILS):
        function = MAILS[name]
        count = max(2, int(function.__defaults__[0] * scale))
        (directory / (name + ".eml")).write_bytes(function(count))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
