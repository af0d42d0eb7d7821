"""Over https too the connection goes to the checked address, and the certificate must be the name's."""

import shutil
import ssl
import subprocess
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from panj.reports.web import Fetcher, FetchError, Manners
from panj.reports.web.addresses import allowed_networks

AT = "2026-03-01T08:00:00+00:00"
OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl makes the certificate of this test")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for pages.example that signs itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=pages.example"]
    made += ["-addext", "subjectAltName=DNS:pages.example", "-keyout", str(key), "-out", str(cert)]
    subprocess.run([OPENSSL, *made], check=True, capture_output=True, timeout=60)
    return cert, key


class _Quiet(HTTPServer):
    def handle_error(self, *_):
        pass  # a handshake that the client refuses is what a test is about


@pytest.fixture
def secure(certificate):
    """A server with that certificate; gives its port and the names that clients asked for."""
    names = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"secure")

        def log_message(self, *_):
            pass

        def handle(self):
            with suppress(OSError):
                super().handle()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    server = _Quiet(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server.server_address[1], names
    server.shutdown()
    server.server_close()


def fetcher(certificate, monkeypatch, *, trusted):
    if trusted:
        context = ssl.create_default_context(cafile=str(certificate[0]))
        monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: context)
    manners = Manners(allow=allowed_networks("127.0.0.1"), gap_seconds=0, tries=1, total_seconds=5)
    return Fetcher(manners, resolve=lambda *_: ["127.0.0.1"])


def test_name_goes_into_the_handshake_and_the_address_is_the_checked_one(secure, certificate, monkeypatch):
    port, names = secure
    tool = fetcher(certificate, monkeypatch, trusted=True)
    assert tool.fetch(f"https://pages.example:{port}/", at=AT, robots=False).body == b"secure"
    assert names == ["pages.example"]


def test_certificate_of_another_name_is_refused(secure, certificate, monkeypatch):
    tool = fetcher(certificate, monkeypatch, trusted=True)
    with pytest.raises(FetchError, match="R106"):
        tool.fetch(f"https://other.example:{secure[0]}/", at=AT, robots=False)


def test_certificate_that_nobody_vouches_for_is_refused(secure, certificate, monkeypatch):
    tool = fetcher(certificate, monkeypatch, trusted=False)
    with pytest.raises(FetchError, match=r"R106 .*certificate"):
        tool.fetch(f"https://pages.example:{secure[0]}/", at=AT, robots=False)
