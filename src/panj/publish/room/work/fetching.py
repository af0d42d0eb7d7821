"""Pages fetched from the web into the case; what came of it, in words.

Takes the case as a `Work` and an address. How long a server may take is the setting `fetch_seconds`; how long
the reading takes depends on the page and the case.
"""

from __future__ import annotations

from panj.publish.room.work.taking import figures
from panj.publish.room.work.work import Work


def fetched(work: Work, url: str) -> str:
    """Fetches a page; what came of it, in words. Private addresses are refused by the fetcher itself."""
    if not url.strip():
        raise ValueError("Give the address of a page.")
    done = work.fetch([url.strip()])
    problems = " ".join(f"{p.what[:1].upper()}{p.what[1:]}. {p.remedy}" for p in done.problems)
    if done.new:
        now = f"the case has {figures(done.reading.claims)} now"
        return f"Read: {', '.join(done.new)}; {now}. {problems}".strip()
    if done.known or done.unchanged:
        return f"This page is in the case already. {problems}".strip()
    return f"Not fetched. {problems}".strip()
