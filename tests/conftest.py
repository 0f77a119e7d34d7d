"""What holds for all tests.

Generated cases are the same on every run, so that a failure is the change's; and what a developer has added
to the gazetteer is none of the tests' business.
"""

import os
import tempfile
from pathlib import Path

from hypothesis import settings

settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.load_profile("fixed")

os.environ["DATELINE_GAZETTEERS"] = str(Path(tempfile.gettempdir()) / f"dateline-no-gazetteers-{os.getpid()}")
