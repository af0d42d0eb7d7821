"""What holds for all tests: the same examples in every run, so that a commit is judged by what it changed.

HYPOTHESIS_PROFILE=explore draws new examples; what it finds becomes a test of its own.
"""

import os
import signal

from hypothesis import settings

# A shell lets what it starts in the background ignore Ctrl-C, and so all below that: tests send it to Panj.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
