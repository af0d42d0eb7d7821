"""Report → claims: every figure that a report states about a displacement crisis, with what it takes to use it.

`extract(report)` gives claims; `read_figures(report)` gives them with every number that was set aside, and why.
"""  # noqa: E501

from panj.claims.extract import Extraction, SetAside, extract, read_figures
from panj.claims.mentions.corrections import corrections

__all__ = ["Extraction", "SetAside", "corrections", "extract", "read_figures"]
