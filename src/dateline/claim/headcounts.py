"""How many took part: a number that stands with the participants themselves.

Whom an arrest, an abduction or a flight befalls is counted by the event, whatever its word ("police nabbed
three suspects"); armed participants who act are counted as fighters ("about 100 rebels attacked a post").
"""

from collections.abc import Iterator, Sequence

from dateline.annotate.mentions import ParticipantMention
from dateline.claim.roles import Roles
from dateline.claim.tolls import Count

# What the targets of an event are counted as.
_BEFALLS = {
    "state.arrest": "detained",
    "civilians.abduction": "captured",
    "harm.displacement": "displaced",
}
_FIGHT = ("battle.", "state.deployment")
_PEOPLE = ("people", "person", "group", "force", "entity")
_ARMED = ("group", "force", "entity")


def headcounts(event: str, roles: Roles, known: Sequence[Count]) -> tuple[Count, ...]:
    """The counts of an event's participants whose numbers count nothing else (`known`)."""
    taken = {count.number.start for count in known}
    return tuple(count for count in _told(event, roles) if count.number.start not in taken)


def _told(event: str, roles: Roles) -> Iterator[Count]:
    what = _BEFALLS.get(event)
    if what is not None:
        yield from _counted(what, [link.mention for link in roles.targets], _PEOPLE)
    elif event.startswith(_FIGHT):
        yield from _counted("fighters", [link.mention for link in roles.actors], _ARMED)


def _counted(what: str, mentions: Sequence[ParticipantMention], classes: Sequence[str]) -> Iterator[Count]:
    for mention in mentions:
        number = mention.number
        if number is not None and number.form == "count" and mention.cls in classes:
            yield Count(
                number=number, what=what, min=number.min, max=number.max, of=None, anchor=mention.start
            )
