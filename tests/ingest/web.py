"""A small web on loopback for tests: pages by path, everything that was asked for, and answers that misbehave."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Asked:
    """One request as the server saw it."""

    path: str
    headers: dict[str, str]


@dataclass
class Web:
    """A server: what it says at each path, and what it was asked."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Host and port, as the setting of allowed machines names it."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        """The address of `path`."""
        return f"http://{self.name}{path}"

    def page(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Have a page at `path`; returns its address."""
        data = body.encode() if isinstance(body, str) else body

        def answer(request: BaseHTTPRequestHandler) -> None:
            send(request, 200, data, {"Content-Type": kind, **named(headers)})

        self.answers[path] = answer
        return self.url(path)

    def status(self, path: str, status: int, **headers: str) -> str:
        """Answer with `status` at `path`; returns its address."""
        self.answers[path] = lambda request: send(request, status, b"", named(headers))
        return self.url(path)

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Lead from `path` to `target`; returns the address of `path`."""
        return self.status(path, status, location=target)


def named(headers: dict[str, str]) -> dict[str, str]:
    """`retry_after` as it stands in an answer."""
    return {name.replace("_", "-").title(): value for name, value in headers.items()}


def send(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    """A whole answer."""
    request.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


@contextmanager
def web() -> Iterator[Web]:
    """A web of its own, listening on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append(Asked(self.path, dict(self.headers)))
            answer = here.answers.get(self.path)
            try:
                if answer:
                    answer(self)
                else:
                    send(self, 404, b"", {})
            except OSError:
                pass  # whoever asked went away, as some of them should

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Web(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def raw_server(speak: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that says whatever `speak` sends to the first who connects; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            connection, _ = listener.accept()
            with connection:
                speak(connection)
        except OSError:
            pass

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
