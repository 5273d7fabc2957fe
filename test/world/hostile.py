"""Servers that answer late, never, wrong, too much, or lead elsewhere."""

import asyncio
import socket
import struct

MANY = b"x" * 65536

# Where rdap.hop.example redirects, by the first label of the domain.
HOPS = {
    "loopback": "http://127.0.0.1/secret",
    "name": "http://rdap.loopback.example/secret",
    "number": "http://2130706433/secret",
    "short": "http://127.1/secret",
    "octal": "http://0177.0.0.1/secret",
    "six": "http://[::1]/secret",
    "mapped": "http://[::ffff:127.0.0.1]/secret",
    "nat64": "http://[64:ff9b::7f00:1]/secret",
    "sixtofour": "http://[2002:7f00:1::1]/secret",
    "private": "http://10.0.0.1/secret",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "zero": "http://0.0.0.0/secret",
    "file": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:25/_HELO",
    "user": "http://user:secret@rdap.verisign.com/x",
    "port": "http://rdap.port.example:22/",
    "good": "http://rdap.registrar.example/domain/good.hop",
    "relative": "/moved/relative.hop",
}


def one(name):
    return (f"http://rdap.{name}.example/", None)


# rdap, whois of each top-level domain that the tests have.
TLDS = {
    "jp": (None, "whois.jprs.jp"),
    "com": ("https://rdap.verisign.com/com/v1/domain/",
            "whois.verisign-grs.com"),
    "thin": (None, "whois.verisign-grs.com"),
    "directory": (None, "whois.iana.org"),
    **{name: one(name) for name in (
        "loopback", "private", "mapped", "nat64", "sixtofour", "teredo",
        "metadata", "hop", "loop", "lying", "short", "nested", "endless",
        "header", "limited", "forbidden", "mute", "notjson", "absent",
        "multi")},
    "broken": ("http://rdap.broken.example/", "whois.good.example"),
    "hanging": ("http://rdap.mute.example/", "whois.good.example"),
    **{"w" + name: (None, f"whois.{name}.example") for name in (
        "silent", "slow", "garbage", "huge", "reset", "empty", "closed",
        "private", "port", "inward", "circle", "limit", "good", "absent",
        "multi")},
}

GOOD = """Domain Name: {}
Registrar: Good Registrar, Inc.
Creation Date: 2001-02-03T04:05:06Z
Domain Status: ok https://icann.org/epp#ok
Name Server: NS1.GOOD.EXAMPLE
"""


async def silent(line, writer):
    await asyncio.sleep(3600)


async def slow(line, writer):
    for byte in GOOD.format("x.wslow").encode() * 9:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(1)


async def garbage(line, writer):
    writer.write(bytes(range(256)) * 40)


async def huge(line, writer):
    for _ in range(50 << 4):
        writer.write(MANY)
        await writer.drain()


async def reset(line, writer):
    writer.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def empty(line, writer):
    pass


async def port(line, writer):
    writer.write(GOOD.format("x.wport").encode() +
                 b"Registrar WHOIS Server: whois.other.example:22\n")


async def inward(line, writer):
    writer.write(GOOD.format("x.winward").encode() +
                 b"Registrar WHOIS Server: whois.private.example\n")


async def circle(line, writer):
    writer.write(GOOD.format("x.wcircle").encode() +
                 b"Registrar WHOIS Server: whois.circle.example\n")


async def limit(line, writer):
    writer.write(b"Your connection limit exceeded. "
                 b"Please slow down and try again later.\r\n")


async def good(line, writer):
    name = line.split()[-1].decode("latin-1")
    writer.write(GOOD.format(name).encode())


WHOIS = {f.__name__: f for f in (silent, slow, garbage, huge, reset, empty,
                                 port, inward, circle, limit, good)}


def reply(status, body, *headers):
    head = "".join(h + "\r\n" for h in headers)
    return (f"HTTP/1.1 {status}\r\nContent-Type: application/rdap+json\r\n"
            f"{head}\r\n").encode() + body


def length(body):
    return f"Content-Length: {len(body)}"


async def hop(path, writer):
    label = path.rsplit("/", 1)[-1].split(".")[0]
    if path.startswith("/moved/"):
        body = b'{"objectClassName":"domain","ldhName":"relative.hop"}'
        writer.write(reply("200 OK", body, length(body)))
    else:
        writer.write(reply("302 Found", b"", "Location: " + HOPS[label],
                           "Content-Length: 0"))


async def loop(path, writer):
    writer.write(reply("302 Found", b"", "Location: " + path,
                       "Content-Length: 0"))


async def plain(path, writer):
    name = path.rsplit("/", 1)[-1].encode()
    body = b'{"objectClassName":"domain","ldhName":"' + name + b'"}'
    writer.write(reply("200 OK", body, length(body)))


async def lying(path, writer):
    writer.write(reply("200 OK", b'{"objectClassName":"domain"}',
                       "Content-Length: 9000"))
    writer.close()


async def short(path, writer):
    writer.write(reply("200 OK", b'{"objectClassName":"domain"}',
                       "Content-Length: 9"))


async def nested(path, writer):
    body = b'{"entities":' + b"[" * 10000 + b"]" * 10000 + b"}"
    writer.write(reply("200 OK", body, length(body)))


async def endless(path, writer):
    writer.write(reply("200 OK", b"[", "Connection: close"))
    for _ in range(50 << 4):
        writer.write(MANY)
        await writer.drain()
    writer.close()


async def header(path, writer):
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for i in range(50 << 4):
        writer.write(b"X-%d: " % i + b"y" * 1000 + b"\r\n")
        await writer.drain()
    writer.close()


async def limited(path, writer):
    writer.write(reply("429 Too Many Requests", b"", "Content-Length: 0"))


async def forbidden(path, writer):
    writer.write(reply("403 Forbidden", b"", "Content-Length: 0"))


async def broken(path, writer):
    writer.write(reply("500 Internal Server Error", b"", "Content-Length: 0"))


async def mute(path, writer):
    await asyncio.sleep(3600)


async def notjson(path, writer):
    body = b"<html>Welcome</html>"
    writer.write(reply("200 OK", body, length(body)))


RDAP = {f.__name__: f for f in (hop, loop, plain, lying, short, nested, endless,
                                header, limited, forbidden, broken, mute,
                                notjson)}


async def serve_whois(world, name, handler, reader, writer):
    try:
        line = await reader.readline()
        with world.count("WHOIS " + name):
            await asyncio.sleep(world.delay)
            await handler(line, writer)
            await writer.drain()
    except (ConnectionError, asyncio.CancelledError):
        pass
    finally:
        writer.close()


async def serve_rdap(world, name, handler, reader, writer):
    try:
        while True:
            line = await reader.readline()
            if not line:
                break
            while (await reader.readline()).strip():
                pass
            with world.count("RDAP " + name):
                await asyncio.sleep(world.delay)
                await handler(line.split()[1].decode("latin-1"), writer)
                await writer.drain()
    except (ConnectionError, asyncio.CancelledError):
        pass
    finally:
        writer.close()


async def serve(world):
    ports = {}
    for label, handler in WHOIS.items():
        ports["whois." + label] = await world.listen(
            lambda name, r, w, h=handler: serve_whois(world, name, h, r, w),
            f"whois.{label}.example", False)
    for label, handler in RDAP.items():
        ports["rdap." + label] = await world.listen(
            lambda name, r, w, h=handler: serve_rdap(world, name, h, r, w),
            f"rdap.{label}.example", True)
    # Names that have four addresses, of which one is served.
    world.settings.append("server = whois.multi.example=multi.example:"
                          f"{ports['whois.good']}")
    world.settings.append("server = rdap.multi.example=http://multi.example:"
                          f"{ports['rdap.plain']}/")
    # Nobody listens at the first port.
    world.settings.append("server = whois.closed.example=127.0.0.1:1")
