"""Report → developments: what happened, was decided, pledged, denied or scheduled, with or without a figure.

`read(report, sentences, codes, …)` is called by `panj.claims` with the sentences that it has read; frames
lie in frames.toml beside the code, words in `clauses`.
"""

from panj.claims.developments.extraction import read

__all__ = ["read"]
