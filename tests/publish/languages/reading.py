"""What a reader of a page sees: text and the attributes that are shown or read out, with their language."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

READ = ("aria-label", "aria-valuetext", "title", "placeholder", "alt")
EMPTY = {"meta", "link", "input", "br", "img", "hr"}
UNSEEN = {"script", "style"}


@dataclass(frozen=True)
class Words:
    """Words on a page, the language that the page gives them, their element, and attribute."""

    text: str
    language: str
    element: str
    attribute: str = ""

    @property
    def whole(self) -> bool:
        """Whether no part of them can bear a language of its own: attributes, options, drawings, titles."""
        return bool(self.attribute) or self.element in {"title", "option", "textarea", "text", "output"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[Words] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        for name in READ:
            if given.get(name):
                self.found.append(Words(str(given[name]), language, tag, name))
        if given.get("type") == "submit" and given.get("value") and tag == "input":
            self.found.append(Words(str(given["value"]), language, tag, "value"))
        if tag not in EMPTY:
            self.open.append((tag, str(language)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        element, language = self.open[-1] if self.open else ("", "")
        text = " ".join(data.split())
        if text and element not in UNSEEN:
            self.found.append(Words(text, language, element))


def read(page: str) -> list[Words]:
    """All words of a page, in order."""
    reader = _Reader()
    reader.feed(page)
    return reader.found
