"""How far two points lie apart."""

import math

_DIAMETER_KM = 12742.0


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two points in degrees, by the haversine formula."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return _DIAMETER_KM * math.asin(min(1.0, math.sqrt(half)))
