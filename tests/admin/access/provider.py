"""A small OpenID provider on a port of this machine, which answers as the tests ask it to."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from django.utils import translation

CLIENT, SECRET = "mahdar", "a secret of the provider that is long enough"


class Provider:
    """What the provider says of the user who comes next."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.claims: dict = {}
        self.asked: list[dict] = []  # what reached the endpoint of tokens
        self.configuration_status = 200
        self.token_status = 200

    def configure(self) -> dict:
        names = ("authorization", "token", "userinfo")
        found = {f"{name}_endpoint": f"{self.address}/{name}" for name in names}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **found}

    def make_tokens(self) -> dict:
        claims = {"iss": self.address, "aud": CLIENT, "exp": 4_000_000_000, "iat": 1_700_000_000, **self.claims}
        token = jwt.encode(claims, SECRET, algorithm="HS256", headers={"kid": "1"})
        return {"access_token": "given", "token_type": "Bearer", "id_token": token}


@contextmanager
def serve_provider():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            pages = {
                "/.well-known/openid-configuration": (provider.configuration_status, provider.configure()),
                "/userinfo": (200, provider.claims),
                "/keys": (200, {"keys": []}),
            }
            self.reply(*pages.get(urlsplit(self.path).path, (404, {})))

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.asked.append({key: values[0] for key, values in parse_qs(body).items()})
            self.reply(provider.token_status, provider.make_tokens())

        def reply(self, status: int, content: dict) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def come_back(client, start: str, **answer):
    """Follow the link to the provider, and come back from it as its user."""
    with translation.override(translation.get_language()):  # the address of the way back is Arabic
        there = client.get(start)
        asked = {key: values[0] for key, values in parse_qs(urlsplit(there["Location"]).query).items()}
        query = {"state": asked["state"], **(answer or {"code": "c0de"})}
        return asked, client.get(urlsplit(asked["redirect_uri"]).path + "?" + urlencode(query))
