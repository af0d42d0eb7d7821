"""Those who had come and went on or were put out: where they came before is where they left, who sent them is whence.

Takes a draft of people who leave or are sent back; tells whether it goes on with those who came, and who sent them.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable

from panj.claims.draft import Draft
from panj.claims.mentions.nations import code_of, name_of
from panj.claims.routes.arguments import acting
from panj.claims.routes.nearness import same
from panj.claims.routes.scene import country_in
from panj.model import Measure

_ON = re.compile(
    r"\A[^.;,]{0,40}?\b(?:(?:left|departed)\s+(?:it\s+|the\s+(?:country|camp|town|city)\s+)?again\b|"
    r"(?:went|gone|moved|travell?ed|continued|driven|carried|bus+ed)\s+(?:on|onwards?)\b(?!\s+\w+day\b))",
    re.IGNORECASE,
)
_TOOK = re.compile(r"receiv|\btak|\btook|accept|welcom|admit|regist|record|report|count", re.IGNORECASE)
_BY = re.compile(
    r"\A[^.;,]{0,40}?\b(?:back|returned|expelled|deported|removed|sent|away|over)\s+by\s+"
    r"(?:the\s+)?(?P<who>[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+){0,2})"
)


def left_again(draft: Draft, came: Draft) -> bool:
    """Whether those who left are some of those who had just come: "went on to", "left the country again".

    Args:
        came: the last figure of those who came.
    """
    near = draft.sentence.paragraph - came.sentence.paragraph <= 1
    if not near or draft.measure is Measure.EVACUATION or came.destination is None:
        return False
    told = next((m for m in draft.sentence.places if m.name == draft.origin and not m.generic), None)
    return (
        told is None and _ON.search(draft.after) is not None and not same(came.destination, draft.destination)
    )


# "Minsk says that it would send home 5,000": who speaks is who sends.
_ITSELF = re.compile(
    r"\b(?:it|we)\s+(?:(?:would|will|had|has|have|is|was|to|also|already)\s+)*"
    r"(?:send|sent|sending|expel\w*|deport\w*|return\w*|repatriat\w*|push\w*|turn\w*|fly|flown|flew)\s+"
    r"(?:(?:home|back|away|out)\s+)?(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)


def sent_by(draft: Draft, nation: Callable[[str | None], str | None]) -> str | None:
    """From the country that sent them: "pushed back by Ruritania", "Ruritania expelled nineteen"."""
    if draft.measure is not Measure.FORCED_RETURN:
        return None
    by = _BY.search(draft.after)
    if by is not None:
        return country_in(by["who"])
    if _ITSELF.search(draft.before):
        land = nation(draft.speaker)
        return country_in(draft.speaker) or (name_of(land) if land is not None else None)
    doer = acting(draft, draft.sentence.places)
    took = doer is None or not doer.country or _TOOK.search(draft.term or "") is not None
    return None if took or doer is None else doer.name


def sent_as_well(draft: Draft, name: str) -> bool:
    """ "Ruritania turned back 22 and Sylvania 31": who stands before the second figure has sent them too."""
    sentence, hit, verb = draft.sentence, draft.hit, draft.told_at
    if draft.measure is not Measure.FORCED_RETURN or hit is None or verb is None or code_of(name) is None:
        return False
    shared = any(hit.first < f < draft.first for f in sentence.figures)
    doers = [m for m in sentence.places if m.country and m.role == "none" and m.start < verb]
    return shared and bool(doers) and not same(doers[0].name, name)
