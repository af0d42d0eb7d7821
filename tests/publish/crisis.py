"""A small invented crisis on the border of Congo and Uganda, told claim by claim."""

from datetime import date

from panj.model import (
    Block,
    BlockKind,
    Claim,
    Group,
    Measure,
    PeriodKind,
    Qualifier,
    Report,
    Span,
    Status,
    Unit,
)


def make_report(text, published="2022-06-14", *, outlet="Lake Wire", name="", title=None):
    """A report whose first line is its headline."""
    head, _, _ = text.partition("\n")
    blocks = [Block(0, len(head), BlockKind.TITLE)] if title else []
    start = len(head) + 1 if title else 0
    for line in text[start:].split("\n"):
        blocks.append(Block(start, start + len(line), BlockKind.BODY))
        start += len(line) + 1
    return Report(
        text, published, outlet=outlet, name=name or outlet.lower(), title=title, blocks=tuple(blocks)
    )


def make_claim(report, words, measure, value, qualifier="exact", *, nth=0, **more):
    """A claim on the n-th place where `words` stand in the report."""
    start = -1
    for _ in range(nth + 1):
        start = report.text.index(words, start + 1)
    line_start = max(report.text.rfind(". ", 0, start) + 2, report.text.rfind("\n", 0, start) + 1, 0)
    ends = [i for i in (report.text.find(". ", start), report.text.find("\n", start)) if i >= 0]
    sentence = Span(line_start, min(ends, default=len(report.text) - 1) + 1)
    given = {"unit": Unit.PERSONS, "group": Group.CIVILIANS, "period": PeriodKind.EVENT, **more}
    if given["unit"] is not Unit.PERSONS:
        given["group"] = None
    return Claim(
        id=more.pop("id", f"{report.name}-{start}"),
        report=report.id,
        start=start,
        end=start + len(words),
        text=words,
        measure=Measure(measure),
        value=value,
        qualifier=Qualifier(qualifier),
        sentence=sentence,
        **given,
    )


INTO = {
    "origin": "Congo",
    "origin_code": "CD",
    "destination": "Uganda",
    "destination_code": "UG",
}
BACK = {"origin": "Uganda", "origin_code": "UG", "destination": "Congo", "destination_code": "CD"}
HERE = {"place": "Uganda", "place_code": "UG"}


def on(day, month=6):
    """A day of the crisis, as both ends of a claim."""
    return {"date_start": date(2022, month, day), "date_end": date(2022, month, day)}


def crisis_parts():
    """The reports and claims of the crisis."""
    first = make_report(
        "The army of Uganda said 137 Congolese soldiers crossed at Bunagana on June 13.\n"
        "Some 7,000 people followed them into Kisoro district by evening, the Red Cross said on June 13.\n"
        "The camp to be opened will take up to 30,000 people, the minister said.",
        "2022-06-14",
        outlet="Lake Wire",
        name="first",
    )
    second = make_report(
        "Dozens cross again\n"
        "About 40 people, women and children among them, came over on June 20, two teachers said.\n"
        "The account could not be confirmed.\n"
        "On June 21 trucks brought 137 soldiers back to Congo, the army said.\n"
        "The United Nations has scheduled a convoy of relief goods for August 3.",
        "2022-06-22",
        outlet="Hill Radio",
        name="second",
        title="Dozens cross again",
    )
    soldiers = {"group": Group.SOLDIERS}
    claims = [
        make_claim(first, "137", "arrival", 137, speaker="army of Uganda", **INTO, **on(13), **soldiers),
        make_claim(first, "Some 7,000", "arrival", 7000, "about", speaker="Red Cross", **INTO, **on(13)),
        make_claim(
            first,
            "up to 30,000",
            "capacity",
            30_000,
            "at_most",
            speaker="the minister",
            period=PeriodKind.AS_OF,
            status=Status.PLANNED,
            **HERE,
            **on(14),
        ),
        make_claim(
            second,
            "About 40",
            "arrival",
            40,
            "about",
            speaker="two teachers",
            confirmed=False,
            **INTO,
            **on(20),
        ),
        make_claim(second, "137", "return", 137, speaker="the army", **BACK, **on(21), **soldiers),
    ]
    return [first, second], claims
