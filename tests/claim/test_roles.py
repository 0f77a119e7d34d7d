"""Who did it to whom, in sentences that leave no doubt; and the rules around the model."""

import pytest
from tests.claim.conftest import Read, Reading

from dateline.claim import roles
from dateline.claim.draft import stage
from dateline.claim.linear import LinearModel

NOBODY = LinearModel(bias=-20.0, weights={})


def who(reading: Reading, word: str) -> tuple[list[str], list[str], list[str]]:
    told = reading.draft(word).roles
    return reading.named(told.actors), reading.named(told.targets), reading.named(told.supporters)


@pytest.mark.parametrize(
    ("code", "text", "word", "actor", "target"),
    [
        ("en", "Gunmen kidnapped two doctors in Benghazi.", "kidnapped", "Gunmen", "doctors"),
        ("en", "An army patrol was ambushed by militants near Gao.", "ambushed", "militants", "army patrol"),
        ("en", "Police arrested 14 suspects in Istanbul.", "arrested", "Police", "suspects"),
        ("vi", "Phiến quân bắt cóc hai bác sĩ ở Benghazi.", "bắt cóc", "Phiến quân", "bác sĩ"),
        ("vi", "Cảnh sát bắt giữ 14 nghi phạm tại Istanbul.", "bắt giữ", "Cảnh sát", "nghi phạm"),
    ],
)
def test_who_acts_and_who_suffers(
    read: Read, code: str, text: str, word: str, actor: str, target: str
) -> None:
    actors, targets, _ = who(read(text, code), word)
    assert [actor in name for name in actors] == [True]
    assert any(target in name for name in targets)


def test_those_joined_by_and_act_together(read: Read) -> None:
    actors, _, _ = who(read("The Syrian army and Hezbollah retook Morek on Monday."), "retook")
    assert actors == ["Syrian army", "Hezbollah"]


def test_supporters_are_those_that_a_word_of_support_names(read: Read) -> None:
    text = "Backed by Russian warplanes, the Syrian army retook Morek."
    actors, _, supporters = who(read(text), "retook")
    assert (actors, supporters) == (["Syrian army"], ["Russian warplanes"])
    text = "Với sự yểm trợ của Nga, Quân đội Syria tái chiếm thị trấn Morek."
    actors, _, supporters = who(read(text, "vi"), "tái chiếm")
    assert (actors, supporters) == (["Quân đội Syria"], ["Nga"])


def test_nobody_is_actor_and_target_of_one_act(read: Read) -> None:
    for text in ("Rebels attacked rebels in Homs.", "Troops, rebels and police clashed with gunmen."):
        reading = read(text)
        for draft in reading.drafts:
            if draft.trigger.frame == "mutual":
                continue
            actors = {(link.mention.start, link.mention.end) for link in draft.roles.actors}
            assert not actors & {(link.mention.start, link.mention.end) for link in draft.roles.targets}


def test_a_participant_never_stands_on_the_trigger(read: Read) -> None:
    reading = read("Rebel shelling killed ten people, and army shelling killed two.")
    for draft in reading.drafts:
        for link in (*draft.roles.actors, *draft.roles.targets):
            assert link.mention.end <= draft.trigger.start or draft.trigger.end <= link.mention.start


def test_both_sides_of_a_mutual_clash_are_targets_of_each_other(read: Read) -> None:
    reading = read("The army and rebels clashed in Homs.")
    scene, (act,) = stage(reading.page, 0, reading.rules)
    sides = LinearModel(bias=5.0, weights={})
    told = roles.assign(scene, act, {"actor": sides, "target": NOBODY})
    assert reading.named(told.actors) == ["army", "rebels"]
    assert reading.named(told.targets) == ["rebels", "army"]


def test_whom_the_models_do_not_believe_is_left_out(read: Read) -> None:
    reading = read("Rebels, backed by Iran, shelled a school.")
    scene, (act, *_) = stage(reading.page, 0, reading.rules)
    told = roles.assign(scene, act, {"actor": NOBODY, "target": NOBODY})
    assert told.actors == told.targets == ()
    assert reading.named(told.supporters) == ["Iran"]


def test_a_link_tells_how_likely_it_is_and_why(read: Read) -> None:
    (link,) = read("Gunmen kidnapped two doctors in Benghazi.").draft("kidnapped").roles.actors
    assert 0 < link.probability < 1 and link.rule


def test_features_tell_side_marker_and_what_is_between(read: Read) -> None:
    reading = read("Two soldiers were ambushed by militants near Gao.")
    scene, (act, *_) = stage(reading.page, 0, reading.rules)
    by_name = {
        reading.words(scene.mentions[group[0]]): roles.features(scene, act.trigger, group)
        for group in scene.groups
    }
    assert any("|R|agent" in feature for feature in by_name["militants"])
    assert any("|L|" in feature for feature in by_name["Two soldiers"])
    assert not set(by_name["militants"]) & {f for f in by_name["Two soldiers"] if "|L|" in f}


def test_who_speaks_is_marked(read: Read) -> None:
    reading = read("The army shelled Homs, rebels said.")
    scene, (act, *_) = stage(reading.page, 0, reading.rules)
    spoken = [
        reading.words(scene.mentions[group[0]])
        for group in scene.groups
        if any(f.startswith("speaker") for f in roles.features(scene, act.trigger, group))
    ]
    assert spoken == ["rebels"]


def test_nobody_acts_or_suffers_in_a_dateline(read: Read) -> None:
    reading = read("BEIRUT (Desert Post) - Rebels shelled a tented camp near Homs.")
    draft = reading.draft("shelled")
    assert reading.named(draft.roles.actors) == ["Rebels"]
    assert reading.named(draft.roles.targets) == ["tented camp"]
