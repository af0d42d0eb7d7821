"""Dates as reports write them: words in, days out, by the shapes of rules/dates.toml.

`dates.py` finds every date of a sentence; `shapes.py` and `words.py` say how dates are written, and each of
`named`, `relative`, `ranges` and `parts` reads one family of them.
"""
