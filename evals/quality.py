"""Writes what dateline's claims are worth, as Markdown: python evals/quality.py [FOLDER] [--write FILE].

FOLDER holds the evaluation data (default: $DATELINE_EVALS, else ../shared/evals beside the checkout). Without
--write the report is printed. --show KIND prints the passages of one kind of error instead; they are for the
eyes of whoever has the data, and belong in no file of the project.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import dateline
import gate
import sections
from claims import DATA, SETS, Reading, of_language, read, scorer
from coded import join
from dateline.pipeline import Engine
from errors import mistakes

COMMAND = "python evals/quality.py --write docs/quality.md"
_FOLDS = 5
_AROUND = 120


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the report there")
    parser.add_argument("--show", metavar="KIND", help="print the passages of a kind of error instead")
    options = parser.parse_args()
    if not (options.folder / "score.py").is_file():
        sys.exit(f"no evaluation data in {options.folder}")
    engine, by = Engine.open(check=False), scorer(options.folder)
    sets = {name: read(options.folder / f"claims-{name}.jsonl", engine) for name in SETS}
    readings = {(name, code): of_language(sets[name], code) for name in SETS for code in engine.languages}
    if options.show:
        for line in passages(readings, by, options.show):
            print(line)
        return
    evidence = sections.Evidence(
        by=by,
        readings=readings,
        parts=gate.score_parts(options.folder),
        held_out=held_out(options.folder / "claims-train.jsonl", readings, engine),
    )
    text = "\n\n".join(report(evidence)) + "\n"
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


def held_out(
    path: Path, readings: Mapping[sections.Key, Sequence[Reading]], engine: Engine
) -> dict[str, list[tuple[float, bool]]]:
    """Confidence and truth of the drafts of a set, each by models fitted without its report; by language."""
    sys.path.append(str(Path(__file__).resolve().parent.parent / "scripts"))
    import fit
    import regression

    with tempfile.TemporaryDirectory() as folder:
        more = Path(folder) / "coded.jsonl"
        told = (json.dumps(report) for report, why in join(path.parent) if why is None)
        more.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
        drafts = fit.collect([path, more], engine).accept
    examples = fit.in_reports(drafts, _FOLDS, among=fit.ids(path))
    answers = regression.graded_held_out(examples, _FOLDS, fit.PENALTY["report"])
    language = {r.gold["id"]: code for (_, code), several in readings.items() for r in several}
    out: dict[str, list[tuple[float, bool]]] = {}
    for example, answer in zip(examples, answers, strict=True):
        out.setdefault(language[example.report], []).append(answer)
    return out


def report(evidence: sections.Evidence) -> Iterator[str]:
    """The report, a paragraph or table at a time."""
    yield "# Quality"
    yield sections.prose(
        f"""What dateline {dateline.__version__} makes of reports that were coded by hand, in the
        languages that it has a pack for ({", ".join(evidence.languages)}). A command writes this file,
        with every number in it:"""
    )
    yield f"    {COMMAND}"
    yield sections.prose(
        """The sets `dev` and `train` were read while dateline was developed, and the models that decide
        were fitted on `train` and on 689 more reports (`evals/coded`): its figures flatter most, and those of
        both are better than what new
        reports will give. Another set of the same kind, kept elsewhere and never read, decides."""
    )
    yield from sections.claims(evidence)
    yield from sections.times(evidence)
    yield from sections.idle(evidence)
    yield from sections.confidence(evidence)
    yield from sections.wrong(evidence)
    yield from sections.teasers(evidence)
    yield from sections.parts(evidence)


def passages(readings: Mapping[sections.Key, Sequence[Reading]], by: ModuleType, kind: str) -> Iterator[str]:
    """A line for each mistake of a kind: where it is, and the words around it."""
    for (name, _), several in readings.items():
        for reading in several:
            text = reading.gold["text"].replace("\n", " ")
            for m in mistakes(reading, by):
                if m.kind == kind:
                    before, after = text[max(0, m.start - _AROUND) : m.start], text[m.end : m.end + _AROUND]
                    yield f"{name} {reading.gold['id']}: {before}[{text[m.start : m.end]}]{after}"


if __name__ == "__main__":
    main()
