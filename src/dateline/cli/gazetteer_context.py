"""Rank what a place name may mean by the words that it stands among."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.mentions import PlaceMention
from dateline.clean import nfc
from dateline.errors import GazetteerError, InputError
from dateline.gazetteer import Candidate, Gazetteer
from dateline.gazetteer.distance import kilometres
from dateline.gazetteer.keys import exact_key
from dateline.gazetteer.why import Explained

_NEAR_KM = 150.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate, what the context says for it, and whether dateline reads the name so there."""

    explained: Explained
    reasons: tuple[str, ...] = ()
    chosen: bool = False


def country_code(text: str, gazetteer: Gazetteer) -> str:
    """The code of a country that is given by code or name. Raises GazetteerError for an unknown one."""
    if text.upper() in gazetteer.country_rows:
        return text.upper()
    named = next((c.country for c in gazetteer.lookup(text) if c.level == "country"), None)
    if named is None:
        raise GazetteerError(f"no country is known as {text!r}; give its ISO 3166 code, such as SY")
    return named


def rank(
    found: Sequence[Explained], name: str, *, context: str | None, lang: str | None, gazetteer: Gazetteer
) -> list[Ranked]:
    """The candidates in the order of the gazetteer, or as a context tells them apart.

    Raises InputError when the context is in a language without a pack.
    """
    if not context or not found:
        return [Ranked(explained=one) for one in found]
    text = nfc(context)
    mentions = _mentions(text, lang, gazetteer)
    meant = {m.gazetteer_id for m in mentions if exact_key(text[m.start : m.end]) == exact_key(name)}
    ids = [m.gazetteer_id for m in mentions if m.gazetteer_id not in meant]
    ours = {one.candidate.gazetteer_id for one in found}
    rows = gazetteer.ids()
    anchors = [rows[i][0].at(rows[i][1]) for i in dict.fromkeys(ids) if i in rows and i not in ours]
    ranked = [
        (weight, n, Ranked(explained=one, reasons=reasons, chosen=chosen))
        for n, one in enumerate(found)
        for chosen in [one.candidate.gazetteer_id in meant]
        for weight, reasons in [_reasons(one.candidate, anchors, chosen=chosen)]
    ]
    return [one for _, _, one in sorted(ranked, key=lambda item: (-item[0], item[1]))]


def _mentions(text: str, lang: str | None, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    from dateline.model import Report
    from dateline.pipeline import Engine

    engine = Engine.open(check=False, gazetteer=gazetteer)
    report, page = engine.page(Report(id="context", text=text, language=lang))
    if page is None:
        known = ", ".join(sorted(engine.languages))
        raise InputError(
            f"no pack reads the context (language {report.language or 'unknown'!r}); say which does with "
            f"--lang: {known}"
        )
    return page.places


def _reasons(
    candidate: Candidate, anchors: Sequence[Candidate], *, chosen: bool
) -> tuple[float, tuple[str, ...]]:
    """How much the places of a context speak for a candidate, and in which words."""
    weight, reasons = (100.0, ["so read in the context"]) if chosen else (0.0, [])
    same = next((a for a in anchors if candidate.admin1 and a.admin1 == candidate.admin1), None)
    land = next((a for a in anchors if candidate.country and a.country == candidate.country), None)
    if same:
        weight += 3
        reasons.append(f"in the province of {same.name}")
    elif land:
        weight += 2
        reasons.append(f"in the country of {land.name}")
    points = [a for a in anchors if a.level not in ("country", "region")]
    if points:
        apart, near = min(
            ((kilometres(candidate.lat, candidate.lon, a.lat, a.lon), a) for a in points), key=lambda p: p[0]
        )
        if apart <= _NEAR_KM:
            weight += 1 - apart / _NEAR_KM
            reasons.append(f"{apart:.0f} km from {near.name}")
    return weight, tuple(reasons)
