#!/usr/bin/python3
"""Validates mekiki's JSON, one object a line on standard input, against
doc/schema.json, and says of each fault where it is.

    schema.py SCHEMA <LINES

Duplicate keys and NaN, which JSON has not, are faults too.  Status 0: every
line is valid and there was one; 1: not so; 77: no module jsonschema.
"""
import json
import re
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)


def once(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError("a key twice among " + ", ".join(keys))
    return dict(pairs)


def number(word):
    raise ValueError(word + " is no JSON")


def beyond_the_schema(mail):
    """What a schema cannot say, yet the contract does."""
    answers = {answer["id"] for answer in mail["answers"]}
    parts = {part["id"] for part in mail["parts"]} | {""}
    hops = mail["route"]["hops"]
    if [hop["index"] for hop in hops] != list(range(len(hops))):
        yield "hops are not numbered from 0"
    for finding in mail["findings"]:
        said = list(finding["text"].values()) + list(
            check for check in finding["check"].values() if check)
        if any(re.search(r"\{[a-z_]+\}", text) for text in said):
            yield finding["id"] + ": a name in its text has no value"
        for evidence in finding["evidence"]:
            if evidence.get("answer", None) not in answers | {None}:
                yield finding["id"] + ": there is no such answer"
            if evidence.get("part", "") not in parts:
                yield finding["id"] + ": there is no such part"
            if evidence.get("start", 0) > evidence.get("end", 0):
                yield finding["id"] + ": ends before it starts"
    if len(answers) != len(mail["answers"]):
        yield "an answer's id twice"
    probability = 1 / (1 + 10 ** (-mail["verdict"]["score"] / 10))
    if abs(probability - mail["verdict"]["probability"]) > 1e-5:
        yield "probability does not follow from score"
    bad = mail["verdict"]["class"] in ("phishing", "scam", "malware", "spam")
    if mail["impersonates"] is not None and not bad:
        yield "impersonates, though not bad"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    kind = jsonschema.Draft202012Validator
    kind.check_schema(schema)
    validator = kind(schema)
    count = faults = 0
    for line in sys.stdin.buffer:
        count += 1
        mail = json.loads(line.decode("utf-8"), object_pairs_hook=once,
                          parse_constant=number)
        for fault in validator.iter_errors(mail):
            faults += 1
            print("%d: %s: %s" % (count, fault.json_path, fault.message[:300]))
        for fault in beyond_the_schema(mail) if faults == 0 else ():
            faults += 1
            print("%d: %s" % (count, fault))
    print("%d objects, %d faults" % (count, faults))
    sys.exit(0 if count > 0 and faults == 0 else 1)


main()
