"""The nouns of the road: frozen dataclasses that every stage takes and gives. No I/O, no logic.

A file for each stage of it (report, claim, event, tally, what is ahead), and one for the terms they share.
Import from `panj.model`; what stands in which file may change.
"""

from panj.model.ahead import Forecast, Need, Plan
from panj.model.claim import Claim, Development, FigureCorrection, Ordinal
from panj.model.event import Event, Place
from panj.model.interval import Bounds
from panj.model.plain import to_plain
from panj.model.problem import Problem
from panj.model.report import Block, BlockKind, Correction, Report, Span, Table
from panj.model.tally import Conflict, Question, Tally
from panj.model.terms import (
    BACK,
    COMBATANTS,
    FLOWS,
    FORCES,
    HARM,
    INFLOWS,
    LENGTHS,
    PEOPLE,
    DevelopmentKind,
    DevelopmentStatus,
    Group,
    Measure,
    PeriodKind,
    Qualifier,
    Status,
    Unit,
)

__all__ = [
    "BACK",
    "COMBATANTS",
    "FLOWS",
    "FORCES",
    "HARM",
    "INFLOWS",
    "LENGTHS",
    "PEOPLE",
    "Block",
    "BlockKind",
    "Bounds",
    "Claim",
    "Conflict",
    "Correction",
    "Development",
    "DevelopmentKind",
    "DevelopmentStatus",
    "Event",
    "FigureCorrection",
    "Forecast",
    "Group",
    "Measure",
    "Need",
    "Ordinal",
    "PeriodKind",
    "Place",
    "Plan",
    "Problem",
    "Qualifier",
    "Question",
    "Report",
    "Span",
    "Status",
    "Table",
    "Tally",
    "Unit",
    "to_plain",
]
