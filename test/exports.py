#!/usr/bin/env python3
"""Holds what mekiki writes for other programs against their definitions.

    test/exports.py misp|stix SCHEMAS FILE...

FILE: one JSON text a line.  SCHEMAS: the folder of ../shared/suites.  Where it
is not there, "-": then only the members that each object needs are looked for.
Prints the number of texts and of faults; status 1 when there are any.
"""
import glob, json, os, re, sys

UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                  r"[0-9a-f]{12}$")
faults = 0


def fault(where, what):
    global faults
    faults += 1
    if faults <= 20:
        print(f"{where}: {what}")


def misp(text, where, definitions):
    event = text["Event"]
    for key in ("uuid", "info", "date", "threat_level_id", "analysis",
                "distribution", "Object"):
        if key not in event:
            fault(where, f"the event has no {key}")
    seen = {event["uuid"]}
    for o in event["Object"]:
        d = definitions.get(o["name"])
        names = [a["object_relation"] for a in o["Attribute"]]
        for u in [o["uuid"]] + [a["uuid"] for a in o["Attribute"]]:
            if not UUID.match(u) or u in seen:
                fault(where, f"{o['name']}: {u} is no name of its own")
            seen.add(u)
        if not names:
            fault(where, f"{o['name']} is empty")
        if d is None:
            if definitions:
                fault(where, f"there is no object {o['name']}")
            continue
        if o["template_uuid"] != d["uuid"] \
                or o["meta-category"] != d["meta-category"] \
                or int(o["template_version"]) > int(d["version"]):
            fault(where, f"{o['name']}: another definition")
        if not set(names) & set(d.get("requiredOneOf", names)):
            fault(where, f"{o['name']}: has none of {d['requiredOneOf']}")
        if not set(d.get("required", [])) <= set(names):
            fault(where, f"{o['name']}: lacks {d['required']}")
        for a in o["Attribute"]:
            known = d["attributes"].get(a["object_relation"])
            if known is None:
                fault(where, f"{o['name']}: no member {a['object_relation']}")
            elif known["misp-attribute"] != a["type"]:
                fault(where, f"{o['name']}: {a['object_relation']} is a "
                      f"{known['misp-attribute']}, not a {a['type']}")
            if not a["value"]:
                fault(where, f"{o['name']}: {a['object_relation']} is empty")


def stix(text, where, validators):
    ids = [o["id"] for o in text["objects"]]
    if len(set(ids)) != len(ids):
        fault(where, "an id stands twice")
    for o in text["objects"]:
        for key in o:
            refs = o[key] if key.endswith("_refs") else \
                [o[key]] if key.endswith("_ref") else []
            for r in refs:
                if r not in ids:
                    fault(where, f"{o['id']}: {r} is not there")
        if not UUID.match(o["id"].split("--")[1]):
            fault(where, f"{o['id']}: no name made from what it is")
        v = validators.get(o["type"])
        if v is None:
            if validators:
                fault(where, f"no schema for {o['type']}")
            continue
        for e in v.iter_errors(o):
            fault(where, f"{o['type']}: {e.message[:200]}")
    if "bundle" in validators:
        for e in validators["bundle"].iter_errors(text):
            fault(where, f"bundle: {e.message[:200]}")


def stix_validators(folder):
    import jsonschema
    store, by_type = {}, {}
    for path in glob.glob(os.path.join(folder, "stix", "*", "*.json")):
        schema = json.load(open(path, encoding="utf-8"))
        store[schema["$id"]] = schema
        # Each refers to its neighbours by their place.
        by_type[os.path.basename(path)[:-5]] = schema
    return {name: jsonschema.Draft202012Validator(
        schema, resolver=jsonschema.RefResolver(schema["$id"], schema, store))
        for name, schema in by_type.items()}


def main(kind, folder, files):
    known = {}
    if folder != "-" and kind == "misp":
        for path in glob.glob(os.path.join(folder, "misp", "*.json")):
            d = json.load(open(path, encoding="utf-8"))
            if "attributes" in d:
                known[d["name"]] = d
    elif folder != "-":
        known = stix_validators(folder)
    count = 0
    for path in files:
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            where = f"{os.path.basename(path)}:{number}"
            (misp if kind == "misp" else stix)(json.loads(line), where, known)
            count += 1
    print(f"{count} texts, {faults} faults")
    return faults > 0 or count == 0


if len(sys.argv) < 4 or sys.argv[1] not in ("misp", "stix"):
    sys.exit(__doc__)
sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
