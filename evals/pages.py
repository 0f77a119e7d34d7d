"""Measure the reading of news pages against pages with a known article.

    python evals/pages.py ../shared/evals/html/fundus-dev.jsonl.gz [--tier fast] [--worst 10]

A line of the file is a page (`html`, `url`) and what it was checked to hold at several times (`gold`); the
one published last before the page was fetched (`crawl_date`) is meant. The F1 of a text is that of its words,
as often as they stand in it, mean over pages; captions and credits are no body and are left out. A date is
right when its day is, a title when its letters and digits are, an author when the name is; `mapped` is the
share of the text's paragraphs that are found again in the page's source.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

from dateline.model import Report
from dateline.read.html import read_page
from dateline.read.options import HtmlTier, ReadOptions

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How well one page was read."""

    name: str
    precision: float
    recall: float
    f1: float
    whole_f1: float
    date: bool
    title: bool
    authors: float
    mapped: float


def main() -> None:
    """Score every page and print the means."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--tier", choices=get_args(HtmlTier), default="full")
    parser.add_argument("--worst", type=int, default=0, help="print so many of the pages read worst")
    options = parser.parse_args()
    pages = [json.loads(line) for line in gzip.decompress(options.file.read_bytes()).splitlines()]
    wanted = ReadOptions(html=options.tier)
    began = time.process_time()
    reports = [_read(page, wanted) for page in pages]
    took = time.process_time() - began
    told = [_judge(page, report) for page, report in zip(pages, reports, strict=True)]
    for name in ("f1", "precision", "recall", "whole_f1", "date", "title", "authors", "mapped"):
        print(f"{name:9} {sum(getattr(one, name) for one in told) / len(told):.4f}")
    print(f"pages     {len(told)}, {len(told) / took:.1f} a second")
    for one in sorted(told, key=lambda one: one.f1)[: options.worst]:
        print(one)


def _read(page: Mapping[str, Any], options: ReadOptions) -> Report | None:
    items = read_page(page["html"].encode(), origin=page["id"], options=options, url=page["url"])
    return next((item for item in items if isinstance(item, Report)), None)


def _gold(page: Mapping[str, Any]) -> Mapping[str, Any]:
    """The version of the article that the page held when it was fetched."""
    last = str(date.fromisoformat(page["crawl_date"]) + timedelta(days=1))
    versions: list[Mapping[str, Any]] = list(page["gold"].values())
    return max(
        (version for version in versions if _day(version) <= last), key=_day, default=min(versions, key=_day)
    )


def _day(version: Mapping[str, Any]) -> str:
    return str(version["publishing_date"])[:10]


def _judge(page: Mapping[str, Any], report: Report | None) -> Told:
    gold = _gold(page)
    sections = gold["body"]["sections"]
    lines = [line for part in sections for line in (*part["headline"], *part["paragraphs"])]
    body = "\n".join([*gold["body"]["summary"], *lines])
    text = report.text if report else ""
    precision, recall, f1 = _overlap(_without_captions(report) if report else "", body)
    published = report.published if report else None
    wanted = set(gold.get("authors") or ())
    paragraphs = sum(bool(line.strip()) for line in text.split("\n"))
    return Told(
        name=page["id"],
        precision=precision,
        recall=recall,
        f1=f1,
        whole_f1=_overlap(text, body)[2],
        date=bool(published and published.start == published.end == _day(gold)),
        title=bool(report) and _key(report.title) == _key(gold["title"]) if report else False,
        authors=len(wanted & set(report.authors)) / len(wanted) if report and wanted else float(not wanted),
        mapped=len(report.page.ranges) / paragraphs if report and report.page else 0.0,
    )


def _without_captions(report: Report) -> str:
    kept, at = [], 0
    for block in report.blocks:
        kept.append(report.text[at : block.start])
        at = block.end
    return "".join([*kept, report.text[at:]])


def _overlap(text: str, gold: str) -> tuple[float, float, float]:
    found, wanted = Counter(_WORD.findall(text)), Counter(_WORD.findall(gold))
    shared = (found & wanted).total()
    if not shared:
        return 0.0, 0.0, 0.0
    precision, recall = shared / found.total(), shared / wanted.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def _key(title: str | None) -> Sequence[str]:
    return _WORD.findall((title or "").casefold())


if __name__ == "__main__":
    main()
