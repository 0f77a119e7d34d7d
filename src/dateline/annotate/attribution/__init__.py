"""Attribution: who is credited for which passage, from the words that credit ("said", "theo").

A sentence with a cue is read as tokens with roles; each cue gives a frame (source, cue, content); frames
inside one another make a chain, outermost first. All words are in the pack's attribution.toml.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from dateline.annotate.attribution.chains import attributions, run_on
from dateline.annotate.attribution.frames import read_frames
from dateline.annotate.attribution.quotes import Quote, find_quotes, quotes_near
from dateline.annotate.attribution.rules import AttributionRules, compile_rules
from dateline.annotate.attribution.scene import Scene
from dateline.annotate.attribution.settle import sentence_subject, settle
from dateline.annotate.attribution.tokens import Flag, tokenise
from dateline.annotate.mentions import Attribution, Sentence, SourceMention, touching

_LONGEST = 2000  # code points: a longer "sentence" is a table or a text without full stops

__all__ = ["AttributionRules", "compile_rules", "find_attributions", "flag_of"]


def find_attributions(
    text: str,
    sentences: Sequence[Sentence],
    rules: AttributionRules,
    *,
    named: Sequence[SourceMention] = (),
    as_printed: bool = False,
) -> tuple[Attribution, ...]:
    """The attributed passages of `text`, ordered by content; they may lie inside one another.

    `named` are codebook names found before, which lend their kind and entity. With `as_printed` a pronoun
    stays the source that it is, and a source keeps its apposition ("X, head of Y,").
    """
    quotes = find_quotes(text, rules.quotes)
    cues = rules.cues.starts(text)
    found: list[Attribution] = []
    earlier: list[SourceMention] = []
    before: Sentence | None = None
    at = 0
    for sentence in _windows(text, sentences):
        while at < len(cues) and cues[at] < sentence.start:
            at += 1
        if at < len(cues) and cues[at] < sentence.end:
            scene = _scene(text, sentence, rules, quotes, named, as_printed)
            found += _read(scene, before, earlier)
        before = sentence
    found += run_on(text, sentences, found, quotes)
    found.sort(key=lambda one: (one.content_start, -one.content_end, one.cue_start))
    return tuple(found)


def flag_of(one: Attribution, rules: AttributionRules) -> Flag:
    """How sure the cue of an attribution sounds: asserting ("said"), hedging ("claims") or asking."""
    return rules.flags.get(one.rule.partition(".")[0], "asserting")


def _windows(text: str, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences, endless ones in stretches, so that the work stays in proportion to the text."""
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            end = space if space > start else start + _LONGEST
            yield Sentence(start=start, end=end)
            start = end
        yield sentence if start == sentence.start else Sentence(start=start, end=sentence.end)


def _read(scene: Scene, before: Sentence | None, earlier: list[SourceMention]) -> list[Attribution]:
    """The attributions of one sentence; its sources are added to `earlier`."""

    @cache
    def subject() -> SourceMention | None:
        if before is None:
            return None
        return sentence_subject(_scene(scene.text, before, scene.rules, (), (), False))

    told = settle(scene, read_frames(scene), earlier, subject)
    for one in told:
        if one.carried is None:
            earlier += one.sources
    return attributions(scene, told)


def _scene(
    text: str,
    sentence: Sentence,
    rules: AttributionRules,
    quotes: Sequence[Quote],
    named: Sequence[SourceMention],
    whole: bool,
) -> Scene:
    start, end = sentence.start, sentence.end
    return Scene(
        text=text,
        start=start,
        end=end,
        tokens=tokenise(text, start, end, rules.vocabulary),
        rules=rules,
        quotes=quotes_near(quotes, start, end),
        named=touching(named, start, end),
        whole=whole,
    )
