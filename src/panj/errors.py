"""The tree of exceptions, and the one list of coded messages behind them.

    PanjError
    ├── ReportError    R…  a file, page or feed that cannot be read or dated
    ├── ClaimError     C…  a figure that cannot be used, a rule table that is wrong
    ├── PlaceError     G…  the gazetteer or a user's places table
    ├── EventError     E…  linking and decisions
    ├── TallyError     T…  a question that cannot be asked or answered
    ├── PlanError      P…  outlook and reception
    ├── PublishError   W…  the room, the brief, the exports
    ├── StoreError     S…  the case file
    └── SettingsError  X…  settings, environment, installation

Every message says what was wrong, where, and what to do. Problems in the data are recorded as
`panj.model.Problem` rows with the same codes; exceptions are for faults that stop the work asked for.
"""

from __future__ import annotations

from typing import ClassVar

MESSAGES: dict[str, tuple[str, str]] = {
    # code: (what was wrong, what to do)
    "R001": ("no such file or folder", "Check the path; quote names that contain spaces."),
    "R002": ("the file is empty", "Save the report again; an empty file holds no evidence."),
    "R003": ("not text: the file is binary ({kind})", "Save the report as text or HTML."),
    "R004": (
        "the file is {size}, larger than the limit of {limit}",
        "Split it, or raise max_bytes in panj.toml.",
    ),
    "R005": ("the encoding cannot be told", "Save the file as UTF-8."),
    "R006": (
        "no reports in this folder",
        "Give a folder with .txt, .md or .html files, or name the files themselves.",
    ),
    "R007": (
        "the date of publication is not stated and nothing in the case settles it",
        "Give it: panj date {name} YYYY-MM-DD (and --case FILE where it is not ./panj.db).",
    ),
    "R008": (
        "the header is not understood: {detail}",
        "Write it as 'key: value' lines (title, published, outlet, url, language) between --- lines.",
    ),
    "R009": ("the file cannot be opened: {detail}", "Check its permissions."),
    "R010": ("nothing but page furniture was found", "Open the page and save its article text."),
    "R011": (
        "reading {kind} needs the package {package}",
        "Install the readers of further formats: pip install 'panj[formats]'",
    ),
    "R012": (
        "the {kind} is damaged or not what its name says: {detail}",
        "Get the file again from its source.",
    ),
    "R013": ("the archive is refused: {detail}", "Unpack it by hand, look at it, and give the folder."),
    "R014": (
        "a list of {number} links holds no reports itself",
        "Fetch what it links to: panj fetch --list {path}",
    ),
    "R017": (
        "it says that it was published on {day}, which has not come; that is not believed",
        "Give the day: panj date {name} YYYY-MM-DD (and --case FILE where it is not ./panj.db).",
    ),
    "R018": (
        "{left} of its {pages} pages were left out: the first {limit} are read",
        "Save the pages that matter as a file of their own and read that too.",
    ),
    "R019": (
        "the table holds neither addresses of pages nor figures that can be read",
        "Give it a heading line, a column of labels (district, date) and columns of figures.",
    ),
    "R020": ("{kind} is not read", "Open it and save it as {other}."),
    "R021": ("the {kind} is locked with a password", "Open it, save it without the password, and read that."),
    "R101": (
        "fetching needs packages that are not installed: {missing}",
        "Install them: pip install 'panj[web]'",
    ),
    "R102": ("no address that can be fetched: {detail}", "Give a full http:// or https:// address."),
    "R103": (
        "{host} leads to {address}, which is {kind} address",
        "If you trust that network, name it in allow_networks in panj.toml; docs/watching.md says how.",
    ),
    "R104": ("the host {host} cannot be found: {detail}", "Check the address and the connection."),
    "R105": (
        "no answer within {seconds} s while {phase}",
        "Try again later, or save the page and give the file; fetch_seconds in panj.toml is the limit.",
    ),
    "R106": ("the connection failed: {detail}", "Try again later, or save the page and give the file."),
    "R107": ("the answer is larger than {limit}", "Raise max_bytes, or save the page and give the file."),
    "R108": (
        "the answer unpacks to more than {ratio} times its size",
        "It may be made to fill the memory; save it by hand and look at it.",
    ),
    "R109": (
        "the robots.txt of {host} asks programs not to fetch it",
        "Save the page by hand and give the file.",
    ),
    "R110": (
        "the server answered with status {status}",
        "Check the address; it may have moved or want a login.",
    ),
    "R111": ("it redirects in a circle or too often ({number} times)", "Give the address that it leads to."),
    "R112": ("{host} asks to be left alone for {seconds} s", "Wait; panj watch does so by itself."),
    "R113": (
        "the answer is packed in a way that cannot be read: {detail}",
        "Save the page and give the file.",
    ),
    "R114": (
        "the robots.txt of {host} cannot be got ({detail}), so that nothing there may be fetched",
        "Try again later.",
    ),
    "R115": (
        "the archived copy has changed: its hash is {found}, not {expected}",
        "Put the file back from a backup; what was read from it before is unchanged.",
    ),
    "R116": ("the archive cannot be written: {detail}", "Check the permissions and the space left."),
    "R117": ("the archived copy is missing", "Put the file back from a backup."),
    "R118": (
        "the index of the archive has a line that is broken: {detail}",
        "It is passed over; keep the rest as it is.",
    ),
    "R119": (
        "these bytes were redacted and are not kept any more",
        "Nothing is to be done; panj history tells who redacted them and why.",
    ),
    "R120": (
        "the document could not be read ({detail})",
        "Report the fault with the archived copy; every other document was read.",
    ),
    "D001": ("{value!r} is not a date", "Write dates as YYYY-MM-DD."),
    "D002": ("the period ends ({end}) before it starts ({start})", "Swap the two dates."),
    "D003": ("{value} lies ahead", "Give the day on which it was published or told."),
    "C001": ("the rule table is wrong: {detail}", "Correct the table; its first lines say what it holds."),
    "C002": (
        "the figures of this report could not be read ({detail})",
        "Report the fault with the report's text; every other report was read.",
    ),
    "C003": (
        "the extractor {value!r} cannot be used ({detail})",
        "Install the package that brings it, or name another in the setting `extractor` or PANJ_EXTRACTOR.",
    ),
    "C004": (
        "the extractor {name!r} gave a claim that cannot stand: {detail}",
        "Correct the extractor; every other report was read.",
    ),
    "C005": (
        "the report is in {language}, of which nothing was read: Panj reads English",
        "Read a translation, enter its figures in the room, or install an extractor (docs/claims.md).",
    ),
    "S001": (
        "there is no case file here",
        "Read reports into one first: panj read PATHS --case {path}",
    ),
    "S002": ("not a case file: {detail}", "Give the .db file that panj read wrote, or another name."),
    "S003": (
        "the case file is damaged: {detail}",
        "Keep it, and read the reports again into a new one: panj read PATHS --case NEW.db",
    ),
    "S004": (
        "the case file was written by a newer Panj (its schema is {found}, this Panj knows up to {known})",
        "Upgrade Panj: pip install --upgrade panj",
    ),
    "S005": ("a folder stands where the case file should be", "Give the case file a name: --case NAME.db"),
    "S006": (
        "the case file cannot be written: {detail}",
        "Check the permissions and the space left, or give another place: --case FOLDER/NAME.db",
    ),
    "S007": (
        "another program is writing to the case file",
        "Wait until it is done, then run the command again; what was read so far is kept.",
    ),
    "S008": ("no report of this case is called {name!r}", "panj reports lists them by name."),
    "S009": ("{count} reports of this case are called {name!r}", "Use the report's id: {ids}"),
    "S010": (
        "{scheme!r} is no store that this Panj opens",
        "Give the path of a case file, or a postgresql:// address.",
    ),
    "S013": (
        "the database cannot be reached: {detail}",
        "Check the address, the account and that the server runs.",
    ),
    "S014": (
        "a shared case needs a package that is not installed: psycopg",
        "Install it: pip install 'panj[postgres]'",
    ),
    "S016": (
        "what was redacted is out of the case, yet not of every byte of it: another program holds it open",
        "Close that program; the next panj command on this case finishes the work.",
    ),
    "S015": ("these words stand nowhere in {name!r}", "Give them as the report writes them."),
    "S011": (
        "reading was interrupted: {count} of the reports here have not had their figures read",
        "Finish it: panj read --case {path}",
    ),
    "S012": (
        "no claim of this case, or more than one, has the id {name!r}",
        "panj claims --json lists them with their ids; as many of the first letters as tell one will do.",
    ),
    "E001": (
        "decision {number} ({verb}) finds its figure no more",
        "Look at it with panj history; undo it (panj undo {number}) or decide anew.",
    ),
    "E002": ("{name} cannot be set so: {detail}", "panj decide --help says what may be set."),
    "E003": ("{verb} says nothing of the figure", "Say what it is ({names}); panj decide --help shows how."),
    "E004": (
        "no figure or occurrence of this case has the id {name!r}",
        "panj claims --json and panj tally --json list them with their ids.",
    ),
    "E005": ("there is no decision {number}", "panj history --decisions lists them."),
    "E006": ("decision {number} is undone already", "panj history --decisions shows what counts."),
    "E007": ("{verb} needs {detail}", "panj decide --help shows how."),
    "E008": ("{name!r} is no proposal for a forecast", "panj outlook --proposals lists them with their ids."),
    "W001": (
        "port {port} cannot be used: {detail}",
        "Choose another one with --port, or 0 for any free one.",
    ),
    "P001": ("the unit has an unknown symbol, {symbol!r}", "Use the symbols of reception/units.toml."),
    "P002": (
        "{have} cannot be given in {want}",
        "Correct the unit of the row or line; the two differ in kind.",
    ),
    "P003": (
        "no standard has this key",
        "Use a key of reception/standards.toml; `panj needs --list` names them.",
    ),
    "P004": (
        "the table of standards is wrong: {detail}",
        "Correct the row; the file's comments say what it holds.",
    ),
    "P005": (
        "not a number of people, days or stock",
        "Give counts of 0 or more, low before high, and 1 day or more.",
    ),
    "P006": ("this animal has no standard", "Use one of: {known}."),
    "P010": (
        "the plan cannot be read: {detail}",
        "panj plan --template plan.xlsx writes an empty one to fill in.",
    ),
    "P011": ("no table or column of a plan is called {name!r}", "Use one of: {known}."),
    "P012": ("{value!r} does not belong here", "Write {want}."),
    "P013": ("{name} is missing", "Fill it in: {help}."),
    "P014": ("no table of the plan holds {name!r}", "Correct the name, or add a row for it. Known: {known}."),
    "P015": ("the name {name!r} stands twice", "Give every site, entry and depot a name of its own."),
    "P016": (
        "the plan table has {number} rows",
        "Give it one row, with the first day (start) and the number of days.",
    ),
    "P017": (
        "the solver found no plan: {detail}",
        "Plan for fewer days or sites; if it stays so, please report it with the plan file.",
    ),
    "P018": (
        "these limits cannot hold together: {limits}",
        "Widen one of them, or allow people to be left without a place.",
    ),
    "P020": ("the file of the outlook case cannot be read: {detail}", "docs/outlook.md lists its files."),
    "P021": ("the outlook case is wrong: {detail}", "Correct it; docs/outlook.md says what may stand there."),
    "P022": (
        "no place of the outlook case is called {name!r}",
        "Use the name of the first column of the places, or add a place.",
    ),
    "P024": ("this cannot change so: {detail}", "docs/outlook.md lists what a scenario may change."),
    "P023": ("there is nothing to look ahead from: {detail}", "docs/outlook.md says what a case needs."),
    "W020": ("no such format or table: {detail}", "Use one of: {known}."),
    "W024": ("Panj has no catalogue of the language {detail}", "Use one of: {known}."),
    "W023": ("a report is released by a person with a name", 'Give one: panj brief --release "Name".'),
    "W022": ("{detail} is not installed, which this format needs", "pip install 'panj[brief,parquet]'"),
    "W021": ("cannot write the export: {detail}", "Check the folder and its permissions."),
    "W010": (
        "the file cannot be written: {detail}",
        "Check that the folder is there and may be written to, or give another name.",
    ),
    "W011": ("something of this name is there already", "Give another name, or move it away first."),
    "T001": (
        "no such place in the question",
        "Give a code (TJ, TJ-KT) or a name that the gazetteer or a report knows.",
    ),
    "T003": ("this cannot be asked: {detail}", "panj tally --help lists measures, groups and units."),
    "T002": (
        "the solver could not finish: {detail}",
        "Ask for a narrower place or period, or report this case.",
    ),
    "G001": (
        "the gazetteer's world file cannot be read: {detail}",
        "Install Panj again; the file ships with it.",
    ),
    "G002": ("the table of places cannot be read: {detail}", "Check the path; save it as CSV in UTF-8."),
    "G003": ("the columns of the table of places are wrong: {detail}", "Columns may be: {columns}."),
    "G004": (
        "the row is not understood: {detail}",
        "Give at least a code and a name; quote cells with commas.",
    ),
    "G005": ("{name}: {value!r} is no number of its kind", "Write decimal degrees (38.54) and kilometres."),
    "G006": ("{kind!r} is no kind of place", "Kinds are: {kinds}."),
    "G007": (
        "the place {child} lies in {parent}, which no place has as its code",
        "Add a row for {parent} above it.",
    ),
    "G008": (
        "no place has this code",
        "Look the name up with Gazetteer.resolve, or add it to your places.csv.",
    ),
    "G009": (
        "the case's table of places is not as it was ({detail}); the places read from it last stay in use",
        "Correct it, or name another: panj read --places FILE (or --no-places).",
    ),
    "X001": (
        "the setting {name!r} is not understood: {detail}",
        "See docs/settings.md for the names and their values.",
    ),
    "X002": ("the policy file is wrong: {detail}", "Correct the file; its comments say what it holds."),
    "X011": (
        "there is no such list of sources",
        "Give the feeds.toml that names them; docs/watching.md shows one.",
    ),
    "X012": (
        "the list of sources is wrong: {detail}",
        "Correct the line; docs/watching.md says what may stand there.",
    ),
    "X003": ("this installation has no such example", "Install Panj again, or run it from a checkout."),
    "X004": (
        "Panj has a fault of its own: {detail}",
        "Please report it; with PANJ_DEBUG=1 set, the same command shows where it is.",
    ),
}


class PanjError(Exception):
    """A fault with a code, a place and a remedy.

    Args:
        code: a key of `MESSAGES`.
        where: file, report, line or span concerned; empty where there is none.
        **details: values for the placeholders of the message.
    """

    prefix: ClassVar[str] = ""

    def __init__(self, code: str, where: str = "", **details: object) -> None:
        what, remedy = MESSAGES[code]
        self.code = code
        self.where = where
        self.what = what.format(**details)
        self.remedy = remedy.format(**details)
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The whole message on one line: code, where, what, remedy."""
        place = f"{self.where}: " if self.where else ""
        return f"{self.code} {place}{self.what}. {self.remedy}"


class ReportError(PanjError):
    """A report that cannot be read or dated."""


class DateError(ReportError):
    """A date or period that is not one."""


class ClaimError(PanjError):
    """A figure that cannot be used, or a wrong rule table."""


class PlaceError(PanjError):
    """The gazetteer or a user's own table of places."""


class EventError(PanjError):
    """Linking of claims into events, and analysts' decisions on them."""


class TallyError(PanjError):
    """A question that cannot be asked or answered."""


class PlanError(PanjError):
    """Outlook and reception."""


class PublishError(PanjError):
    """The room, the brief, the exports."""


class StoreError(PanjError):
    """The case file."""


class SettingsError(PanjError):
    """Settings, policies, environment, installation."""
