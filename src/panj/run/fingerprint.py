"""Which rules a result was made by: a short hash of the code and tables of the packages concerned.

Results kept in a case file carry it, so that an upgrade of Panj re-reads what its new rules change and
nothing else. Large data files count by name and size, since hashing them would cost more than it tells.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_BY_CONTENT = (".py", ".toml")


@cache
def fingerprint(*packages: str) -> str:
    """Ten hex digits that change when a rule or table below one of `panj`'s packages or modules does.

    Raises:
        FileNotFoundError: there is no such package or module; what was kept by its old name would never be
            read anew.
    """
    digest = hashlib.sha256()
    for name in packages:
        node = files("panj").joinpath(name)
        if not (node.is_dir() or node.is_file()):
            raise FileNotFoundError(f"panj/{name}")
        _take(node, digest)
    return digest.hexdigest()[:10]


def _take(node: Traversable, digest: hashlib._Hash) -> None:
    if node.is_dir():
        if node.name != "__pycache__":
            for child in sorted(node.iterdir(), key=lambda entry: entry.name):
                _take(child, digest)
        return
    if not node.is_file():
        return
    digest.update(node.name.encode() + b"\0")
    content = node.read_bytes() if node.name.endswith(_BY_CONTENT) else b""
    digest.update(content or str(_size(node)).encode())


def _size(node: Traversable) -> int:
    stat = getattr(node, "stat", None)
    return int(stat().st_size) if stat else len(node.read_bytes())
