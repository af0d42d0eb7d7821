"""Options that several verbs share, so that they are called and explained the same everywhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from panj.clock import parse_day
from panj.errors import DateError

if TYPE_CHECKING:
    from panj.run import Case

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A strict YYYY-MM-DD: a wrong date would make a wrong figure."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that shows how dates are written."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except DateError as fault:
            self.fail(f"{fault.what}. {fault.remedy}", param, ctx)


class Name(click.ParamType[str]):
    """One of a list of the field's terms; forced-return and forced_return are the same."""

    def __init__(self, kinds: type[StrEnum], metavar: str) -> None:
        self.kinds = kinds
        self.name = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What stands for the value in --help; the list itself is in the option's text."""
        return self.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The term, or a usage error that lists them."""
        word = str(value).strip().lower().replace("-", "_").replace(" ", "_")
        terms = {term.value: term for term in self.kinds}
        for attempt in (word, word.removesuffix("s"), f"{word}s"):
            if attempt in terms:
                return terms[attempt]
        from difflib import get_close_matches

        near = get_close_matches(word, terms, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        return self.fail(f"{value!r} is none of: {', '.join(self.kinds)}.{hint}", param, ctx)


def choices(kinds: type[StrEnum]) -> str:
    """The terms of a list, for --help."""
    return ", ".join(kinds)


class CasePlace(click.Path):
    """The path of a case file, or the address of a shared case, which a path would spoil."""

    name = "case"

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        """A path; an address as it is."""
        return value if "://" in str(value) else super().convert(value, param, ctx)


def case_option(function: F) -> F:
    """--case FILE."""
    return click.option(
        "--case",
        "case_path",
        metavar="FILE",
        type=CasePlace(path_type=Path),
        help="The case file, or the address of a shared case.  [default: ./panj.db, or as panj.toml, "
        "PANJ_CASE or PANJ_STORE says]",
    )(function)


def json_option(function: F) -> F:
    """--json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")(function)


def known_option(function: F) -> F:
    """--known DAY."""
    return click.option(
        "--known",
        type=Day(),
        help="As known at the end of this day: only reports published by then count.",
    )(function)


def after(since: date | None, known: date | None) -> None:
    """Refuses a `--since` that lies after `--known`: nothing can have changed from then on.

    Raises:
        UsageError: with both days.
    """
    if since and known and since > known:
        raise click.UsageError(f"--since {since} lies after --known {known}. Give an earlier day.")


def _login() -> str:
    """The name that this machine knows the user by; empty where it knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _not_empty(_ctx: click.Context, param: click.Parameter, value: str) -> str:
    said = " ".join(value.split())
    if not said:
        raise click.UsageError(f"Say it in words: {param.opts[0]}.")
    return said


def by_option(function: F) -> F:
    """--by NAME."""
    return click.option(
        "--by",
        "who",
        metavar="NAME",
        default=_login,
        callback=_not_empty,
        help="Who decides.  [default: your login name]",
    )(function)


def why_option(function: F) -> F:
    """--why WORDS, which must be given."""
    return click.option("--why", required=True, metavar="WORDS", callback=_not_empty, help="The reason.")(
        function
    )


def format_of(out: Path, endings: Mapping[str, str]) -> str:
    """The format that the ending of a file's name stands for; the first of `endings` where it has none.

    Raises:
        PublishError: W020, for an ending that stands for none.
    """
    from panj.errors import PublishError

    ending = out.suffix.lower() or next(iter(endings))
    if ending not in endings:
        raise PublishError("W020", str(out), detail=out.suffix, known=", ".join(endings))
    return endings[ending]


def case_file(case_path: str | Path | None) -> str | Path:
    """The case file meant; where none is named the shared case or the file of the settings."""
    from panj.settings import load

    if case_path is not None:
        return case_path
    settings = load()
    return settings.store or (settings.case if "://" in settings.case else Path(settings.case))


@contextmanager
def open_case(case_path: str | Path | None, *, create: bool = False) -> Iterator[Case]:
    """The case that a verb works on; an interrupted reading is said before any figure is."""
    from panj.run import Case

    with Case.open(case_file(case_path), create=create) as case:
        if not create:
            for problem in case.problems():
                if problem.code == "S011":
                    click.echo(f"{problem.code} {problem.where}: {problem.what}. {problem.remedy}", err=True)
        yield case
