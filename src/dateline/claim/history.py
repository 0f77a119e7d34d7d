"""History: what a report dates to more than a year before itself is background, not news.

Rule 2 of the annotation guidelines: "the group that seized Mosul in 2014" is left out of a report of 2017.
"""

from datetime import date

from dateline.annotate.page import Page
from dateline.claim.draft import Draft
from dateline.dates import add_days
from dateline.model import Interval

_YEAR = 366  # days
# Before this, everything is history, whatever a report is dated by.
_OLDEST = "1900-01-01"


def news_since(page: Page, published: Interval | None) -> str | None:
    """The day before which a report tells history: a year before it was published.

    A report without a date is at least of the latest year that it dates anything to.
    """
    if published is not None:
        return add_days(date.fromisoformat(published.start), -_YEAR).isoformat()
    latest = max((time.last for time in page.times if time.last is not None), default=None)
    return f"{int(latest[:4]) - 1:04}-01-01" if latest is not None and latest[:4].isdigit() else None


def is_history(draft: Draft, since: str | None) -> bool:
    """True for what its own sentence dates to before the news."""
    told = draft.time.mention if draft.time is not None and not draft.time.carried else None
    return told is not None and told.last is not None and told.last < max(since or _OLDEST, _OLDEST)
