#!/usr/bin/env python3
"""What look-ups cost where each answer takes its time.

    bench/lookup.py BUILD MAILS [--delay-ms N] [--count N] [--jobs N,N]

Examines COUNT mails of the folder MAILS with --lookup against the servers of
test/world, which answer after N ms, and holds the time against what the
busiest server needs: its questions x delay / how many it is asked at once.
Beside it whether replaying the answers gives the same bytes.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CAPS = {"DNS": "LIMIT_DNS_AT_ONCE", "RDAP": "LIMIT_WHOIS_AT_ONCE",
        "WHOIS": "LIMIT_WHOIS_AT_ONCE"}


def cap_of(server):
    limits = (HERE / "../src/base/limits.h").read_text()
    name = CAPS[server.split()[0]]
    return int(re.search(rf"#define {name} (\d+)", limits)[1])


def examine(program, options, mails):
    """Seconds, and the output without the time of the examination."""
    begin = time.monotonic()
    run = subprocess.run([program, "examine", "--format", "json", *options,
                          *mails], capture_output=True, check=False)
    seconds = time.monotonic() - begin
    if run.returncode not in (0, 1, 3):  # 3: one of them is no mail
        sys.exit(run.stderr.decode())
    return seconds, re.sub(rb'"examined_at":"[^"]*"', b"", run.stdout)


def measure(args, mails, jobs, folder):
    world = subprocess.Popen(
        [sys.executable, "-B", str(HERE / "../test/world/world.py"), "--dir",
         folder, "--delay-ms", str(args.delay_ms)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    world.stdout.readline()
    answers = f"{folder}/answers"
    seconds, live = examine(
        f"{args.build}/mekiki",
        ["--config", f"{folder}/world.conf", "--lookup", "-j", str(jobs),
         "--answers", answers], mails)
    world.stdin.close()
    world.wait()
    _, replayed = examine(f"{args.build}/mekiki",
                          ["--config", "/dev/null", "--answers", answers],
                          mails)
    needs = 0
    for line in pathlib.Path(folder, "counts").read_text().splitlines():
        server, asked, most = line.split("\t")
        if int(asked) == 0:
            continue
        cap = cap_of(server)
        needs = max(needs, int(asked) * args.delay_ms / 1000 / cap)
        print(f"  {server:32} {asked:>6} asked, {most:>3} at once, "
              f"cap {cap}{'' if int(most) <= cap else ': TOO MANY'}")
    print(f"-j {jobs}: {seconds:.2f} s, the busiest server needs {needs:.2f} s:"
          f" {seconds / needs:.2f} times; replayed "
          f"{'the same' if live == replayed else 'OTHERWISE'}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("mails")
    parser.add_argument("--delay-ms", type=int, default=50)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--jobs", default="64,1")
    args = parser.parse_args()
    files = sorted(str(p) for p in pathlib.Path(args.mails).rglob("*")
                   if p.is_file())
    if not files:
        print(f"bench: skipped: no mails in {args.mails}")
        return
    count = min(args.count, len(files))
    mails = [files[i * len(files) // count] for i in range(count)]
    print(f"{count} mails, {args.delay_ms} ms an answer")
    for jobs in args.jobs.split(","):
        with tempfile.TemporaryDirectory() as folder:
            measure(args, mails, int(jobs), folder)


main()
