#!/usr/bin/env python3
"""Searches redacted reports with a decoder of its own.

    test/redact.py PROGRAM CORPUSDIR [COUNT [FORMAT]]

Takes COUNT (300) mails spread evenly over the archives of CORPUSDIR, has
`PROGRAM report` write each for others, and looks for whoever got it: the
addresses that Python's email package reads in the recipients' fields and the
`for` clauses, their local parts, in clear and in what Base64, hexadecimal,
percent, entities, quoted-printable and escapes of JSON stand for, three deep,
backwards and in ROT13.  Prints what it found, and mails that were refused,
either of which is status 1, and counts what must have stayed and did not:
link hosts, the sender's domain, amounts.
"""
import base64
import codecs
import collections
import email
import email.policy
import email.utils
import html
import json
import pathlib
import quopri
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import urllib.parse

FIELDS = ("To", "Cc", "Bcc", "Delivered-To", "X-Original-To", "Envelope-To",
          "X-Envelope-To", "X-Delivered-To", "Apparently-To")
ADDRESS = re.compile(r"[\w.+=-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
DATA = pathlib.Path(__file__).parent / "../data"
# Local parts that are words of a report: in prose they stay.
WORDS = {word.lower() for name in ("lists/roles.tsv", "text/en.tsv")
         for word in re.findall(r"[A-Za-z0-9-]+", DATA.joinpath(
             name).read_text(encoding="utf-8").replace("-", " "))}


def recipients(data):
    """Who got it, and by which fields we know; senders apart."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    delivered, named = set(), set()
    for name in FIELDS:
        for value in message.get_all(name, []):
            found = {a.lower() for a in ADDRESS.findall(str(value))}
            (named if name in ("To", "Cc", "Bcc") else delivered).update(found)
    for value in message.get_all("Received", []):
        for found in re.findall(r"\bfor\s+<?([^\s<>;]+@[\w.-]+)", str(value)):
            delivered.add(found.lower().strip("<>"))
    senders = {a.lower() for a in ADDRESS.findall(
        str(message.get("From", "")))}
    if delivered:
        named -= senders
    return {a for a in delivered | named if ADDRESS.fullmatch(a)}, senders


def plain(text):
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def text_of(data):
    return data.replace(b"\0", b"").decode("utf-8", "replace")


def runs(text, pattern, decode, offsets):
    for run in re.findall(pattern, text):
        run = re.sub(r"\s+", "", run)
        for skip in range(offsets):
            yield decode(run[skip:])


def decode64(run):
    run = run.replace("-", "+").replace("_", "/")
    run = run[:len(run) // 4 * 4 + (len(run) % 4 if len(run) % 4 > 1 else 0)]
    return text_of(base64.b64decode(run + "=" * (-len(run) % 4)))


def decode16(run):
    return text_of(bytes.fromhex(run[:len(run) // 2 * 2]))


def views(text, depth=0):
    """All that text may stand for."""
    yield text
    if depth == 3:
        return
    children = {urllib.parse.unquote(text), html.unescape(text),
                re.sub(r"(?i)[\\%]u([0-9a-f]{4})",
                       lambda m: chr(int(m[1], 16)), text),
                quopri.decodestring(text.encode("utf-8", "replace")).decode(
                    "utf-8", "replace"),
                "\n".join(runs(text, r"[A-Za-z0-9+/_-]{8,}(?:\s[A-Za-z0-9+/_-]"
                               r"{8,})*", decode64, 4)),
                "\n".join(runs(text, r"[0-9A-Fa-f]{8,}", decode16, 2))}
    for child in children - {text, ""}:
        yield from views(child, depth + 1)


def found(output, secrets):
    needles = {}
    for address in secrets:
        local, domain = address.split("@", 1)
        for name in (address, local + "=" + domain):
            needles[name] = address
            needles[name[::-1]] = address + " reversed"
            needles[codecs.encode(name, "rot13")] = address + " in ROT13"
    locals_ = {a.split("@")[0] for a in secrets}
    locals_ = {w for w in locals_ if len(w) >= 5 and w not in WORDS and
               not w.isdigit()}
    for number, view in enumerate(views(output)):
        folded = plain(view)
        for needle, name in needles.items():
            if needle in folded:
                return name, number
        for word in locals_:
            if number == 0 and word in folded and re.search(
                    r"(?<![a-z0-9])" + re.escape(word) + r"(?![a-z0-9])",
                    folded):
                return word, number
    return None


def chosen(corpus, count):
    files = []
    for archive in sorted(corpus.glob("*.tar.xz")):
        with tarfile.open(archive) as tar:
            members = [m for m in tar.getmembers() if m.isfile()]
            step = max(1, len(members) // max(1, count // 10))
            for member in members[::step][:count // 10 + 1]:
                files.append((f"{archive.stem}/{member.name}",
                              tar.extractfile(member).read()))
    return files[::max(1, len(files) // count)][:count]


def stays(whole, masked, secrets):
    """What accuses and was lost; whole and masked are JSON texts."""
    lost = []
    domains = {".".join(a.split("@")[1].split(".")[-2:]) for a in secrets}
    kept = json.loads(whole)
    for link in kept["links"]:
        host = link.get("host") or ""
        if host and host not in masked and not any(
                d in host or host.endswith("." + d) for d in domains):
            lost.append("host " + host)
    for amount in re.findall(r"[0-9][0-9,]{2,}円|[$€][0-9][0-9,.]+",
                             kept.get("subject", {}).get("text", "")
                             if isinstance(kept.get("subject"), dict)
                             else str(kept.get("subject") or "")):
        if amount not in masked:
            lost.append("amount " + amount)
    for who in kept["from"] if isinstance(kept.get("from"), list) else []:
        domain = who.get("domain") or ""
        if domain and domain not in masked and domain not in domains:
            lost.append("sender " + domain)
    return lost


def main():
    program, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    form = sys.argv[4] if len(sys.argv) > 4 else "json"
    if not any(corpus.glob("*.tar.xz")):
        print(f"skipped: {corpus} has no archives")
        return 0
    tally = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "mail.eml")
        for name, data in chosen(corpus, count):
            path.write_bytes(data)
            run = subprocess.run(
                [program, "report", "--format", form, "-v", str(path)],
                capture_output=True, check=False)
            output = run.stdout.decode("utf-8")
            tally["mails"] += 1
            if b"several" in run.stderr:
                tally["mboxes passed over"] += 1
                continue
            if b"not written" in run.stderr:
                tally["refused"] += 1
                print(f"{name}: {run.stderr.decode().strip()}")
                continue
            secrets, _ = recipients(data)
            tally["with a recipient"] += bool(secrets)
            left = found(output, secrets) if secrets else None
            if left:
                tally["left"] += 1
                print(f"{name}: {left[0]} is left (view {left[1]})")
            if form != "json" or not output or tally["mails"] % 3:
                continue
            whole = subprocess.run(
                [program, "examine", "--format", "json", str(path)],
                capture_output=True, check=False).stdout.decode("utf-8")
            lost = stays(whole, output, secrets)
            tally["lost"] += len(lost)
            for what in lost[:3]:
                print(f"{name}: lost {what}")
    print("redact: " + ", ".join(f"{n} {what}" for what, n in
                                 tally.items()))
    return 1 if tally["left"] or tally["refused"] else 0


sys.exit(main())
