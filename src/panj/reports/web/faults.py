"""What can go wrong between Panj and a page: one exception, with what a retry needs to know."""

from __future__ import annotations

from panj.errors import ReportError

# Faults that the next try may not meet; all others stay until somebody does something.
_PASSING = frozenset({"R104", "R105", "R106", "R112", "R114"})
_PASSING_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})


class FetchError(ReportError):
    """A page, feed or address that cannot be fetched, or an archive that cannot be kept.

    Args:
        code: R101 to R120 of `panj.errors.MESSAGES`.
        where: the URL or host concerned.
        status: the server's HTTP status, where it gave one.
        retry_after: seconds after which the server wants to be asked again, where it said so.
        **details: values for the message.
    """

    def __init__(
        self,
        code: str,
        where: str = "",
        *,
        status: int | None = None,
        retry_after: float | None = None,
        **details: object,
    ) -> None:
        self.status = status
        self.retry_after = retry_after
        super().__init__(code, where, status=status, **details)

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed later."""
        return self.code in _PASSING or (self.code == "R110" and self.status in _PASSING_STATUS)
