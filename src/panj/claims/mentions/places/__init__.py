"""Places as a report writes them, and which role each plays in its sentence. Text in; `Mention`s out."""

from panj.claims.mentions.places.known import named_again
from panj.claims.mentions.places.labels import like_labels
from panj.claims.mentions.places.mention import Known, Mention
from panj.claims.mentions.places.names import mentions
from panj.claims.mentions.places.words import stands_for_itself

__all__ = ["Known", "Mention", "like_labels", "mentions", "named_again", "stands_for_itself"]
