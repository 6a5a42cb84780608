"""
One message over one connection: to an address that was looked at, by TLS, in a time that ends.

Nothing of the answer but its status is read, so a redirect leads nowhere and a large body costs nothing.
"""

from __future__ import annotations

import re
import socket
import ssl
from contextlib import closing
from time import monotonic

from yakusoku.webhooks.rules import Target, is_reachable

_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})[ \r]")
_MOST = 4096


def send(target: Target, headers: dict[str, str], body: bytes, timeout: float) -> str:
    """Send `body` and return the status, or `address`, `timeout`, `tls`, `connection` or `answer`."""
    end = monotonic() + timeout
    try:
        address = _looked_at(target)
        if address is None:
            return "address"
        with closing(_connected(target, address, end)) as connection:
            connection.settimeout(_left(end))
            connection.sendall(_request(target, headers, body))
            return _status(connection, end)
    except TimeoutError:
        return "timeout"
    except ssl.SSLError:
        return "tls"
    except OSError:
        return "connection"


def _left(end: float) -> float:
    left = end - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _looked_at(target: Target) -> str | None:
    """Return one address of the host if all of them may be sent to: the connection goes there and nowhere else."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(is_reachable(one, inner=target.inner) for one in addresses):
        return None
    return addresses[0]


def _connected(target: Target, address: str, end: float) -> socket.socket:
    plain = socket.create_connection((address, target.port), timeout=_left(end))
    if target.scheme != "https":
        return plain
    try:
        plain.settimeout(_left(end))
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def _request(target: Target, headers: dict[str, str], body: bytes) -> bytes:
    host = f"[{target.host}]" if ":" in target.host else target.host
    default = {"https": 443, "http": 80}[target.scheme]
    named = host if target.port == default else f"{host}:{target.port}"
    lines = [
        f"POST {target.path} HTTP/1.1",
        f"Host: {named}",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def _status(connection: socket.socket, end: float) -> str:
    got = b""
    while b"\r\n" not in got and len(got) < _MOST:
        connection.settimeout(_left(end))
        more = connection.recv(_MOST)
        if not more:
            break
        got += more
    found = _STATUS.match(got)
    return found[1].decode() if found else "answer"
