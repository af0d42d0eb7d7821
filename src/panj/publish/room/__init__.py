"""The situation room: what people look at all day, served to this machine alone.

Takes a function from a known date to a `Situation`; gives a web application whose every figure opens
the sentence that said it. Pages read without JavaScript and ask nothing of any other machine.
"""

from panj.publish.room.app import create_app
from panj.publish.room.server import serve

__all__ = ["create_app", "serve"]
