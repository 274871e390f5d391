"""Raw requests, such as no browser sends, and the answers to them."""

import http.client
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field

MAX_SECONDS = 60.0  # for an answer
TOO_SLOW_SECONDS = 5.0
OF_PROTOCOL = (501, 505)  # the server does not know this method or version of HTTP
LATER = (429, 503)  # with Retry-After: answers by design


@dataclass(frozen=True, slots=True)
class RawRequest:
    """A request as it is sent, byte by byte."""

    method: str
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""

    def write(self, host: str) -> bytes:
        """Return the bytes to send; the host is sent unless the headers have one."""
        names = {name.lower() for name, _value in self.headers}
        lines = [self.method.encode() + b" " + self.target + b" HTTP/1.1"]
        lines += [] if b"host" in names else [b"Host: " + host.encode()]
        lines += [name + b": " + value for name, value in self.headers]
        lines += [b"Content-Length: " + str(len(self.body)).encode()] if self.body else []
        return b"\r\n".join([*lines, b"Connection: close", b"", self.body])


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """What came back; the status is 0 and there is a `problem` where no whole answer came."""

    status: int
    seconds: float
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    problem: str = ""

    @property
    def is_later(self) -> bool:
        """Whether the server asks to come back later, as it is meant to when it is busy."""
        return self.status in LATER and "retry-after" in self.headers

    @property
    def is_slow(self) -> bool:
        """Whether a reader would give up; on a busy machine, ask again."""
        return self.seconds > TOO_SLOW_SECONDS

    @property
    def fault(self) -> str:
        """A problem that no request may cause; "" if there is none."""
        if self.status >= 500 and not self.is_later and self.status not in OF_PROTOCOL:
            return f"status {self.status}"
        return self.problem


def exchange(port: int, request: RawRequest) -> RawAnswer:
    """Send a request to this machine, and read the whole answer."""
    began = time.monotonic()
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=MAX_SECONDS) as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # the server may answer before it has read everything
                connection.sendall(request.write(f"localhost:{port}"))
            answer = http.client.HTTPResponse(connection, method=request.method)
            answer.begin()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            body = answer.read()
            return RawAnswer(answer.status, time.monotonic() - began, headers, body)
    except http.client.IncompleteRead:
        return RawAnswer(0, time.monotonic() - began, problem="the answer is cut off")
    except (OSError, http.client.HTTPException) as error:
        return RawAnswer(0, time.monotonic() - began, problem=f"{type(error).__name__}: {error}"[:200])
