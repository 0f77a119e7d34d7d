"""What holds for all tests: generated cases are the same on every run, so that a failure is the change's."""

from hypothesis import settings

settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.load_profile("fixed")
