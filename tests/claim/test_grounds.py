"""What an explanation calls the reason for a participant."""

import pytest
from tests.claim.conftest import Read

from dateline.claim.grounds import ground
from dateline.claim.linear import LinearModel

CASES = [
    ("en", "Rebels shelled the town.", "shelled", "actor.subject"),
    ("en", "The town was shelled by rebels.", "shelled", "actor.after-marker-agent"),
    ("en", "An attack by rebels killed two.", "attack", "actor.after-marker-agent"),
    ("vi", "Phiến quân pháo kích thị trấn.", "pháo kích", "actor.subject"),
]


@pytest.mark.parametrize(("code", "text", "word", "rule"), CASES)
def test_who_acts_is_told_with_a_readable_reason(
    read: Read, code: str, text: str, word: str, rule: str
) -> None:
    (actor,) = read(text, code).draft(word).roles.actors
    assert actor.rule == rule


def test_a_feature_without_a_name_is_only_a_position() -> None:
    model = LinearModel(bias=0.0, weights={"far0|L": 2.0, "va|subject|armed": -1.0})
    assert ground("actor", ["far0|L", "va|subject|armed"], model) == "actor.position"


def test_the_weightiest_reason_is_named() -> None:
    model = LinearModel(bias=0.0, weights={"va|subject|armed": 0.4, "modifier|armed|2": 0.9})
    assert ground("target", ["va|subject|armed", "modifier|armed|2"], model) == "target.modifier"
