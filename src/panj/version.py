"""The version, where the package, the room and the build find it."""

__version__ = "0.1.0"
