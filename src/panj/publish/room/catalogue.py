"""Every page of the room by its context; `docs/room-templates.md` lists them and a test holds them to it."""

from __future__ import annotations

from panj.publish.room import contexts as main
from panj.publish.room.shift import contexts as shift
from panj.publish.room.story import contexts as story

PAGES: tuple[type[main.Context], ...] = (
    main.TodayContext,
    main.AlertsContext,
    main.FiguresContext,
    main.EvidenceContext,
    main.ClaimsContext,
    main.ReportsContext,
    main.ReportContext,
    main.StoryContext,
    story.SaidContext,
    story.AheadContext,
    story.CrossingsContext,
    story.UnknownContext,
    main.BriefContext,
    main.WorkContext,
    main.DecideContext,
    shift.VerifyContext,
    shift.HandoverContext,
    shift.ChangesContext,
    main.PlanContext,
    main.ErrorContext,
    main.JobContext,
    main.WaitingContext,
)
