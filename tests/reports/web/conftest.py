"""A web of our own on 127.0.0.1: a server that the test scripts, and a clock that only sleeping moves."""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Site:
    """Answers by a table: path → (status, headers, body) or a function of the handler; counts requests."""

    def __init__(self):
        self.pages = {}
        self.requests = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.requests.append((self.path, dict(self.headers)))
                page = site.pages.get(self.path.partition("?")[0])
                if callable(page):
                    page = page(self)
                    if page is None:
                        return
                status, headers, body = page or (404, {}, b"nothing here")
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers and "Transfer-Encoding" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = True

            def log_message(self, *_):
                pass

            def handle(self):
                with suppress(OSError):  # a client that hung up, which is what some tests are about
                    super().handle()

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def put(self, path, body, status=200, **headers):
        data = body.encode() if isinstance(body, str) else body
        names = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        self.pages[path] = (status, names, data)

    def asked(self, path):
        return sum(one == path for one, _ in self.requests)

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site():
    made = Site()
    yield made
    made.close()


class Naps:
    """A stopwatch that only sleeping moves."""

    def __init__(self):
        self.at = 1000.0
        self.slept = []

    def watch(self):
        return self.at

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.at += seconds


@pytest.fixture
def naps():
    return Naps()
