"""The room over the case made by hand, asked in process."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest
from fastapi import FastAPI

from panj.publish.room import create_app
from panj.publish.situation import Situation

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("room_made", HERE / "made.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["room_made"] = module
    spec.loader.exec_module(module)
    return module


class InProcess(httpx.BaseTransport):
    """Asks an application without a socket; what the application raises is raised here."""

    def __init__(self, app: FastAPI) -> None:
        self.inner = httpx.ASGITransport(app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return asyncio.run(self._asked(request))

    async def _asked(self, request: httpx.Request) -> httpx.Response:
        asked = httpx.Request(request.method, request.url, headers=request.headers, content=request.read())
        answer = await self.inner.handle_async_request(asked)
        sent = b"".join([piece async for piece in answer.aiter_raw()])  # as it is packed
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(sent))


@pytest.fixture
def room() -> Iterator[Callable[[Callable[..., Situation]], httpx.Client]]:
    """Opens a room over any source of Situations."""
    opened = []

    def over(source: Callable[..., Situation]) -> httpx.Client:
        app = create_app(source, case_name="bank.db")
        opened.append(httpx.Client(transport=InProcess(app), base_url="http://127.0.0.1:8600"))
        return opened[-1]

    yield over
    for one in opened:
        one.close()


@pytest.fixture(scope="session")
def client(made: ModuleType) -> Iterator[httpx.Client]:
    app = create_app(made.situation, case_name="bank.db")
    with httpx.Client(transport=InProcess(app), base_url="http://127.0.0.1:8600") as asking:
        yield asking


@pytest.fixture
def asking() -> Iterator[Callable[[FastAPI], httpx.Client]]:
    """A browser for any application; it follows redirects and keeps cookies."""
    opened = []

    def of(app: FastAPI) -> httpx.Client:
        client = httpx.Client(
            transport=InProcess(app), base_url="http://127.0.0.1:8600", follow_redirects=True
        )
        opened.append(client)
        return client

    yield of
    for one in opened:
        one.close()
