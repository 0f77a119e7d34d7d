"""Texts read through the real packs, as far as a test of the claim stage needs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest

from dateline.annotate.mentions import NumberMention, ParticipantMention, Sentence
from dateline.annotate.page import Page
from dateline.claim import build
from dateline.claim.candidates import Candidate, find_candidates
from dateline.claim.clause import Skeleton, skeleton
from dateline.claim.draft import Draft
from dateline.claim.merge import Act, merge
from dateline.claim.modality import Judgement, judge
from dateline.claim.roles import Link
from dateline.claim.rules import ClaimRules
from dateline.claim.tolls import Count, people_counts, thing_counts
from dateline.dates import parse_published
from dateline.model import Claim, Report
from dateline.pipeline import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report, with what each step of the claim stage makes of its first sentence."""

    engine: Engine
    report: Report
    page: Page
    rules: ClaimRules

    @property
    def sentence(self) -> Sentence:
        return self.page.sentences[0]

    @property
    def bones(self) -> Skeleton:
        return skeleton(self.page.text, self.sentence, self.page.scan, self.rules.coordination)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        taken = [(time.start, time.end) for time in self.page.times]
        return find_candidates(
            self.page.text, self.sentence, self.page.scan, self.bones, self.rules.triggers, taken=taken
        )

    @property
    def acts(self) -> tuple[Act, ...]:
        return merge(self.candidates, self.bones)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        return build.drafts(self.page, self.rules, published=self.report.published)

    @property
    def claims(self) -> tuple[Claim, ...]:
        return self.engine.extract(self.report).claims

    @property
    def numbers(self) -> tuple[NumberMention, ...]:
        return tuple(n for n in self.page.numbers if n.end <= self.sentence.end)

    @property
    def people(self) -> tuple[Count, ...]:
        mentions = self.page.participants[0]
        return people_counts(self.sentence, self.page.scan, self.bones, self.numbers, mentions)

    def things(self, event: str) -> tuple[Count, ...]:
        mentions = self.page.participants[0]
        return thing_counts(self.sentence, self.page.scan, self.numbers, mentions, event)

    def words(self, of: Candidate | ParticipantMention) -> str:
        return self.page.text[of.start : of.end]

    def named(self, links: Iterable[Link]) -> list[str]:
        return [self.words(link.mention) for link in links]

    def candidate(self, word: str) -> Candidate:
        return next(c for c in self.candidates if self.words(c) == word)

    def draft(self, word: str) -> Draft:
        return next(d for d in self.drafts if self.words(d.trigger) == word)

    def judged(self, word: str) -> Judgement:
        return judge(
            self.candidate(word), self.bones, self.page.scan, self.candidates, self.rules.models["modality"]
        )


Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.open(check=False)


@pytest.fixture(scope="session")
def read(engine: Engine) -> Read:
    def read(text: str, code: str = "en", *, published: str | None = None) -> Reading:
        day = parse_published(published) if published else None
        report, page = engine.page(Report(id="r", text=text, language=code, published=day))
        assert page is not None
        return Reading(engine=engine, report=report, page=page, rules=engine.languages[code].claims)

    return read
