"""Reads an HTML page of mekiki's from standard input and checks that it is one.

Only our own elements and attributes occur, each is closed, no link but those
that a licence asks for leads out of the page, and its policy allows the one style that stands in it.  Prints
"page: N mails" and what the visible text must hold, given as arguments, is
looked for.  Status 1 and a line for each fault.
"""
import base64
import hashlib
import html.parser
import re
import sys

ELEMENTS = {
    "html": {"lang"}, "head": set(), "body": set(), "title": set(),
    "meta": {"charset", "http-equiv", "content", "name"}, "style": set(),
    "header": set(), "main": set(), "footer": set(), "h1": set(), "h2": {"lang"},
    "h3": set(), "article": {"lang"}, "section": set(),
    "details": {"lang", "class"}, "summary": set(),
    "b": {"class"}, "p": {"class", "lang"},
    "span": {"class", "aria-hidden"}, "br": set(), "dl": set(),
    "div": {"class"}, "dt": set(), "dd": set(), "a": {"href", "rel"},
}
LINKS = {"https://db-ip.com"}  # whose licence asks for it
VOID = {"meta", "br"}
faults = []


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.text, self.style, self.policy = [], [], "", ""
        self.mails = 0

    def handle_starttag(self, tag, attrs):
        if tag not in ELEMENTS:
            faults.append(f"element {tag}")
        for name, value in attrs:
            if name not in ELEMENTS.get(tag, ()):
                faults.append(f"attribute {name} of {tag}")
            if name == "class" and not re.fullmatch(r"[a-z0-9 ]+", value):
                faults.append(f"class {value!r}")
            if name == "href" and value not in LINKS:
                faults.append(f"a link to {value!r}")
            if name == "lang" and not re.fullmatch(r"[a-z]{2,3}", value):
                faults.append(f"language {value!r}")
            if name == "content" and "default-src" in value:
                self.policy = value
        self.mails += tag == "article"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text.append(data)

    def handle_comment(self, data):
        faults.append("a comment")


page = Page()
source = sys.stdin.buffer.read().decode("utf-8", "strict")
page.feed(source)
page.close()
if page.open:
    faults.append(f"left open: {page.open}")
digest = hashlib.sha256(page.style.encode()).digest()
if f"'sha256-{base64.b64encode(digest).decode()}'" not in page.policy:
    faults.append("the style is not the one that the policy allows")
if "url(" in page.style or "@import" in page.style:
    faults.append("the style leads out of the page")
if re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", source):
    faults.append("a control character")
text = "".join(page.text)
faults += [f"no {a!r}" for a in sys.argv[1:] if a not in text]
for fault in faults:
    print("FAULT", fault)
print(f"page: {page.mails} mails")
sys.exit(bool(faults))
