"""The whole room in Russian: nothing of Panj's is left in English, nothing is passed off as a source's words.

Every page of the example is read. Words outside of elements in the sources' language hold no Latin script but
names of formats and programs; what stands in the sources' language is found in the sources, word for word.
"""

import importlib.util
import re
import zlib
from pathlib import Path

import pytest

from panj.publish.room import create_app, render
from panj.run import Case
from panj.run.examples import example_folder
from publish.languages.reading import read

HERE = Path(__file__).parent
# what Latin script may stand among Russian words: formats, programs, files and their fields, codes
ALLOWED = {
    *(
        "pdf",
        "html",
        "xlsx",
        "toml",
        "zip",
        "word",
        "markdown",
        "robots",
        "txt",
        "panj",
        "utc",
        "start",
        "wording",
        "ppre",
    ),
    *("db", "example"),
}
COMMAND = re.compile(r"panj [a-z]+(?: --?[a-z]+)*(?: [a-z]+\.xlsx)?|https?://\S*")
# details of faults as parsers and the system word them, and codes of the gazetteer: they stay as they are
TECHNICAL = (
    "its scheme is 'ftp'",
    "start is not a table; write [[start]]",
    "gn:",
    "/tmp/",
    "ftp://",
    "plan.toml",
    "x.txt",
)
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
CODE = re.compile(r"\b[0-9a-f]{12}\b")
CUT = re.compile(r"; |, |: | → | · | …|… ")


def flat(text):
    return " ".join(text.split()).casefold().replace("’", "'")


def client(app):
    spec = importlib.util.spec_from_file_location("room_client", HERE.parent / "room" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.httpx.Client(transport=module.InProcess(app), base_url="http://127.0.0.1:8600")


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    with example_folder() as folder, Case.open(tmp_path_factory.mktemp("room") / "example.db") as opened:
        opened.read([folder])
        yield opened


@pytest.fixture(scope="module")
def russian():
    patch = pytest.MonkeyPatch()
    patch.setattr(render, "language", lambda: "ru")
    yield
    patch.undo()


FORMS = [  # whatever a form answers is told on the page that follows
    ("/work/decide", {"verb": "accept", "who": "Ann", "why": "checked"}),
    ("/work/decide", {"verb": "correct", "who": "Ann", "why": "checked", "value": "300"}),
    (
        "/work/decide",
        {"verb": "retype", "who": "Ann", "why": "checked", "group": "civilians", "place": "Panj"},
    ),
    ("/work/decide", {"verb": "redate", "who": "Ann", "why": "checked", "date_start": "2021-07-04"}),
    ("/work/decide", {"verb": "redate", "who": "Ann", "why": "checked", "date_start": "soon"}),
    ("/work/decide", {"verb": "reject", "who": "", "why": "checked"}),
    ("/work/decide", {"verb": "reject", "who": "Ann", "why": ""}),
    ("/work/decide", {"verb": "retype", "who": "Ann", "why": "checked"}),
    ("/work/undo", {"number": "1", "who": "Ann"}),
    ("/work/undo", {"number": "99", "who": "Ann"}),
    ("/work/undo", {}),
    (
        "/work/paste",
        {"text": "Some 300 people crossed.", "published": "2021-09-14", "outlet": "Radio", "who": "Ann"},
    ),
    ("/work/paste", {"text": "", "published": "2021-09-14"}),
    ("/work/paste", {"text": "Some 300 people crossed.", "published": "tomorrow"}),
    ("/work/fetch", {"url": ""}),
    ("/work/fetch", {"url": "ftp://example.org/x"}),
    ("/verify", {"asked": "Ann", "question": "How many?", "who": "Ann"}),
    ("/verify", {"asked": "Ann", "question": "How many?", "answer": "About 300.", "who": "Ann"}),
    ("/verify", {"asked": "", "who": "Ann"}),
]
PLAN = """
[[plan]]
start = 2024-03-01
days = 20
[[site]]
name = "Поле"
lat = 1
lon = 1
capacity = 50
land_ha = 1
[[entry]]
name = "Мост"
lat = 1
lon = 1
[[arrival]]
date = 2024-03-01
entry = "Мост"
people = 1280
"""
FORMULA = re.compile(r"[×÷+]")  # by units and keys of the standards, in whatever language the room speaks
FIRST = [
    *(
        "/",
        "/alerts",
        "/figures",
        "/claims",
        "/reports",
        "/story",
        "/said",
        "/ahead",
        "/crossings",
        "/unknown",
        "/plan",
    ),
    *("/work", "/work/queue?show=all", "/verify", "/handover?since=2021-01-01", "/changes?since=2021-07-05"),
    *(
        "/changes",
        "/brief",
        "/?known=2021-07-05",
        "/?known=2021-06-01",
        "/said?topic=control",
        "/claims?q=zzz",
    ),
    *("/nowhere", "/?known=bad", "/claims?start=x", "/figures?section=x", "/reports/x", "/work/x"),
    *("/evidence/claim/x", "/plan/x/result.xlsx", "/changes?since=2021-07-05&known=2021-07-01"),
]


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.slow)])
def pages(request, case, russian):
    """Address → page, of every page that a reader can come to, and of what every form answers.

    Of the pages of single figures, occurrences and sentences one in nine is read unless all are asked for.
    """
    return gathered(case, 9 if request.param == "some" else 1)


def gathered(case, step):
    found, asked = {}, list(FIRST)
    claim = sorted(case.situation(None).claims)
    with client(create_app(case.situation, case_name=case.path.name, work=case)) as room:
        for n, (address, given) in enumerate(FORMS):
            sent = {"claim": claim[n], **given} if address in ("/work/decide", "/verify") else given
            found[f"{address} {given}"] = room.post(address, data=sent, follow_redirects=True).text
        planned = {"file": ("plan.toml", PLAN.encode(), "text/plain")}
        found["/plan tables"] = room.post("/plan", files=planned).text
        upload = {"file": ("plan.toml", b"start = 1", "text/plain")}
        found["/plan upload"] = room.post("/plan", files=upload).text
        found["/work/upload"] = room.post("/work/upload", files={"file": ("x.txt", b"", "text/plain")},
                                          follow_redirects=True).text  # fmt: skip
        while asked:
            address = asked.pop()
            one = re.match(r"/(?:work|evidence/(?:claim|event|line))/(?!x$)", address)
            if address in found or not _within(address) or (one and zlib.crc32(address.encode()) % step):
                continue
            answer = room.get(address)
            found[address] = answer.text
            asked += [x.replace("&amp;", "&") for x in re.findall(r'href="(/[^"#]*)', answer.text)]
        with client(create_app(case.situation, case_name=case.path.name)) as closed:
            for address in ("/", "/work", "/verify", f"/work/{claim[0]}"):
                found[f"{address} (read only)"] = closed.get(address).text
    return found


def _within(address):
    """Whether a page is asked for: the pages of each day as known repeat those of all days."""
    files = address.startswith(("/static", "/api", "/brief.")) or address.endswith("template.xlsx")
    return not files and ("known=" not in address or address in FIRST)


@pytest.fixture(scope="module")
def sources(case):
    """All that the sources say, and the names that they, the gazetteer and the readers give, folded."""
    known = case.situation(None)
    names = {
        "Ann",
        "Radio",
        "checked",
        "How many?",
        "About 300.",
        "Panj",
        "soon",
        "tomorrow",
    }  # typed into forms
    for c in known.claims.values():
        names |= {c.text, c.origin, c.destination, c.place, c.speaker, c.via, *c.chain}
    for r in known.reports.values():
        names |= {r.outlet, r.name, r.title, r.url, r.path}
    for d in known.developments:
        names |= {d.place, d.speaker, *d.actors}
    names |= {p.name for p in known.places.values()}
    told = {flat(str(n)) for n in names if n}
    text = " \n ".join([*(flat(r.text) for r in known.reports.values()), *told])
    return text, told


def test_every_kind_of_page_is_read(pages):
    kinds = {re.sub(r"[?/ ].*", "", p.lstrip("/")) for p in pages}
    assert {
        "",
        "figures",
        "claims",
        "reports",
        "story",
        "said",
        "ahead",
        "crossings",
        "unknown",
        "plan",
    } <= kinds
    assert {"work", "verify", "handover", "changes", "brief", "evidence", "nowhere"} <= kinds
    assert len(pages) > 120
    assert all('<html lang="ru">' in text for text in pages.values())


def test_nothing_that_panj_says_is_left_in_english(pages, sources):
    marked = {
        flat(w.text) for page in pages.values() for w in read(page) if w.language == "en" and not w.attribute
    }
    names = sorted((n for n in {*sources[1], *marked} if len(n) > 2), key=len, reverse=True)
    named = re.compile("|".join(map(re.escape, names)))
    left = {}
    for address, page in pages.items():
        for words in read(page):
            if words.language == "en" or words.element == "code" or FORMULA.search(words.text):
                continue
            text = COMMAND.sub("", CODE.sub("", flat(words.text)))
            if words.whole and WORD.search(text):
                text = named.sub(" ", text)
            found = [w for w in WORD.findall(text) if w not in ALLOWED]
            if found:
                left.setdefault((words.element, words.attribute, words.text), (address, found))
    assert not left


def test_what_stands_in_the_sources_language_is_found_in_the_sources(pages, sources):
    text, _ = sources
    other = {}
    for address, page in pages.items():
        if "Ann" in address and "/paste" in address:
            continue
        for words in read(page):
            if words.language != "en" or words.attribute or not WORD.search(words.text):
                continue
            said = flat(words.text)
            parts = [p.strip(" .'«»“”") for p in CUT.split(said)]
            if any(x.casefold() in said for x in TECHNICAL):
                continue
            if said not in text and any(p not in text for p in parts if WORD.search(p)):
                other.setdefault(words.text, address)
    assert not other


def test_numbers_and_days_are_written_as_in_russian(pages):
    for address, page in pages.items():
        for words in read(page):
            if words.language == "ru" and not words.whole:
                text = re.sub(r"[\d,–]+ млн", "", words.text)  # a decimal comma
                assert not re.search(r"\d,\d{3}(?!\d)", text), (address, words.text)
                assert not re.search(
                    r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b", words.text
                )


def test_no_page_shows_a_slot_or_a_mark(pages):
    for address, page in pages.items():
        for words in read(page):
            assert not re.search(r"[\ue000\ue001]|\{\w+\}", words.text), (address, words.text)


def test_no_page_bears_an_address_or_a_script_of_its_own_language(pages):
    """Only what is shown changes: addresses and names of fields are those of the English page."""
    for page in pages.values():
        for name in re.findall(r'(?:href|action|name|hx-get|id|class)="([^"]*)"', page):
            assert not re.search(r"[А-Яа-я]", name), name
