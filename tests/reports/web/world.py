"""A feed, its pages and a folder, written for these tests; used by tests and by processes that are killed."""

from panj.reports.web import Fetcher, Manners, load_sources
from panj.reports.web.addresses import allowed_networks
from panj.run.watching import Watcher
from panj.settings import Settings
from panj.store import Store

SETTINGS = Settings()
FEEDS = """\
[[feed]]
name = "herald"
url = "{url}/rss.xml"
every = "15 min"

[[folder]]
path = "inbox"
every = "1 min"
"""


def page(number, more=""):
    return (
        f"<html lang=en><head><title>Crossing {number} | Vakhsh Herald</title></head><body><article>"
        f"<h1>Crossing {number}</h1>"
        f"<p>More than {number}00 Afghan soldiers crossed into Tajikistan on July {number}, 2021, the Border "
        f"Service said.{more}</p>"
        "<p>They came through the Ishkashim district and were taken to a camp near the river, officials of "
        "the province told reporters.</p></article></body></html>"
    )


def item(url, number, summary="A short line on the crossing that the border service told of."):
    said = f"<description>{summary}</description>" if summary else ""
    return (
        f"<item><title>Crossing {number}</title><link>{url}/p{number}.html</link><guid>g{number}</guid>"
        f"<pubDate>Mon, {number:02} Jul 2021 10:00:00 +0000</pubDate>{said}</item>"
    )


def rss(url, items):
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News | Vakhsh Herald</title>'
        f"<link>{url}</link>{''.join(items)}</channel></rss>"
    )


def text(number):
    return (
        f"---\npublished: 2021-07-{number:02}\noutlet: Pamir Post\n---\n"
        f"About {number}50 families fled to Khorog on July {number}, the province said.\n"
    )


def fetcher(**options):
    manners = Manners(allow=allowed_networks("127.0.0.1"), gap_seconds=0, total_seconds=5, backoff_seconds=0)
    return Fetcher(manners, **options)


class World:
    """A folder with feeds.toml, an inbox and a case; polled by a clock of its own."""

    def __init__(self, home, url, at=1_800_000_000):
        self.home = home
        self.at = float(at)
        self.case = home / "border.db"
        (home / "inbox").mkdir(exist_ok=True)
        if not (home / "feeds.toml").exists():
            (home / "feeds.toml").write_text(FEEDS.format(url=url))

    def now(self):
        from panj.run.schedule import moment_of

        return moment_of(self.at)

    def wait(self, seconds):
        self.at += seconds

    def run(self, work):
        """What `work` gives for a watcher that is open meanwhile."""
        found = load_sources(self.home / "feeds.toml").sources
        with Store.open(self.case) as store:
            watcher = Watcher(
                store, found, fetcher=fetcher(), settings=SETTINGS, now=self.now, wait=self.wait
            )
            return work(watcher)

    def once(self):
        def work(watcher):
            watcher.resume()
            return {poll.source: poll for poll in watcher.once()}

        return self.run(work)

    def reports(self):
        with Store.open(self.case) as store:
            return store.reports()


def picture(path):
    """Everything in a case that must not depend on when and how often it was stopped."""
    with Store.open(path) as store:
        acts = [
            (e.act, e.subject)
            for e in store.history()
            if e.act in ("report new", "report changed", "report replaced")
        ]
        return {
            "reports": [repr(r) for r in store.reports()],
            "claims": [repr(c) for c in store.claims()],
            "problems": [repr(p) for p in store.problems()],
            "acts": sorted(acts),
            "unread": [key for key, value in store.read_keys().items() if value is None],
        }
