"""The command `panj`: words to calls. Each verb has its own file, which is loaded when it is used."""

from __future__ import annotations

import click

from panj.cli.group import VerbGroup
from panj.version import __version__

__all__ = ["main"]

# Verb → (module:command, what it is for), in the order in which an officer uses them. The sentence stands
# here so that `panj --help` need not load the verbs.
VERBS: dict[str, dict[str, tuple[str, str]]] = {
    "Take in": {
        "read": ("panj.cli.read:read", "Read reports into a case file."),
        "fetch": ("panj.cli.fetch:fetch", "Fetch pages from the web into a case file."),
        "watch": ("panj.cli.watch:watch", "Poll feeds and folders, and read what is new."),
        "reports": ("panj.cli.reports:reports", "List the reports of a case, and how each was dated."),
        "date": ("panj.cli.date:date", "Give a report its date of publication."),
        "withdraw": ("panj.cli.withdraw:withdraw", "Take a report out of the tallies, with the reason."),
        "redact": ("panj.cli.redact:redact", "Take a report, or words of it, out of the case for good."),
    },
    "Look": {
        "room": ("panj.cli.room:room", "Open the situation room in the browser."),
        "tally": ("panj.cli.tally:tally", "How many: lowest, best and highest figure, and why."),
        "claims": ("panj.cli.claims:claims", "List what the reports state, with the sentence for each."),
        "changes": ("panj.cli.changes:changes", "Which figures moved between two days, and what moved them."),
        "story": ("panj.cli.story:story", "What happened, day by day, in the sources' words."),
    },
    "Decide": {
        "decide": (
            "panj.cli.decide:decide",
            "Reject, accept, merge, split, retype, redate or correct figures.",
        ),
        "undo": ("panj.cli.undo:undo", "Take a decision back."),
        "history": ("panj.cli.history:history", "What was done to the case: when, by whom, why."),
    },
    "Plan": {
        "needs": ("panj.cli.needs:needs", "What it takes to receive people, by published standards."),
        "triggers": ("panj.cli.triggers:triggers", "When somebody must act, by what was known on each day."),
        "plan": ("panj.cli.plan:plan", "Who goes where, what to order and send, when to ask for help."),
        "outlook": ("panj.cli.outlook:outlook", "How many may come, and when capacities fill."),
    },
    "Give out": {
        "brief": ("panj.cli.brief:brief", "Write the situation report."),
        "export": ("panj.cli.export:export", "Write figures, claims and evidence as tables."),
    },
    "Try": {
        "demo": ("panj.cli.demo:demo", "Read the example reports and open their room."),
    },
}

EPILOG = """\b
Start here:
  panj demo                        the example, from reports to room
  panj room reports/               your own reports
  panj tally --measure arrival --place Tajikistan
"""


@click.group(
    cls=VerbGroup,
    verbs=VERBS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="panj %(version)s")
def main() -> None:
    """Panj turns reports about a displacement crisis into figures that can be acted on and defended.

    Reports are read into a case file (./panj.db unless --case says otherwise). Everything else is drawn
    from it: each figure with its bounds, the sentence that stated it, and who said so. Nothing leaves
    this machine.
    """
