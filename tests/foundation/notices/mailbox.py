"""A mail server and a message system on the loopback, for one test."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


@dataclass
class Mailbox:
    """What arrived."""

    port: int = 0
    mails: list[Message] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Speaks as much SMTP as a client needs to hand over a message."""
    box = Mailbox()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 mailbox\r\n")
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if verb == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = []
                    while (part := self.rfile.readline()) != b".\r\n":
                        lines.append(part)
                    box.mails.append(message_from_bytes(b"".join(lines), policy=default))
                self.wfile.write(b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        box.port = server.server_address[1]
        yield from _served(server, box)


@dataclass
class Calls:
    """What was posted, and what is answered."""

    port: int = 0
    status: int = 200
    calls: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def message_system() -> Iterator[Calls]:
    """Takes every POST."""
    calls = Calls()

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            calls.calls.append((self.path, dict(self.headers), body))
            self.send_response(calls.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    with HTTPServer(("127.0.0.1", 0), Takes) as server:
        calls.port = server.server_address[1]
        yield from _served(server, calls)


def _served(server: socketserver.BaseServer, box: Any) -> Iterator[Any]:
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        thread.join()
