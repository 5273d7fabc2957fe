#!/usr/bin/env python3
"""What mekiki says of labelled mails, against what a reader said of them.

    test/labels/check.py MEKIKI MAILS MANIFEST

MAILS holds the corpus's archives, each unpacked in a folder of its name, as
`make check` leaves them.  Exit status 1 where a share is below what is wanted.
"""
import csv, json, os, subprocess, sys

WANTED = 0.97, 0.95, 0.95  # brands; Japanese: bad, brand


def examine(mekiki, files):
    found = {}
    for i in range(0, len(files), 200):
        out = subprocess.run(
            [mekiki, "examine", "--config", "/dev/null", "--format", "json"]
            + files[i:i + 200], stdout=subprocess.PIPE).stdout
        for line in out.splitlines():
            x = json.loads(line)
            if x["source"]["index"] == 0:
                found[x["source"]["path"]] = x
    return found


def brand(x):
    return (x["impersonates"] or {}).get("brand")


def main(mekiki, mails, manifest):
    here = os.path.dirname(os.path.abspath(__file__))
    rows = [r for r in csv.DictReader(open(manifest, encoding="utf-8"),
                                      delimiter="\t")]
    def path(r):
        return os.path.join(mails, r["archive"].replace(".tar.xz", ""),
                            r["file"])
    by_digest = {r["sha256"]: path(r) for r in rows}
    labels = [line.rstrip("\n").split("\t")
              for line in open(os.path.join(here, "brands.tsv"),
                               encoding="utf-8") if line[0] != "#"]
    labels = [l for l in labels if l[0] in by_digest]
    japanese = [path(r) for r in rows if r["subclass"] == "ja-brand"]
    genuine = [path(r) for r in rows if r["archive"] == "ham-brands.tar.xz"]
    found = examine(mekiki, sorted({by_digest[l[0]] for l in labels}
                                   | set(japanese) | set(genuine)))

    right = 0
    for digest, ids, kind, *_ in labels:
        got = brand(found[by_digest[digest]])
        good = got in ids.split("|") if kind == "fake" else got is None
        right += good
        if not good:
            print(f"  {digest[:12]} {kind} {ids}: {got}")
    bad = sum(found[f]["verdict"]["class"] not in ("clean", "unknown")
              for f in japanese)
    named = sum(brand(found[f]) is not None for f in japanese)
    posed = [f for f in genuine if brand(found[f]) is not None or any(
        g["id"] in ("sender.brand-mismatch", "sender.brand-mismatch-freemail",
                    "sender.brand-mismatch-other", "sender.lookalike-domain",
                    "sender.brand-tenant", "link.lookalike",
                    "link.brand-in-subdomain") for g in found[f]["findings"])]
    print(f"brands right: {right} of {len(labels)}")
    print(f"Japanese: {bad} of {len(japanese)} bad, {named} with a brand")
    print(f"genuine mail of brands said to pose: {len(posed)} of "
          f"{len(genuine)}", *posed)
    return not (right >= WANTED[0] * len(labels)
                and bad >= WANTED[1] * len(japanese)
                and named >= WANTED[2] * len(japanese) and not posed)


if len(sys.argv) != 4:
    sys.exit(__doc__)
sys.exit(main(*sys.argv[1:]))
