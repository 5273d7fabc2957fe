#!/usr/bin/env python3
"""The world in small, on loopback: DNS, WHOIS and RDAP servers for tests.

    world.py --dir DIR [--delay-ms N] [--date YYYY-MM-DD]

Writes DIR/world.conf, settings that lead mekiki here and nowhere else, and
DIR/databases, in which each top-level domain has its server.  Prints "ready"
and serves until its standard input ends; then writes DIR/counts: a line for
each server, its name, how many questions it had and how many at most at once.

DNS is NSD's with the zones of zones/, signed now, behind a relay that answers
after N ms and plays the servers that do not (names below silent.example and so
on, see RELAY); a second relay, named in a comment of world.conf, strips what
DNSSEC needs.  WHOIS answers are the files whois/SERVER/SUBJECT, RDAP's
rdap/SERVER/PATH, in the shapes of the real ones but written for this; {-5}
stands for the day five days before today or --date.  Servers that do harm are
in hostile.py.
"""

import argparse
import asyncio
import datetime
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys

import hostile

HERE = pathlib.Path(__file__).resolve().parent
NS = "ns.world.example."
ALGORITHM = "ECDSAP256SHA256"
WAIT = 20  # seconds until NSD must be there


class Count:
    """How often a server was asked, and how often at once."""

    def __init__(self):
        self.asked = self.now = self.most = 0

    def __enter__(self):
        self.asked += 1
        self.now += 1
        self.most = max(self.most, self.now)
        return self

    def __exit__(self, *what):
        self.now -= 1


# ---------------------------------------------------------------- zones


def read_zones():
    """name: (sign, lines) of each file in zones/."""
    zones = {}
    for path in sorted((HERE / "zones").glob("*.zone")):
        text = path.read_text()
        name = re.search(r"^; zone: (\S+)$", text, re.M).group(1)
        sign = re.search(r"^; sign: (\S+)$", text, re.M)
        zones[name] = (sign.group(1) if sign else "yes", text)
    return zones


def parent_of(name, zones):
    labels = name.rstrip(".").split(".")
    for i in range(1, len(labels)):
        above = ".".join(labels[i:]) + "."
        if above in zones:
            return above
    return "."


def run(args, cwd):
    done = subprocess.run(args, cwd=cwd, stdout=subprocess.PIPE, text=True,
                          check=True, stdin=subprocess.DEVNULL)
    return done.stdout.split("\n")[0].strip()


def make_zones(work):
    """Writes and signs all zones, children before parents; the root's key."""
    zones = read_zones()
    added = {name: [] for name in zones}
    files = {}
    root_key = None
    for name in sorted(zones, key=lambda n: -len(n.strip(".").split("."))
                       if n != "." else 1):
        sign, text = zones[name]
        plain = work / ((name.strip(".") or "root") + ".zone")
        head = (f"$ORIGIN {name}\n$TTL 300\n@ SOA {NS} host.world.example. "
                f"2026010101 7200 3600 604800 60\n@ NS {NS}\n")
        glue = "ns.world A 127.0.0.1\n" if name == "example." else ""
        plain.write_text(head + glue + text + "".join(added[name]))
        files[name] = plain
        ds = ""
        if sign != "no":
            key = run(["ldns-keygen", "-a", ALGORITHM, "-k", name], work)
            run(["ldns-signzone", plain.name, key], work)
            signed = plain.with_name(plain.name + ".signed")
            ds = (work / (key + ".ds")).read_text()
            if sign == "bogus":
                signed.write_text(signed.read_text().replace(
                    "203.0.113.66", "203.0.113.99"))
            files[name] = signed
            if name == ".":
                root_key = work / (key + ".key")
        if name != ".":
            added[parent_of(name, zones)].append(f"{name} NS {NS}\n{ds}")
    return files, root_key


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start_nsd(work, files):
    port = free_port()
    conf = work / "nsd.conf"
    zones = "".join(f'zone:\n  name: "{name}"\n  zonefile: "{path}"\n'
                    for name, path in files.items())
    conf.write_text(
        f"server:\n  ip-address: 127.0.0.1\n  port: {port}\n  username: \"\"\n"
        f"  zonesdir: \"{work}\"\n  database: \"\"\n"
        f"  pidfile: \"{work}/nsd.pid\"\n  logfile: \"{work}/nsd.log\"\n"
        f"  xfrdfile: \"{work}/xfrd.state\"\n  zonelistfile: \"{work}/list\"\n"
        f"  xfrdir: \"{work}\"\n  server-count: 1\n  tcp-count: 50\n"
        "  rrl-ratelimit: 0\n  rrl-whitelist-ratelimit: 0\n"
        "remote-control:\n  control-enable: no\n" + zones)
    binary = shutil.which("nsd") or "/usr/sbin/nsd"
    process = subprocess.Popen([binary, "-d", "-c", str(conf)],
                               stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    return process, port


# ------------------------------------------------------------- DNS relay

# What happens to questions for names below these.
RELAY = {
    b"silent": None,
    b"servfail": 2,
    b"refused": 5,
    b"garbage": b"\x00" * 40,
}


def question(packet):
    """(labels, end of the question) of a DNS message."""
    at, labels = 12, []
    while packet[at]:
        labels.append(packet[at + 1:at + 1 + packet[at]].lower())
        at += packet[at] + 1
    return labels, at + 5


def forged(packet):
    """What the relay answers itself: bytes, b"" for nothing, None: ask."""
    labels, end = question(packet)
    if labels[-1:] != [b"example"] or len(labels) < 2 \
            or labels[-2] not in RELAY:
        return None
    how = RELAY[labels[-2]]
    if how is None:
        return b""
    if isinstance(how, bytes):
        return packet[:2] + how
    flags = (0x8180 | how).to_bytes(2, "big")
    return packet[:2] + flags + b"\0\1\0\0\0\0\0\0" + packet[12:end]


class Upstream(asyncio.DatagramProtocol):
    """The relay's own socket to NSD: tells answers by their numbers."""

    def __init__(self):
        self.waiting = {}
        self.next = 0

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        future = self.waiting.pop(data[:2], None)
        if future and not future.done():
            future.set_result(data)

    async def ask(self, packet):
        self.next = (self.next + 1) & 0xffff
        number = self.next.to_bytes(2, "big")
        future = asyncio.get_running_loop().create_future()
        self.waiting[number] = future
        self.transport.sendto(number + packet[2:])
        return packet[:2] + (await asyncio.wait_for(future, 10))[2:]


class Relay(asyncio.DatagramProtocol):
    """strip: as a resolver that knows nothing of EDNS, hence of DNSSEC."""

    def __init__(self, world, strip):
        self.world = world
        self.strip = strip

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        asyncio.ensure_future(self.answer(data, addr))

    async def answer(self, packet, addr):
        with self.world.count("DNS"):
            said = forged(packet)
            await asyncio.sleep(self.world.delay)
            if said is None:
                if self.strip:
                    end = question(packet)[1]
                    packet = packet[:10] + b"\0\0" + packet[12:end]
                said = await self.world.upstream.ask(packet)
        if said:
            self.transport.sendto(said, addr)


async def relay_tcp(world, reader, writer):
    """Each question over TCP goes to NSD over a connection of its own."""
    try:
        while True:
            length = await reader.readexactly(2)
            packet = await reader.readexactly(int.from_bytes(length, "big"))
            with world.count("DNS"):
                said = forged(packet)
                await asyncio.sleep(world.delay)
                if said is None:
                    up, out = await asyncio.open_connection(
                        "127.0.0.1", world.nsd_port)
                    out.write(length + packet)
                    size = await up.readexactly(2)
                    said = await up.readexactly(int.from_bytes(size, "big"))
                    out.close()
            if said:
                writer.write(len(said).to_bytes(2, "big") + said)
                await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


# --------------------------------------------------------- WHOIS and RDAP


def dated(text, today):
    def day(match):
        when = today + datetime.timedelta(days=int(match.group(1)))
        return when.strftime(match.group(2)[1:] if match.group(2)
                             else "%Y-%m-%d")

    return re.sub(r"\{([+-]\d+)(\|[^}]*)?\}", day, text)


def subject_of(line):
    """What a WHOIS question is about, whatever its server's syntax."""
    return line.split()[-1].split("/")[0].lower() if line.split() else "none"


class World:
    def __init__(self, options):
        self.dir = pathlib.Path(options.dir).resolve()
        self.delay = options.delay_ms / 1000
        self.today = datetime.date.fromisoformat(options.date) \
            if options.date else datetime.date.today()
        self.counts = {}
        self.settings = []
        self.upstream = None
        self.nsd = self.nsd_port = None

    def count(self, name):
        return self.counts.setdefault(name, Count())

    async def whois(self, name, reader, writer):
        try:
            line = (await reader.readline()).decode("latin-1")
            with self.count("WHOIS " + name):
                await asyncio.sleep(self.delay)
                folder = HERE / "whois" / name
                path = folder / subject_of(line)
                text = (path if path.is_file() else folder / "none")
                text = dated(text.read_text(), self.today)
                code = "iso-2022-jp" if name.endswith(".jp") else "utf-8"
                writer.write(text.replace("\n", "\r\n").encode(code))
                await writer.drain()
        except (ConnectionError, IndexError):
            pass
        finally:
            writer.close()

    async def rdap(self, name, reader, writer):
        try:
            await self.rdap_questions(name, reader, writer)
        except (ConnectionError, IndexError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def rdap_questions(self, name, reader, writer):
        while True:
            line = await reader.readline()
            if not line:
                return
            while (await reader.readline()).strip():
                pass
            with self.count("RDAP " + name):
                await asyncio.sleep(self.delay)
                target = line.split()[1].decode("latin-1")
                writer.write(self.rdap_answer(name, target))
                await writer.drain()

    def rdap_answer(self, name, target):
        base = HERE / "rdap" / name
        path = (base / target.lstrip("/").lower()).resolve()
        head = "HTTP/1.1 200 OK"
        body = b""
        if base not in path.parents:
            head = "HTTP/1.1 400 Bad Request"
        elif path.with_name(path.name + ".to").is_file():
            to = path.with_name(path.name + ".to").read_text().strip()
            head = "HTTP/1.1 302 Found\r\nLocation: " + to
        elif path.is_file():
            body = dated(path.read_text(), self.today).encode()
        else:
            head = "HTTP/1.1 404 Not Found"
        return (f"{head}\r\nContent-Type: application/rdap+json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode() + body

    async def listen(self, handler, name, url):
        server = await asyncio.start_server(
            lambda r, w: handler(name, r, w), "127.0.0.1", 0, limit=1 << 16)
        port = server.sockets[0].getsockname()[1]
        target = f"http://127.0.0.1:{port}/" if url else f"127.0.0.1:{port}"
        self.settings.append(f"server = {name}={target}")

    async def serve_dns(self, work):
        loop = asyncio.get_running_loop()
        files, key = make_zones(work)
        self.nsd, self.nsd_port = start_nsd(work, files)
        _, self.upstream = await loop.create_datagram_endpoint(
            Upstream, remote_addr=("127.0.0.1", self.nsd_port))
        await self.wait_nsd()
        (self.dir / "trust.key").write_text(key.read_text())
        self.settings.append(f"trust-anchor = {self.dir}/trust.key")
        transport, _ = await loop.create_datagram_endpoint(
            lambda: Relay(self, True), local_addr=("127.0.0.1", 0))
        port = transport.get_extra_info("sockname")[1]
        self.settings.append(f"# stripping 127.0.0.1@{port}")
        transport, _ = await loop.create_datagram_endpoint(
            lambda: Relay(self, False), local_addr=("127.0.0.1", 0))
        port = transport.get_extra_info("sockname")[1]
        await asyncio.start_server(lambda r, w: relay_tcp(self, r, w),
                                   "127.0.0.1", port)
        self.settings.append(f"resolver = 127.0.0.1@{port}")

    async def wait_nsd(self):
        probe = b"\0\0\0\0\0\1\0\0\0\0\0\0\0\0\2\0\1"  # . NS
        for _ in range(WAIT * 20):
            try:
                await asyncio.wait_for(self.upstream.ask(probe), 0.05)
                return
            except (asyncio.TimeoutError, ConnectionError):
                if self.nsd.poll() is not None:
                    break
        sys.exit("world.py: nsd does not answer, see " + str(self.dir))

    def write_databases(self):
        """One file for each top-level domain, as whoisserver-world has."""
        folder = self.dir / "databases" / "npm" / "whoisserver-world" / "tlds"
        folder.mkdir(parents=True, exist_ok=True)
        for tld, (rdap, whois) in hostile.TLDS.items():
            rdap = f'["{rdap}"]' if rdap else "[]"
            whois = f'["{whois}"]' if whois else "[]"
            (folder / (tld + ".json")).write_text(
                f'{{"tld":"{tld}","whoisServer":{whois},'
                f'"rdapServers":{rdap}}}')

    async def serve(self):
        work = self.dir / "work"
        work.mkdir(parents=True, exist_ok=True)
        await self.serve_dns(work)
        for folder in sorted((HERE / "whois").iterdir()):
            await self.listen(self.whois, folder.name, False)
        for folder in sorted((HERE / "rdap").iterdir()):
            await self.listen(self.rdap, folder.name, True)
        await hostile.serve(self)
        self.write_databases()
        (self.dir / "world.conf").write_text(
            f"data = {self.dir}/databases\n" +
            "\n".join(self.settings) + "\n")
        print("ready", flush=True)
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, sys.stdin.read)

    def end(self):
        if self.nsd:
            self.nsd.terminate()
            self.nsd.wait()
        with open(self.dir / "counts", "w") as f:
            for name in sorted(self.counts):
                c = self.counts[name]
                f.write(f"{name}\t{c.asked}\t{c.most}\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dir", required=True)
    parser.add_argument("--delay-ms", type=int, default=0)
    parser.add_argument("--date")
    world = World(parser.parse_args())
    os.makedirs(world.dir, exist_ok=True)
    try:
        asyncio.run(world.serve())
    finally:
        world.end()


main()
