"""Languages of what is given out: English in the code, every other language in a table of this folder.

Takes finished English phrases; gives them in another language. Words of sources are never translated.
"""

from panj.publish.languages.catalogue import LANGUAGES, Catalogue, catalogue

__all__ = ["LANGUAGES", "Catalogue", "catalogue"]
