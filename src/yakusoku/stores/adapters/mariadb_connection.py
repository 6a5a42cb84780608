"""Connections to MariaDB: how an address is read, in which modes we speak, and what its errors mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pymysql
from pymysql.constants import CLIENT, FIELD_TYPE
from pymysql.converters import conversions

from yakusoku.stores.ports import UnableToRead, refused, unavailable

_CONNECT_S = 10
_PORT = 3306
# Locks, deadlocks, limits of time, and a server that is gone, full or going down.
_WAITS = frozenset({1040, 1053, 1152, 1158, 1159, 1160, 1161, 1203, 1205, 1213, 1226, 1317, 1927, 1969, 3024,
                    2002, 2003, 2006, 2013, 2014, 2055})  # fmt: skip
_DENIED = frozenset({1044, 1045, 1049})
# Whatever the server is set to: nothing is cut or guessed in silence, and `||` and quotes mean what our texts mean.
_MODES = "STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
_START = (
    f"SET SESSION sql_mode = '{_MODES}'",
    "SET SESSION time_zone = '+00:00'",
    "SET SESSION autocommit = 1",
    "SET SESSION group_concat_max_len = 1048576",
)
_TIMES = (FIELD_TYPE.TIME,)  # a length of time is no time of day: it stays the text that the server sends


@dataclass(frozen=True)
class Place:
    """Where a database is. The password is never shown."""

    host: str
    port: int
    account: str
    password: str = field(repr=False)
    database: str
    socket: str | None

    @classmethod
    def read(cls, url: str) -> Place:
        """Read `mariadb://user:password@host:port/database?unix_socket=/path`."""
        parts = urlsplit(url)
        more = parse_qs(parts.query)
        return cls(
            host=parts.hostname or "localhost",
            port=parts.port or _PORT,
            account=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            database=unquote(parts.path.lstrip("/")),
            socket=more.get("unix_socket", [None])[0],
        )

    def connect(self, cursor: type[Any] = pymysql.cursors.Cursor) -> Any:  # noqa: ANN401  the driver has no types
        """Return a connection in our modes. :raises pymysql.MySQLError: whatever the driver says"""
        plain = {kind: read for kind, read in conversions.items() if kind not in _TIMES}
        connection = pymysql.connect(
            host=self.host,
            port=self.port,
            user=self.account,
            password=self.password,
            database=self.database,
            unix_socket=self.socket,
            charset="utf8mb4",
            cursorclass=cursor,
            client_flag=CLIENT.FOUND_ROWS,  # rows that held the content before count as changed
            connect_timeout=_CONNECT_S,
            conv=plain,
            local_infile=False,
            # Nothing crosses a wire by a socket; else the driver reads all certificates anew for each connection.
            ssl_disabled=True if self.socket else None,
        )
        try:
            with connection.cursor(pymysql.cursors.Cursor) as first:
                for statement in _START:
                    first.execute(statement)
        except pymysql.MySQLError:
            connection.close()
            raise
        return connection


def translated(store: str, error: Exception) -> UnableToRead:
    """Return our refusal for the driver's error, with its number and without its words."""
    code = error.args[0] if error.args and isinstance(error.args[0], int) else 0
    name = str(code) if code else ""
    gone = isinstance(error, pymysql.InterfaceError) or code in _DENIED
    return unavailable(store, name) if gone or code in _WAITS else refused(store, name)
