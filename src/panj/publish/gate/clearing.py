"""The gate itself: a situation as it may be shown in public, and what was withheld from it.

Takes a `Situation`; covers what its rules withhold in texts and claims, builds the situation anew from what
is left, so that every total follows from public claims alone, and quotes reports by their figures' sentences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from panj.garbage import held_back
from panj.gazetteer import Gazetteer
from panj.model import Claim, Development, Report, Span
from panj.publish.content import Situation
from panj.publish.gate import bearers, cells, persons, places, told
from panj.publish.gate.masks import Cover, Masks, blocked, clean, whole
from panj.publish.gate.named import Named
from panj.publish.gate.pseudonyms import Pseudonyms, plain
from panj.publish.gate.rules import Withheld, rules, words
from panj.publish.gate.stages import COVERING, QUOTING
from panj.publish.gate.swaps import Swaps
from panj.publish.gate.territory import contested
from panj.steps import tell

ROUTE = "[sentence withheld: it tells the route of a forced return]"
WAITING = "[sentence withheld: it tells where people wait to cross]"
SMALL = "[fewer than 10]"
CELL = "[sentence withheld: it tells of a few people at one place]"
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class PublicReport(Report):
    """A report as it may be shown; its id stays that of the report that was read."""

    key: str = ""

    @property
    def id(self) -> str:
        """The id of the report as read."""
        return self.key


@dataclass(frozen=True, slots=True)
class Cleared:
    """What may be shown, and every cell that may not, each with its rule."""

    situation: Situation
    withheld: tuple[Withheld, ...]

    def counted(self) -> dict[str, int]:
        """How many cells each rule withheld."""
        found: dict[str, int] = defaultdict(int)
        for item in self.withheld:
            found[item.rule] += 1
        return dict(found)


def clear(
    situation: Situation, *, gazetteer: Gazetteer | None = None, later: Situation | None = None
) -> Cleared:
    """The situation in public form.

    Args:
        situation: as known on its day.
        gazetteer: the shipped one where none is given.
        later: the same case with all that became known since: what is to be withheld then is withheld now,
            so that two days of one case do not give away by their difference what each withholds.
    """
    with held_back():
        return _Gate(situation, gazetteer or Gazetteer.default(), later or situation).cleared()


class _Gate:
    """One passage through the gate."""

    def __init__(self, situation: Situation, gazetteer: Gazetteer, later: Situation) -> None:
        self.situation, self.gazetteer = situation, gazetteer
        self.masks = Masks()
        self.log: set[Withheld] = set()
        self.covers: dict[str, list[Cover]] = defaultdict(list)
        self.hidden: dict[str, list[str]] = defaultdict(list)  # report → words that its links must not hold
        self.reports = {i: replace(r, text=clean(r.text)) for i, r in situation.reports.items()}
        self.all_reports = {**later.reports, **self.reports}
        self.all_claims = {**later.claims, **situation.claims}
        developments = {d.id: d for d in (*later.developments, *situation.developments)}
        self.territory = contested(
            self.all_reports.values(), self.all_claims.values(), gazetteer, developments.values()
        )
        self.named = Named(self.all_reports, self._speakers(later), gazetteer, self.territory)
        self.names: dict[str, dict[str, str]] = {}  # report → names withheld in it, each with its rule
        self.pseudonyms = Pseudonyms()
        self.officials: dict[str, int] = {}  # report → how many pseudonyms there were when it was covered
        self._private: dict[str, Swaps] = {}  # by report, as are the next
        self._covered_there: dict[str, Swaps] = {}
        self.banded: frozenset[str] = frozenset()

    def cleared(self) -> Cleared:
        """Covers, builds anew, and leaves out what is not quoted."""
        from panj.publish.situation import build

        claims = [self._placed(c) for c in self._counted()]
        for d in self.situation.developments:
            self._cover_route(d)
        for n, report in enumerate(self.reports.values()):
            tell(COVERING, n, len(self.reports))
            self._cover_text(report)
        covered = {i: self._covered(i, r) for i, r in self.reports.items()}
        claims = [self._spoken(c) for c in claims]
        known = self.situation
        made = build(
            covered.values(),
            claims,
            gazetteer=self.gazetteer,
            known=known.known,
            title=known.title,
            superseded=known.superseded,
            withdrawn={i: self._clean_words(i, w) for i, w in known.withdrawn.items()},
            decisions=known.decisions,
            developments=[
                told.public(d, covered[d.report].text, partial(self._clean_words, d.report), self.gazetteer)
                for d in known.developments
            ]
            or None,
        )
        tell(QUOTING)
        public: Situation = self._readable(self._quoted(replace(made, developments=())))
        return Cleared(public, tuple(sorted(self.log)))

    # -- counts --------------------------------------------------------------------------------------

    def _counted(self) -> list[Claim]:
        """The claims with small counts banded and what would give them away rounded."""
        everything = sorted(self.all_claims.values(), key=lambda c: (c.report, c.start, c.id))
        held = cells.protect(
            everything, self.all_reports, gazetteer=self.gazetteer, decisions=self.situation.decisions
        )
        shown = {c.id: c for c in held.claims}
        self.banded = held.banded
        for claim in self.situation.claims.values():
            if claim.id in held.banded:
                self._hide_count(claim, SMALL, "small")
            elif claim.id in held.rounded:
                self._hide_count(claim, f"[{shown[claim.id].text}]", "complement")
        return [shown[c] for c in self.situation.claims]

    def _hide_count(self, claim: Claim, label: str, rule: str) -> None:
        report = self.reports[claim.report]
        sentence = claim.sentence.of(report.text)
        self._note(rule, f"value of {claim.id}", claim.report)
        self.hidden[claim.report] += [claim.text, f"{claim.value:g}"]
        if rule == "small" and words("small", "facilities").search(sentence):
            self.covers[report.id].append(whole(report.text, claim.sentence, CELL))
        self.covers[report.id].append(Cover(claim.start, claim.end, label))

    # -- places --------------------------------------------------------------------------------------

    def _placed(self, claim: Claim) -> Claim:
        """The claim with places as coarse as its rules want them."""
        report = self.reports[claim.report]
        for held, label, rule in (
            (places.is_routed(claim), ROUTE, "routes"),
            (places.is_waiting(claim, report), WAITING, "waiting"),
        ):
            if held:
                if places.is_local(claim, self.gazetteer):
                    self._note(rule, f"places and sentence of {claim.id}", claim.report)
                    self.hidden[claim.report] += [
                        n for n in (claim.origin, claim.destination, claim.place) if n
                    ]
                    self.covers[report.id].append(whole(report.text, claim.sentence, label))
                    if rule == "routes":
                        self._cover_following(report, claim.sentence)
                return places.to_country(claim, self.gazetteer)
        if claim.id in self.banded:
            return places.to_district(claim, self.gazetteer)
        wider = places.without_posts(claim, self.gazetteer)
        if wider is not claim:
            self._note("crossings", f"places of {claim.id}", claim.report)
        return wider

    def _cover_route(self, d: Development) -> None:
        """Covers a sentence that tells by which places below countries people were sent back by force."""
        report = self.reports.get(d.report)
        if report is None or not places.is_forced(d):
            return
        self._cover_following(report, d.sentence)
        if not places.tells_route(d, report, self.gazetteer):
            return
        self._note("routes", f"the sentence at character {d.sentence.start}", d.report)
        self.covers[d.report].append(whole(report.text, d.sentence, ROUTE))
        self.hidden[d.report] += [d.place] if d.place else []

    def _cover_following(self, report: Report, sentence: Span) -> None:
        """Covers the sentences that tell on of those sent back and name places: "They were taken to …"."""
        for span in places.following(report, sentence, self.gazetteer):
            self._note("routes", f"the sentence at character {span.start}", report.id)
            self.covers[report.id].append(whole(report.text, span, ROUTE))

    # -- texts ---------------------------------------------------------------------------------------

    def _cover_text(self, report: Report) -> None:
        """Covers names, contacts, posts and officials in a report's text."""
        text, found = report.text, self.covers[report.id]
        self.names[report.id] = self.named.withheld(report)
        for cover, rule in self.named.covers(report, self.names[report.id]):
            found.append(cover)
            self._note(rule, f"a name at character {cover.start}", report.id)
        for cover in persons.contacts(text):
            found.append(cover)
            self._note("contacts", f"a contact at character {cover.start}", report.id)
        for cover, place in places.posts(report, self.gazetteer):
            found.append(cover)
            self.hidden[report.id].append(text[cover.start : cover.end])
            self._note("crossings", f"the name of {place.kind} at character {cover.start}", report.id)
        for start, end in self.named.at_risk(report):
            name = text[start:end]
            if self._in_contested(text, start, end):
                found.append(Cover(start, end, self.pseudonyms.label(name)))
                self._note("officials", f"a name at character {start}", report.id)
        found += self.pseudonyms.covers(text)
        self.hidden[report.id] += self.names[report.id]
        self.officials[report.id] = len(self.pseudonyms)

    def _in_contested(self, text: str, start: int, end: int) -> bool:
        """Whether the official named here holds office in contested territory.

        The place or people named before the name decides, else that behind it, else the line it stands in.
        """
        line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        line_end = line_end if line_end >= 0 else len(text)
        before, after = text[max(line_start, start - 60) : start], text[end : min(line_end, end + 90)]
        if words("officials", "elsewhere").search(f"{before} {after}"):
            return False
        found = self.territory.of_office(before, after)
        return self.territory.holds(text[line_start:line_end]) if found is None else found

    def _speakers(self, later: Situation) -> dict[str, list[str]]:
        """Who speaks in each report, as its figures and developments were read."""
        found: dict[str, list[str]] = defaultdict(list)
        developments = (*later.developments, *self.situation.developments)
        for report, speaker in (
            *((c.report, c.speaker) for c in self.all_claims.values()),
            *((d.report, d.speaker) for d in developments),
        ):
            if speaker:
                found[report].append(speaker)
        return found

    def _covered(self, known_id: str, report: Report) -> PublicReport:
        """The report with what is withheld covered, and without what stays inside."""
        own = {f.name: getattr(report, f.name) for f in fields(Report)}
        own |= {
            "text": self.masks.cover(report.text, self.covers[known_id]),
            "title": self._words(known_id, report.title),
            "url": self._link(known_id, report.url),
            "name": self._name(known_id, report.name),
            "dated_because": self._clean_words(known_id, report.dated_because),
            "corrections": tuple(
                replace(c, text=self._clean_words(known_id, c.text), said=self._words(known_id, c.said),
                        now=self._words(known_id, c.now))
                for c in report.corrections
            ),
            "path": "", "author": None, "captions": (), "tables": (), "known_by": (),
        }  # fmt: skip
        return PublicReport(**own, key=known_id)

    def _spoken(self, claim: Claim) -> Claim:
        """The claim with speakers as they may be named."""
        report = claim.report
        return replace(
            claim,
            speaker=self._words(report, claim.speaker),
            via=self._words(report, claim.via),
            chain=tuple(self._clean_words(report, link) for link in claim.chain),
            of=self._words(report, claim.of),
        )

    def _words(self, report: str, text: str | None) -> str | None:
        return None if text is None else self._clean_words(report, text)

    def _clean_words(self, report: str, text: str) -> str:
        """A short text that stands apart from its report, under the same rules."""
        text = persons.without_persons(clean(text))
        if report not in self._private:
            self._private[report] = Swaps(self._names_in(report))
            self._covered_there[report] = Swaps(self._covered_words(report))
        text = self.pseudonyms.swapped(self._private[report].of(text))
        return self._covered_there[report].of(text)

    def _names_in(self, report: str) -> Iterator[tuple[str, str]]:
        """Names of private persons in a report and their parts, each with what stands for it.

        Each has its own, so that two informants are two origins, although both are shown by one label.
        """
        for name in sorted(self.names[report], key=lambda n: (-len(n), n)):
            for part in bearers.parts([name]):
                yield part, self.masks.char(persons.NAME, of=name.split()[-1])

    def _covered_words(self, report: str) -> Iterator[tuple[str, str]]:
        """Covered words of a report that may stand in short texts too, each with what stands for it."""
        for cover in self.covers[report]:
            held = self.reports[report].text[cover.start : cover.end]
            if cover.label not in (ROUTE, WAITING, CELL) and len(held) > 2 and not held.isdigit():
                yield held, cover.label

    def _link(self, report: str, url: str | None) -> str | None:
        """The link, or that of its site alone where its path holds what is withheld."""
        if url is None or not self._tells(report, url):
            return url
        self._note("persons", "the path of its link", report)
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}/"

    def _name(self, report: str, name: str) -> str:
        """What the report is called, or its id where that holds what is withheld."""
        return report if name and self._tells(report, name) else name

    def _tells(self, report: str, text: str) -> bool:
        """Whether a link or file name holds a withheld word; small counts also as words and numbers."""
        low = set(plain(text))
        if self.pseudonyms.tell(low, self.officials.get(report, 0)):
            return True
        for held in self.hidden[report]:
            said = {w for w in plain(held) if len(w) > 2}
            said |= {held} if held.isdigit() else set()
            said |= {_WORDS[int(held)]} if held.isdigit() and int(held) < len(_WORDS) else set()
            if said & low:
                return True
        return False

    # -- afterwards ----------------------------------------------------------------------------------

    def _quoted(self, made: Situation) -> Situation:
        """The situation with reports cut down to the sentences that state a figure or tell the story."""
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for event in made.events:
            first = next((made.claims[c] for c in event.claims if c in made.claims), None)
            if first is not None:
                spans[first.report].append((first.sentence.start, first.sentence.end))
        for site in made.sites:
            spans[site.report].append((site.sentence.start, site.sentence.end))
        for line in made.story:
            spans[line.report].append((line.sentence.start, line.sentence.end))
        reports = {i: replace(r, text=_only(r.text, spans[i])) for i, r in made.reports.items()}
        claims = {i: replace(c, rules=()) for i, c in made.claims.items()}
        spots = {
            code: replace(
                p,
                lat=places.coarse(p.lat),
                lon=places.coarse(p.lon),
                precision_km=max(p.precision_km, float(rules()["crossing"]["precision_km"])),
            )
            for code, p in made.places.items()
        }
        return replace(made, reports=reports, claims=claims, places=spots, problems=())

    def _readable(self, value: Any) -> Any:
        """Every string with labels for its covers; the texts of reports with blocks, as long as they were."""
        if isinstance(value, str):
            return value if isinstance(value, Enum) else self.masks.shown(value)
        names = _given(value.__class__)
        if isinstance(value, PublicReport):
            shown = {n: self._readable(getattr(value, n)) for n in names if n != "text"}
            return replace(value, text=blocked(value.text), **shown)
        if names:  # what holds no cover is kept as it is: most of a case
            pairs = [(n, getattr(value, n)) for n in names]
            changed = {n: made for n, held in pairs if (made := self._readable(held)) is not held}
            return replace(value, **changed) if changed else value
        if isinstance(value, dict):
            return {k: self._readable(v) for k, v in value.items()}
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            made_of = tuple(self._readable(v) for v in value)
            same = all(new is held for new, held in zip(made_of, value, strict=True))
            return value if same else made_of
        return value

    def _note(self, rule: str, cell: str, report: str) -> None:
        self.log.add(Withheld(rule, cell, report))


@cache
def _given(kind: type) -> tuple[str, ...]:
    """The fields that a dataclass is made of; none for any other type."""
    return tuple(f.name for f in fields(kind) if f.init) if is_dataclass(kind) else ()


def _only(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text of the same length that holds these stretches alone."""
    out = [c if c == "\n" else " " for c in text]
    for start, end in spans:
        out[start:end] = text[start:end]
    return "".join(out)
