"""One frozen Settings, from `panj.toml` in the working folder and PANJ_… variables; the latter win.

Every name, its default and its meaning stand in docs/settings.md.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from panj.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """How Panj works on this machine.

    Args:
        case: the case file that commands use where none is given.
        store: address of a shared case (`postgresql://…`), which is then used in place of the file.
        port: of the room on 127.0.0.1.
        max_bytes: largest file that is read as a report.
        fetch_seconds: in which a page that is fetched must be there, with all that is asked on the way.
        contact: mail address or page that servers are told when something is fetched.
        places: a table of places of one's own (CSV) that cases are read with, unless they name another.
        extractor: what reads the figures: Panj's own rules, or an installed package's (docs/claims.md).
        outlook: an outlook case (TOML file or folder) whose forecast the room and the report show.
        zone: in which the room shows and takes times, as the IANA names it: Asia/Dushanbe; none: UTC.
        language: in which reports are given out and the room's frame is shown: en or ru.
        allow_networks: addresses or networks that may be fetched from although they are not public.
    """

    case: str = "panj.db"
    store: str = ""
    port: int = 8600
    max_bytes: int = 20_000_000
    fetch_seconds: int = 20
    contact: str = ""
    places: str = ""
    extractor: str = "panj"
    outlook: str = ""
    allow_networks: str = ""
    zone: str = ""
    language: str = "en"


_KINDS = {str: "text", int: "whole number"}
_RANGES = {"port": (0, 65535), "max_bytes": (1, 2**40), "fetch_seconds": (1, 3600)}


def load(folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `folder/panj.toml` (default: the working folder), then PANJ_CASE, PANJ_PORT …

    Raises:
        SettingsError: X001, for an unknown name or a value of the wrong type.
    """
    path = (folder or Path.cwd()) / "panj.toml"
    settings = Settings()
    if path.is_file():
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise SettingsError("X001", str(path), name="panj.toml", detail=str(fault)) from None
        for name, value in table.items():
            settings = _with(settings, name, value, str(path))
    env = os.environ if environ is None else environ
    for name in (f.name for f in fields(Settings)):
        variable = f"PANJ_{name.upper()}"
        if variable in env:
            settings = _with(settings, name, env[variable], variable)
    return settings


def _with(settings: Settings, name: str, value: Any, where: str) -> Settings:
    kinds = {f.name: type(getattr(Settings(), f.name)) for f in fields(Settings)}
    if name not in kinds:
        known = ", ".join(kinds)
        raise SettingsError("X001", where, name=name, detail=f"there is no such setting, only {known}")
    kind = kinds[name]
    wrong = SettingsError("X001", where, name=name, detail=f"{value!r} is no {_KINDS[kind]}")
    if isinstance(value, bool) or not isinstance(value, (kind, str)):
        raise wrong
    try:
        chosen = kind(value)
    except ValueError:
        raise wrong from None
    low, high = _RANGES.get(name, (None, None))
    if low is not None and not low <= chosen <= high:
        raise SettingsError("X001", where, name=name, detail=f"{chosen} is not between {low} and {high}")
    if chosen == "":
        raise SettingsError("X001", where, name=name, detail="it is empty")
    if name == "zone":
        _check_zone(str(chosen), where)
    return replace(settings, **{name: chosen})


def _check_zone(value: str, where: str) -> None:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        detail = f"{value!r} is no time zone; write it as Asia/Dushanbe"
        raise SettingsError("X001", where, name="zone", detail=detail) from None
