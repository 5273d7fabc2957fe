#!/usr/bin/env python3
"""Turns texts/*.txt (written by hand) into *.mbox: headers, encodings and
boundaries only, no wording.  The same input always gives the same output.

A text file holds mails separated by lines "===": first "key: value" lines, then
"--", then the body; after a line "%%html" a different body for the HTML part
(raw when it starts with "<"), after "%%ics" a calendar part.
  f from "name | address"   t h/t/i or address   s subject   d date (JST)
  e encoding: 8 b q j (text), a+b/q/j (text and HTML), h+b/q/8/j (HTML only)
  k HTML frame 0-7   pre hidden preheader   px counting pixel   c click counter
  env the reader when "t" is a list
  r route: "host > style host > style host", the reader's mx (mx, mxl, prov) last
  rp Return-Path   m Message-ID pattern   dk DKIM domain/selector, ...
  a y/n Authentication-Results   att file name   tz zone of Date   cc Cc
Any key with a capital letter is a header written as it stands.
In bodies: {label|url} a link, {{label|url}} a button, {img:url|alt}, "## " heading."""
import base64, hashlib, html, io, pathlib, quopri, random, re, sys, uuid, zipfile
from datetime import datetime, timedelta, timezone
from email.charset import BASE64, QP, Charset
from email.header import Header
from email.utils import format_datetime, quote

HERE = pathlib.Path(__file__).parent
JST = timezone(timedelta(hours=9))
READERS = {"h": "hanako@reader.example", "t": "taro@reader.example", "i": "info@reader.example"}
URL = re.compile(r"https?://[A-Za-z0-9./?=&_%#~+:;,@!*-]+")
LINK = re.compile(r"(\{\{?)([^{}|]+)\|([^{}]+?)\}\}?")
JPEG = base64.b64decode(  # 8x8, grey
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ"
    "EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBD/wAALCAAIAAgBAREA/8QAFAABAAAAAAAA"
    "AAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z")

def pattern(p, rng, when):
    """%8x hex, %8d digits, %8a letters and digits, %8A capitals, %u uuid, %t time."""
    sets = {"x": "0123456789abcdef", "d": "0123456789",
            "a": "abcdefghijklmnopqrstuvwxyz0123456789",
            "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"}
    p = p.replace("%u", str(uuid.UUID(int=rng.getrandbits(128), version=4)))
    p = p.replace("%t", when.strftime("%Y%m%d%H%M%S"))
    return re.sub(r"%(\d+)([xdaA])", lambda m: "".join(rng.choice(sets[m[2]]) for _ in range(int(m[1]))), p)

def word(s, charset, how=BASE64):
    """A header value in RFC 2047 where it is not ASCII."""
    if s.isascii():
        return s
    if charset.startswith("iso"):
        s = s.replace("～", "〜").replace("－", "−")
    cs = Charset(charset)
    cs.header_encoding = how
    return Header(s, cs, maxlinelen=76, header_name="Subject").encode()

def person(s, charset, how):
    name, _, addr = s.rpartition(" | ")
    if not name:
        return addr
    return f'{chr(34) + quote(name) + chr(34) if name.isascii() else word(name, charset, how)} <{addr}>'

def ip(rng):
    return f"{rng.choice(['192.0.2', '198.51.100', '203.0.113'])}.{rng.randrange(4, 250)}"

def received(route, m, rng, when):
    """The chain of Received lines, newest first."""
    P = lambda p: pattern(p, rng, when)
    to, rp, out, t = m["addr"], m["rp"], [], when
    def stamp(tz=JST, tail=""):
        return format_datetime(t.astimezone(tz)) + tail
    hops = [x.split() for x in route.split(" > ")]
    if hops[-1][0] not in ("mx", "mxl", "prov"):
        hops.append(["mx"])
    prev, pip = hops[0][0], ip(rng)
    for hop in hops[1:]:
        style, host, mine = hop[0], (hop + ["mx.reader.example"])[1], ip(rng)
        t += timedelta(seconds=rng.randrange(0, 3))
        helo, _, rdns = prev.partition("/")
        rdns = rdns or (helo if "." in helo and not helo.startswith("[") else "unknown")
        client = f"from {helo} ({rdns} [{pip}])"
        if style == "local":
            out.append(f"by {host} (Postfix, from userid {rng.choice([33, 48, 1001, 507])})\n\tid {P('%10x').upper()}; {stamp(tail=' (JST)')}")
        elif style in ("postfix", "submit"):
            kind = "ESMTPSA" if style == "submit" else rng.choice(["ESMTP", "ESMTPS"])
            out.append(f"{client}\n\tby {host} (Postfix) with {kind} id {P('%10x').upper()}\n\tfor <{to}>; {stamp(tail=' (JST)')}")
        elif style == "exim":
            out.append(f"from [{pip}] (helo={helo})\n\tby {host} with esmtpsa (TLS1.3) tls TLS_AES_256_GCM_SHA384\n\t(Exim 4.97.1)\n\t(envelope-from <{rp}>)\n\tid {P('1%5A-%11A-%4A')}\n\tfor {to};\n\t{stamp()}")
        elif style == "qmail":
            u = t.astimezone(timezone.utc)
            out.append(f"from unknown (HELO {helo}) ({pip})\n  by {host} with SMTP; {u.day} {u.strftime('%b %Y %H:%M:%S')} -0000")
        elif style == "sendmail":
            out.append(f"{client}\n\tby {host} (8.15.2/8.15.2) with ESMTP id {P('%2A%12d')}\n\tfor <{to}>; {stamp()}")
        elif style == "gmail":
            z = timezone(timedelta(hours=-7 if 3 < t.month < 11 else -8))
            out.append(f"by {host} with SMTP id {P('%16x')}so{P('%7d')}a12.1\n        for <{to}>; {stamp(z, ' (PDT)' if 3 < t.month < 11 else ' (PST)')}")
        elif style == "exchange":
            out.append(f"{'from ' + helo} ({pip}) by\n {host} ({mine}) with Microsoft SMTP Server\n (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id\n 15.20.{P('7%3d')}.{rng.randrange(10, 40)}; {stamp(timezone.utc)}")
        elif style == "mapi":
            six = P("2001:db8:404:%4x::%2d")
            out.append(f"from {host}\n ([{six}]) by {host}\n ([{six}%{rng.randrange(2, 9)}]) with mapi id 15.20.{P('7%3d')}.{rng.randrange(10, 40):03}; {stamp(timezone.utc)}")
        elif style == "sg":
            app = P("geopod-ismtpd-%2d")
            out.append(f"from {P('MjQ%5dNw')} ({host})\n\tby {app} (SG) with HTTP\n\tid {P('%22A')}\n\t{stamp(timezone.utc)} (UTC)")
            t += timedelta(seconds=1)
            out.append(f"by {P('recvd-%10x-%5a')} with SMTP id {P('recvd-%10x-%5a-1-%8x-%2x')}\n\t{t.astimezone(timezone.utc).strftime('%Y-%m-%d %H:%M:%S')}.{P('%9d')} +0000 UTC m=+{P('%6d.%9d')}")
        elif style == "docomo":
            out.append(f"{client}\n by {host} (DOCOMO Mail Server Ver2.0)\n with SMTP id {P('%16x')}\n for <{to}>; {stamp(tail=' (JST)')}")
        elif style == "http":
            out.append(f"from [{pip}] by {host} with HTTP; {stamp()}")
        elif style == "as":  # the name under which the last one sends, no line of its own
            pass
        elif style == "prov":
            out.append(f"{client}\n\tby mxin{rng.randrange(1, 9):02}.provider.example.jp (8.14.9/8.14.9) with ESMTP id {P('%2A%12d')}\n\tfor <{to}>; {stamp()}")
        else:
            tls = "\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\n\t key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256)" if rng.random() < .6 else ""
            out.append(f"{client}{tls}\n\tby mx.reader.example (Postfix) with ESMTP{'S' if tls else ''} id {P('4%2A%11A')}\n\tfor <{to}>; {stamp(tail=' (JST)')}")
            if style == "mxl":
                out.append(f"from mx.reader.example\n\tby imap.reader.example with LMTP\n\tid {P('%16A')}\n\t(envelope-from <{rp}>)\n\tfor <{to}>; {stamp()}")
        prev, pip = host, mine
    return out[::-1], t

def frame(n, body, m, charset):
    """Eight ways in which senders wrap HTML."""
    pre = f'<div style="display:none;font-size:1px;line-height:1px;max-height:0;overflow:hidden">{m["pre"]}</div>\n' if "pre" in m else ""
    px = f'\n<img src="{m["px"]}" width="1" height="1" alt="" border="0">' if "px" in m else ""
    sub, meta = html.escape(m["s"]), f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return [
        f'<div dir="ltr">{body}</div>{px}',
        f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html lang="ja">\n<head>\n{meta}\n<title>{sub}</title>\n</head>\n<body style="margin:0;padding:0;background-color:#f4f4f4">\n{pre}<table width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">\n<table width="600" cellpadding="0" cellspacing="0" border="0" style="background:#ffffff"><tr><td style="padding:24px;font-size:14px;line-height:1.7;color:#333333">\n{body}\n</td></tr></table>\n</td></tr></table>{px}\n</body>\n</html>',
        f'<!doctype html>\n<html lang="ja" xmlns="http://www.w3.org/1999/xhtml">\n<head>\n{meta}\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<!--[if mso]><style>*{{font-family:Meiryo,sans-serif!important}}</style><![endif]-->\n<style>@media only screen and (max-width:480px){{.wrap{{width:100%!important}}.pc{{display:none!important}}}} a{{color:#0067c0}}</style>\n</head>\n<body>{pre}\n<div class="wrap" style="max-width:640px;margin:0 auto">\n{body}\n</div>{px}\n</body></html>',
        f'<html><head>{meta}</head>\n<body bgcolor="#ffffff" text="#000000">\n<font face="MS PGothic, Osaka" size="2">\n{body}\n</font>{px}</body></html>',
        f'<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">\n<head>\n{meta}\n<meta name="Generator" content="Microsoft Word 15 (filtered medium)">\n<style><!-- @font-face {{font-family:"游ゴシック";}} p.MsoNormal {{margin:0mm;font-size:10.5pt;font-family:"游ゴシック";}} --></style>\n</head>\n<body lang="JA" link="#0563C1" vlink="#954F72"><div class="WordSection1">\n{body.replace("<p>", chr(60) + "p class=MsoNormal>")}\n</div></body></html>',
        f'<html><head>{meta}</head><body dir="auto" style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">{body}</body></html>',
        f'<html>\n<head>{meta}<title>{sub}</title></head>\n<body>{pre}<center><table border="0" cellpadding="8" width="580" bgcolor="#fffbe8"><tr><td><small>{body}</small></td></tr></table></center>{px}</body>\n</html>',
        f'<!DOCTYPE html><html><head>{meta}<style>.btn{{background:#222;color:#fff;padding:12px 28px;border-radius:4px;text-decoration:none}} .foot{{color:#999;font-size:11px}}</style></head><body style="background:#e9edf0">{pre}<table role="presentation" align="center" style="width:620px;background:#fff;border:1px solid #ddd"><tbody><tr><td style="padding:32px 40px">{body}</td></tr><tr><td style="height:4px;background:#444"></td></tr></tbody></table>{px}</body></html>',
    ][n]

def to_text(s):
    s = re.sub(r"\{img:[^}]*\}\n?", "", s)
    s = LINK.sub(lambda m: f"{m[2]}\n{m[3]}" if len(m[2]) + len(m[3]) > 40 else f"{m[2]} {m[3]}", s)
    return re.sub(r"^## ", "■", s, flags=re.M)

def to_html(s, click):
    s = re.sub(r"\{img:([^|}]*)\|([^}]*)\}", lambda m: f'\x01img src="{m[1].replace("http", chr(2))}" alt="{m[2]}" border="0"\x03', s)
    def link(m):
        style = ' class="btn" style="display:inline-block;background:#c7000b;color:#ffffff;padding:12px 32px;text-decoration:none"' if m[1] == "{{" else ""
        return f'\x01a href="{click(m[3]).replace("http", chr(2))}"{style}\x03{m[2]}\x01/a\x03'
    s = html.escape(LINK.sub(link, s), quote=False)
    s = URL.sub(lambda m: f'<a href="{click(m[0])}">{m[0]}</a>', s)
    s = s.replace("\x01", "<").replace("\x02", "http").replace("\x03", ">")
    out = []
    for para in re.split(r"\n{2,}", s.strip()):
        head, _, rest = para.partition("\n") if para.startswith("## ") else ("", "", para)
        if head:
            out.append(f'<h2 style="font-size:16px;border-left:4px solid #c7000b;padding-left:8px">{head[3:]}</h2>')
        if rest:
            out.append("<p>" + rest.replace("\n", "<br>\n") + "</p>")
    return "\n".join(out)

def leaf(kind, text, how, charset, extra=""):
    """One text part, encoded as the sender does it."""
    if charset.startswith("iso"):
        text = text.replace("～", "〜").replace("－", "−")
    raw = (text.rstrip("\n") + "\n").encode(charset)
    cte = {"8": "8bit", "b": "base64", "q": "quoted-printable", "j": "7bit"}[how]
    body = {"b": lambda: base64.encodebytes(raw), "q": lambda: quopri.encodestring(raw)}.get(how, lambda: raw)()
    return f"Content-Type: {kind}; charset={charset}{extra}\nContent-Transfer-Encoding: {cte}\n\n".encode() + body

def attached(name, charset, rng):
    ext = name.rsplit(".", 1)[-1].lower()
    if ext == "pdf":
        data, kind = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", "application/pdf"
    elif ext in ("jpg", "jpeg"):
        data, kind = JPEG, "image/jpeg"
    elif ext == "csv":
        data, kind = "日付,摘要,金額\n".encode("cp932"), "text/csv"
    else:
        part, kind = {"xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                      "docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
                      "zip": ("photos/readme.txt", "application/zip")}[ext]
        buf = io.BytesIO()
        with zipfile.ZipFile(buf, "w") as z:
            for p in ["[Content_Types].xml"] * (ext != "zip") + [part]:
                z.writestr(zipfile.ZipInfo(p), "<?xml version='1.0'?><x/>")
        data = buf.getvalue()
    if name.isascii():
        one = two = f'="{name}"'
    elif rng.random() < .5:
        one = two = '="' + word(name, charset).replace("\n ", "\n\t") + '"'
    else:
        pct = "".join(f"%{b:02X}" for b in name.encode())
        one, two = '="' + word(name, charset).replace("\n ", "\n\t") + '"', f"*=UTF-8''{pct}"
    return f"Content-Type: {kind};\n\tname{one}\nContent-Disposition: attachment;\n\tfilename{two}\nContent-Transfer-Encoding: base64\n\n".encode() + base64.encodebytes(data)

def multi(kind, parts, rng, when, extra=""):
    style = rng.choice(["----=_Part_%7d_%9d.%13d", "_%22a_", "===============%19d==", "----=_NextPart_000_%4x_01DA%4x.%8x", "%24x", "--_com.example.%8a_alt", "b1_%32x"])
    b = pattern(style, rng, when)
    return f'Content-Type: multipart/{kind};\n\tboundary="{b}"{extra}\n\n'.encode() + b"".join(b"--%s\n%s\n" % (b.encode(), p) for p in parts) + f"--{b}--\n".encode()

def mail(block):
    head, _, body = block.partition("\n--\n")
    m, extra, atts = {"e": "8", "k": "0", "t": "h", "a": "n"}, [], []
    for line in head.strip().split("\n"):
        key, _, v = (x.strip() for x in line.partition(":"))
        if key == "att":
            atts.append(v)
        elif key[0].isupper():
            extra.append((key, v.replace("\\n", "\n")))
        else:
            m[key] = v
    rng = random.Random(int(hashlib.md5((m["s"] + m["d"]).encode()).hexdigest(), 16))
    when = datetime.strptime(m["d"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=JST)
    sender = m["f"].rpartition(" | ")[2]
    dom = sender.partition("@")[2]
    to_name, _, to = m["t"].rpartition(" | ")
    to = READERS.get(to, to)
    m["addr"] = to if to in READERS.values() else READERS[m.get("env", "h")]
    m["rp"] = pattern(m.get("rp", sender), rng, when)
    how, charset = m["e"][-1], "iso-2022-jp" if m["e"].endswith("j") else "utf-8"
    hq = QP if how == "q" and rng.random() < .5 else BASE64
    body, _, ics = body.partition("\n%%ics\n")
    text, _, rich = body.partition("\n%%html\n")
    def click(u):
        return m["c"] + pattern("%64A", rng, when) if "c" in m and not u.startswith("mailto") else u
    def rich_part():
        src = rich or text
        h = src if src.startswith("<") else frame(int(m["k"]), to_html(src, click), m, charset)
        return leaf("text/html", h, how, charset)
    if m["e"][0] == "a":
        content = [leaf("text/plain", to_text(text), how, charset), rich_part()]
        if ics:
            content.append(leaf("text/calendar", ics, "b", "utf-8", "; method=REQUEST"))
        payload = multi("alternative", content, rng, when)
    elif m["e"][0] == "h":
        payload = rich_part()
    else:
        payload = leaf("text/plain", to_text(text), how, charset, "; format=flowed; delsp=yes" if "flowed" in m else "")
    if atts:
        payload = multi("mixed", [payload] + [attached(a, charset, rng) for a in atts], rng, when)
    trace, arrived = received(m["r"], m, rng, when)
    H = [("Return-Path", f"<{m['rp']}>")]
    if rng.random() < .5:
        H += [("X-Original-To", m["addr"]), ("Delivered-To", m["addr"])]
    cut = 1 if m["r"].endswith("mxl") else 0
    H += [("Received", x) for x in trace[:cut]]
    keys = [k.strip().split("/") for k in m.get("dk", f"{dom}/s{when.year}" if m["a"] == "y" else "").split(",") if k.strip() and k != "none"]
    if m["a"] == "y":
        lines = [f"dkim=pass (2048-bit key; unprotected) header.d={d} header.i=@{d} header.s={s}" for d, s in keys]
        lines += [f"spf=pass (mx.reader.example: domain of {m['rp']} designates permitted sender) smtp.mailfrom={m['rp']}"]
        lines += [f"dmarc=pass (p={['none', 'quarantine', 'reject'][len(dom) % 3]}) header.from={dom}"]
        H.append(("Authentication-Results", "mx.reader.example;\n\t" + ";\n\t".join(lines)))
    H += [("Received", x) for x in trace[cut:]]
    for d, s in keys:
        H.append(("DKIM-Signature", pattern(f"v=1; a=rsa-sha256; c=relaxed/{rng.choice(['relaxed', 'simple'])};\n\td={d}; s={s}; t={int(when.timestamp())};\n\th=From:To:Subject:Date:Message-ID:MIME-Version:Content-Type;\n\tbh=%43A=;\n\tb=%60A\n\t %60A\n\t %50A==", rng, when)))
    tz = timezone(timedelta(hours=int(m.get("tz", "+0900")[:3])))
    core = [("Date", format_datetime(when.astimezone(tz))), ("From", person(m["f"], charset, hq)),
            ("To", person(f"{to_name} | {to}" if to_name else to, charset, hq)),
            ("Message-ID", "<" + pattern(m.get("m", f"%t.%6x@{dom}"), rng, when) + ">"),
            ("Subject", word(m["s"], charset, hq))]
    if "cc" in m:
        core.insert(3, ("Cc", m["cc"]))
    rng.shuffle(core)
    H += core + [(k, word(pattern(v, rng, when), charset, hq) if not v.isascii() else pattern(v, rng, when)) for k, v in extra] + [("MIME-Version", "1.0")]
    raw = "".join(f"{k}: {v}\n" for k, v in H).encode("ascii") + payload
    raw = re.sub(rb"^(>*From )", rb">\1", raw, flags=re.M)
    return f"From {m['rp'] or 'MAILER-DAEMON'} {arrived.strftime('%a %b %e %H:%M:%S %Y')}\n".encode() + raw.rstrip(b"\n") + b"\n\n"

for source in sorted((HERE / "texts").glob("*.txt")):
    blocks = [b for b in re.split(r"^===\n", source.read_text("utf-8"), flags=re.M) if b.strip()]
    out = []
    for b in blocks:
        try:
            out.append(mail(b))
        except Exception as err:
            sys.exit(f"{source.name}: {b[:120]}\n{err!r}")
    (HERE / (source.stem + ".mbox")).write_bytes(b"".join(out))
    print(source.stem, len(out))
