#!/usr/bin/env python3
"""Compares our reading of the corpus with that of Python's email package.

    test/independent.py PROGRAM CORPUSDIR [COUNT]

Takes COUNT (300) files spread evenly over the archives of CORPUSDIR and
compares kinds, number and decoded sizes of the parts, the subject, and
addresses and names of From, To and Reply-To.  Python reads each in its two
ways, policy.default and compat32, which often differ; ours must be one of
them, or the difference must have one of the REASONS below.  Prints how many
were equal, how many had which reason, and the rest, which is status 1.
"""
import collections
import email
import email.header
import email.policy
import email.utils
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile


def plain(text):
    """Text as compared: blanks are one blank, odd bytes are one sign."""
    text = re.sub("[\ufffd\udc80-\udcff]+", "\ufffd", text or "")
    return re.sub(r"[\s\x00-\x1f]+", " ", text).strip().strip('"').strip()


def decode(value):
    """RFC 2047, as the old interface has it."""
    try:
        return str(email.header.make_header(
            email.header.decode_header(value)))
    except (LookupError, UnicodeError, ValueError,
            email.errors.MessageError):
        return None


class Mail:
    """What Python makes of one mail, by one of its policies."""

    def __init__(self, data, policy):
        self.policy = policy
        self.message = email.message_from_bytes(data, policy=policy)

    def field(self, name):
        try:
            value = self.message[name]
        except Exception:  # pylint: disable=broad-except
            return None    # policy.default crashes on some fields
        if value is None:
            return ""
        return value

    def subject(self):
        value = self.field("subject")
        if value is None:
            return None
        if self.policy is email.policy.compat32:
            return decode(value)
        return str(value)

    def addresses(self, name):
        """(address, name) of each; None: Python failed."""
        value = self.field(name)
        if value is None:
            return None
        if not value:
            return []
        if self.policy is email.policy.compat32:
            try:
                found = email.utils.getaddresses([str(value)])
            except RecursionError:
                return None
            return [(address, decode(shown) or shown)
                    for shown, address in found if address or shown]
        try:
            return [(a.addr_spec, a.display_name) for a in value.addresses]
        except Exception:  # pylint: disable=broad-except
            return None

    def parts(self):
        """Each part in order, without the blocks of delivery reports."""
        out, blocks = [], set()
        for part in self.message.walk():
            kind = part.get_content_type()
            if id(part) in blocks:
                continue
            container = part.is_multipart()
            if (kind.startswith("message/") and container and
                    kind not in ("message/rfc822", "message/global")):
                blocks |= {id(x) for x in part.walk() if x is not part}
            out.append(Part(part, kind, container))
        return out

    def has_blocks(self):
        return len(self.parts()) < len(list(self.message.walk()))


class Part:
    """A part: kind, decoded size (None: a container), encoding as written."""

    def __init__(self, part, kind, container):
        self.kind, self.size = kind, None
        self.encoding = str(part.get("content-transfer-encoding", ""))
        if not container:
            try:
                body = part.get_payload(decode=True)
                self.size = None if body is None else len(body)
            except Exception:  # pylint: disable=broad-except
                self.size = -1


def address_text(text):
    """Without what mail programs do not tell apart."""
    text = re.sub(r'\s+|"', "", text or "")
    local, at, domain = text.rpartition("@")
    try:
        domain = domain.encode("idna").decode() if domain else ""
    except UnicodeError:
        pass
    return (local + at + domain).lower()


REASONS = {
    "cr": "a bare CR ends a line for Python; no mail server sends it as one",
    "8bit": "raw 8-bit text in a field: Python knows no charset for it",
    "comma": "a comma in a name without quotes (LENIENCY)",
    "at": "an @ outside the angles: in a name, or between words (LENIENCY)",
    "colon": "a field whose colon is set off is none for Python (LENIENCY)",
    "word": "a word without an @ is a name for us, an address for Python",
    "words": "encoded words that RFC 2047 does not allow there (LENIENCY)",
    "blocks": "Python takes the blocks of a delivery report for parts",
    "encoding": "Python does not trim the name of a transfer encoding",
    "base64": "broken base64: Python stops or gives up, we read on (LENIENCY)",
    "quoted": "broken quoted-printable is mended in different ways",
    "uu": "Python decodes uuencoded parts, we take them as they are",
    "lost": "a multipart whose boundary never comes is text for us (LENIENCY)",
    "none": "a file that does not begin with a field is no mail for us",
    "empty": "an address of nothing, <>, is none for Python's old way",
    "bracket": "a word in brackets: Python drops or divides it",
    "end": "Python drops the last line end where the last boundary lacks",
}


def raw_field(data, name):
    head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
    found = re.search(rb"(?im)^" + name.encode() +
                      rb"([ \t]*):(.*(?:\r?\n[ \t].*)*)", head)
    if not found:
        return b""
    return (b" :" if found.group(1) else b"") + found.group(2)


def is_8bit(raw):
    return any(byte > 0x7f for byte in raw)


def explain_subject(raw):
    if is_8bit(raw):
        return "8bit"
    return "words" if b"=?" in raw else None


def explain_addresses(mine, theirs, raw):
    """mine and each of theirs: lists of (address, name)."""
    bare = re.sub(rb'"(?:[^"\\]|\\.)*"|\([^()]*\)', b"", raw)
    for other in theirs:
        if other is None:
            continue
        if [a for a, _ in mine] == [a for a, _ in other]:
            if is_8bit(raw):
                return "8bit"
            if all("@" not in a for (a, n), (_, o) in zip(mine, other)
                   if n != o):
                return "word"
            if b"=?" in raw:
                return "words"
        if (b"," in bare and len(mine) <= len(other) and
                ([a for a, _ in mine if "@" in a] ==
                 [a for a, _ in other if "@" in a] or
                 any("," in a + n for a, n in mine))):
            return "comma"
    if b"<>" in raw:
        return "empty"
    if raw.startswith(b" :"):
        return "colon"
    if b"[" in bare and b"@[" not in bare:
        return "bracket"
    if (b"@" in re.sub(rb"<[^<>]*>", b"", raw) or
            re.search(rb"@[^\s<>,;]*@", raw)):
        return "at"
    return "8bit" if is_8bit(raw) else None


def explain_size(part, theirs, data):
    """part is ours, theirs what Python made of it."""
    encoding = theirs.encoding
    if encoding != encoding.strip():
        return "encoding"
    encoding = encoding.lower()
    if encoding == "base64" and any("base64" in o for o in part["oddities"]):
        return "base64"
    if (encoding == "quoted-printable" and
            any("quoted" in o for o in part["oddities"])):
        return "quoted"
    if "uu" in encoding:
        return "uu"
    behind = data[part["span"][1]:part["span"][1] + 4]
    if b"--" not in behind and part["size"] - theirs.size in (1, 2):
        return "end"
    return None


def choose(corpus, count):
    """count mails, as many of each archive, spread over its names."""
    found = []
    for path in sorted(corpus.glob("*.tar.xz")):
        if path.name not in ("msg.tar.xz", "tnef.tar.xz"):
            with tarfile.open(path) as archive:
                members = [m for m in archive if m.isfile() and
                           "LICENSE" not in m.name]
                found.append((len(members), path))
    for number, (size, path) in enumerate(sorted(found)):
        share = min(size, count // (len(found) - number))
        count -= share
        with tarfile.open(path) as archive:
            members = sorted((m for m in archive if m.isfile() and
                              "LICENSE" not in m.name),
                             key=lambda m: m.name)
            for i in range(share):
                member = members[i * size // share]
                yield member.name, archive.extractfile(member).read()


def read_ours(program, folder, mails):
    for i, (_, data) in enumerate(mails):
        (folder / f"{i:04}.eml").write_bytes(data)
    run = subprocess.run([program, "examine", "--config", "/dev/null",
                          "--format", "json", str(folder)], check=False, capture_output=True)
    out = {}
    for line in run.stdout.split(b"\n")[:-1]:
        one = json.loads(line)
        if one["source"]["index"] == 0:  # of an mbox the first mail
            out[int(pathlib.Path(one["source"]["path"]).stem)] = one
    return out


def attached(mail):
    """The attached message that we took for the mail itself."""
    for part in mail.message.walk():
        if part.get_content_type() in ("message/rfc822", "message/global"):
            inner = part.get_payload()
            if isinstance(inner, list) and inner:
                return inner[0]
        elif (part.get_filename() or "").lower().endswith(".eml"):
            body = part.get_payload(decode=True)
            if body:
                return email.message_from_bytes(body, policy=mail.policy)
    return None


def compare(ours, data):
    """Yields (what, ours, readings of Python, reason why they may differ)."""
    readings = [Mail(data, p)
                for p in (email.policy.default, email.policy.compat32)]
    if ours["reporter"] is not None:
        for reading in readings:
            reading.message = attached(reading) or reading.message
    # The field of the attached message stands behind the outer one's head.
    head = data if ours["reporter"] is None else \
        readings[1].message.as_bytes()
    mail = ours["mail"]
    yield ("subject",
           plain(" ".join(mail["stamps"]) + " " + (mail["subject"] or "")),
           [plain(r.subject()) for r in readings],
           explain_subject(raw_field(head, "subject")))
    for name, key in (("from", "from"), ("to", "to"),
                      ("reply-to", "reply_to")):
        mine = [(address_text(a["address"]), plain(a["name"]))
                for a in mail[key]]
        theirs = [t if t is None else
                  [(address_text(a), plain(n)) for a, n in t]
                  for t in (r.addresses(name) for r in readings)]
        reason = explain_addresses(mine, theirs, raw_field(head, name))
        known = [t for t in theirs if t is not None]
        yield name + " count", len(mine), [len(t) for t in known], reason
        for i, what in enumerate((" addresses", " names")):
            yield (name + what, [m[i] for m in mine],
                   [[x[i] for x in t] for t in known], reason)
    parts = readings[1].parts()
    lost = any(p.kind.startswith("multipart/") and p.size is not None
               for p in parts)
    yield ("part types", [p["type"] for p in ours["parts"]],
           [[p.kind for p in parts]],
           "lost" if lost else None if ours["parts"] else "none")
    if [p["type"] for p in ours["parts"]] != [p.kind for p in parts]:
        return
    if readings[1].has_blocks():
        yield "part count", len(parts), [], "blocks"
    for part, other in zip(ours["parts"], parts):
        if other.size is not None:
            yield ("part size", part["size"], [other.size],
                   explain_size(part, other, data))


def main():
    program, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    if not list(corpus.glob("*.tar.xz")):
        print(f"skipped: {corpus} has no archives, so nothing was compared")
        return 0
    mails = list(choose(corpus, count))
    with tempfile.TemporaryDirectory() as folder:
        ours = read_ours(program, pathlib.Path(folder), mails)
    total = equal = 0
    reasons, rest = collections.Counter(), 0
    for i, (name, data) in enumerate(mails):
        if i not in ours:
            print(f"{name}: no object")
            rest += 1
            continue
        for what, mine, theirs, reason in compare(ours[i], data):
            total += 1
            if mine in theirs:
                equal += 1
                continue
            if not (reason or b"\n" in data[:1000]):
                reason = "cr"
            if reason:
                reasons[REASONS[reason]] += 1
                continue
            rest += 1
            print(f"{name}: {what}: ours {mine!r}, Python {theirs!r}")
    print(f"{len(mails)} mails, {total} values compared, {equal} equal, "
          f"{sum(reasons.values())} explained, {rest} not")
    for reason, number in reasons.most_common():
        print(f"  {number:5} {reason}")
    return rest > 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main())
