"""The disclosure gate: what stands before everything that leaves a case.

Takes a `Situation`; gives one that may be shown in public, and the list of withheld cells with their rules.
"""

from panj.publish.gate.clearing import Cleared, clear
from panj.publish.gate.masks import readable
from panj.publish.gate.persons import without_persons
from panj.publish.gate.public import gated
from panj.publish.gate.rules import Withheld

__all__ = ["Cleared", "Withheld", "clear", "gated", "readable", "without_persons"]
