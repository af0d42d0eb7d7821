"""Numbers as reports write them, in digits and words, with their hedges. Text in; `Number`s out.

`shapes` finds them, `numbers` reads what was found, `ranges` joins two that are ends of one, `hedges`
takes in the words beside them.
"""
