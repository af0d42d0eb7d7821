"""Numbers as reports write them, in digits and words, with their hedges. Text in; `Number`s out."""
