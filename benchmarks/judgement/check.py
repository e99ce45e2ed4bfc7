"""Holds each labelled corpus to the form that docs/judgement.md gives it, and counts what is in it.

    python benchmarks/judgement/check.py

There is one for each round, in the folder of its id. Prints every fault with its place and exits 1, or the counts of
each half and exits 0.
"""

import hashlib
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from planreview.text import Page, Text

HERE = Path(__file__).parent
GUIDE = HERE.parents[1] / "docs" / "judgement.md"
ROUNDS = HERE.parents[1] / "rounds"

HALVES = ("tuned", "untouched")
FIRST = "apsp-2017"
"""The round on which the rules are built: each of its halves is large, and has every trap and status."""
FEWEST_PASSAGES = 160
FEWEST_PLANS = 21
MOST_PAGES = 6

STATUSES = ("not_found", "unclear", "planned", "commenced", "in_place")
KINDS = ("plan", "strategy", "board paper", "tracker", "minutes", "press report", "letter", "policy", "e-mail")
REASONS = {
    "not_found": ("denied", "only_asked", "no_stage", "unread"),
    "unclear": ("no_stage", "result_unclear"),
}
FIELDS = {"id", "kind", "date", "traps", "labels", "reasons", "evidence", "also"}
PASSAGE_FIELDS = FIELDS | {"text"}
PLAN_FIELDS = FIELDS | {"file", "others", "unread", "band"}

Entry = dict[str, Any]


@dataclass(frozen=True)
class Corpus:
    """The labelled texts of one round, in the folder of its id, and what the round's file says of its labels."""

    round_id: str

    @property
    def folder(self) -> Path:
        return HERE / self.round_id

    @property
    def fresh(self) -> list[Entry]:
        """The examples that are learned from; they are in neither half."""
        return self._lines_of("fresh")

    @property
    def validation(self) -> list[Entry]:
        """Examples that are not learned from, by which it is chosen how what was learned is used."""
        return self._lines_of("validation")

    def _lines_of(self, folder: str) -> list[Entry]:
        files = sorted((self.folder / folder).glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]

    @property
    def round_file(self) -> Path:
        return ROUNDS / f"{self.round_id}.toml"

    @cached_property
    def _rules(self) -> Entry:
        return tomllib.loads(self.round_file.read_text("utf-8"))

    @property
    def criteria(self) -> tuple[str, ...]:
        return tuple(criterion["id"] for criterion in self._rules["criteria"])

    def entries(self, half: str) -> tuple[list[Entry], list[Entry]]:
        """The passages and the plans of one half."""
        return read(self.folder / half / "passages.toml", "passage"), read(self.folder / half / "plans.toml", "plan")

    def band_of(self, labels: Mapping[str, str]) -> str:
        """The first band of the round whose condition the labels meet; the last has none."""
        *bands, last = self._rules["bands"]
        for band in bands:
            counted = band.get("of", self.criteria)
            if sum(labels.get(criterion, "not_found") in band["having"] for criterion in counted) >= band["at_least"]:
                return str(band["id"])
        return str(last["id"])


def main() -> int:
    traps = traps_of(GUIDE.read_text("utf-8"))
    faults: list[str] = []
    for corpus in (
        Corpus(folder.name) for folder in sorted(HERE.iterdir()) if (ROUNDS / f"{folder.name}.toml").exists()
    ):
        faults += [f"{corpus.round_id}: {fault}" for fault in faults_of_examples(corpus)]
        for half in HALVES:
            place = f"{corpus.round_id}/{half}"
            passages, plans = corpus.entries(half)
            faults += [f"{place}: {fault}" for fault in faults_of_half(corpus, half, traps)]
            print("\n".join(counts(corpus, place, passages, plans)))
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


def traps_of(guide: str) -> set[str]:
    """The names in the first column of the guide's table of traps."""
    section = guide.partition("\n## Traps\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def read(path: Path, name: str) -> list[Entry]:
    return tomllib.loads(path.read_text("utf-8")).get(name, []) if path.exists() else []


def faults_of_half(corpus: Corpus, half: str, traps: set[str]) -> Iterator[str]:
    folder = corpus.folder / half
    passages, plans = corpus.entries(half)
    for passage in passages:
        for fault in faults_of_entry(corpus, passage, PASSAGE_FIELDS, passage.get("text", ""), traps):
            yield f"passage {passage.get('id')}: {fault}"
    for plan in plans:
        for fault in faults_of_plan(corpus, folder / "plans", plan, traps):
            yield f"plan {plan.get('id')}: {fault}"
    for what, entries in (("passages", passages), ("plans", plans)):
        yield from (f"{what}: the id {id_} is there twice" for id_ in repeated(entry.get("id") for entry in entries))
    if corpus.round_id == FIRST:
        yield from gaps_of_half(corpus, passages, plans, traps)

    on_disk = {path.name for path in (folder / "plans").glob("*")}
    named = {name for plan in plans for name in files_of(plan)}
    yield from (f"plans/{name} belongs to no plan" for name in sorted(on_disk - named))


def faults_of_examples(corpus: Corpus) -> Iterator[str]:
    """Labels, reasons and quotes alone are held to a form, since these passages have no traps and second readings."""
    entries = [*corpus.fresh, *corpus.validation]
    for entry in entries:
        for criterion, status in entry["labels"].items():
            if criterion not in corpus.criteria or status not in STATUSES:
                yield f"{entry['id']}: {criterion} may not be labelled {status}"
        for criterion, reason in entry.get("reasons", {}).items():
            status = entry["labels"].get(criterion, "not_found")
            if reason not in REASONS.get(status, ()) or criterion not in entry["evidence"]:
                yield f"{entry['id']}: {criterion} is {status}, and may not have the reason {reason} without evidence"
        for quote in (quote for quotes in entry["evidence"].values() for quote in quotes):
            if quote not in entry["text"]:
                yield f"{entry['id']}: the quote {quote!r} is not in its text"
    yield from (f"the id {id_} is there twice" for id_ in repeated(entry["id"] for entry in entries))


def gaps_of_half(corpus: Corpus, passages: list[Entry], plans: list[Entry], traps: set[str]) -> Iterator[str]:
    """What a half must hold to say anything of the rules."""
    for what, entries, fewest in (("passages", passages, FEWEST_PASSAGES), ("plans", plans, FEWEST_PLANS)):
        if len(entries) < fewest:
            yield f"{len(entries)} {what}, at least {fewest} are wanted"
    if sum(is_beside_the_point(passage) for passage in passages) * 3 < len(passages):
        yield "less than a third of the passages are about none of the criteria"
    yield from (f"no passage or plan has the trap {trap}" for trap in sorted(traps - used_traps(passages + plans)))
    for criterion in corpus.criteria:
        found = {entry.get("labels", {}).get(criterion, "not_found") for entry in passages}
        yield from (f"no passage is {status} for {criterion}" for status in STATUSES if status not in found)


def faults_of_plan(corpus: Corpus, folder: Path, plan: Entry, traps: set[str]) -> Iterator[str]:
    missing = [name for name in files_of(plan) if not (folder / name).is_file()]
    if missing:
        yield f"there is no {' and no '.join(missing)}"
        return
    texts = [(folder / name).read_text("utf-8") for name in files_of(plan)]
    yield from faults_of_entry(corpus, plan, PLAN_FIELDS, "\f".join(texts), traps)
    for other in plan.get("others", []):
        if other.get("kind") not in KINDS:
            yield f"{other['file']} is of the unknown kind {other.get('kind')}"
        if not is_date(other.get("date")):
            yield f"{other['file']} has the date {other['date']}, no ISO date"
    for name, text in zip(files_of(plan), texts, strict=True):
        if text.count("\f") >= MOST_PAGES:
            yield f"{name} has more than {MOST_PAGES} pages"
    blank = [number for number, page in enumerate(texts[0].split("\f"), start=1) if not page.strip()]
    if blank != plan.get("unread", []):
        yield f"its empty pages are {blank}, but unread says {plan.get('unread', [])}"
    if plan.get("band") != (band := corpus.band_of(plan.get("labels", {}))):
        yield f"its band is {plan.get('band')}, by its labels {band}"


def faults_of_entry(corpus: Corpus, entry: Entry, fields: set[str], text: str, traps: set[str]) -> Iterator[str]:
    yield from (f"unknown field {field}" for field in sorted(entry.keys() - fields))
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.get("id", "")):
        yield "its id is not in kebab case"
    if entry.get("kind") not in KINDS:
        yield f"unknown kind {entry.get('kind')}"
    if not is_date(entry.get("date")):
        yield f"{entry['date']} is no ISO date"
    if not text.strip():
        yield "its text is empty"
    yield from (f"the guide has no trap {trap}" for trap in entry.get("traps", []) if trap not in traps)
    yield from faults_of_labels(corpus, entry, text)


def faults_of_labels(corpus: Corpus, entry: Entry, text: str) -> Iterator[str]:
    labels, reasons = entry.get("labels", {}), entry.get("reasons", {})
    evidence, also = entry.get("evidence", {}), entry.get("also", {})
    for criterion in sorted({*labels, *reasons, *evidence, *also}):
        status, reason = labels.get(criterion, "not_found"), reasons.get(criterion)
        if criterion not in corpus.criteria:
            yield f"unknown criterion {criterion}"
        if status not in STATUSES or labels.get(criterion) == "not_found":
            yield f"{criterion} may not be labelled {status}"
        if reason and reason not in REASONS.get(status, ()):
            yield f"{criterion} is {status}, which cannot have the reason {reason}"
        if status == "unclear" and not reason:
            yield f"{criterion} is unclear without a reason"
        if also.get(criterion, "") == status or also.get(criterion, status) not in STATUSES:
            yield f"the second reading of {criterion} is {also[criterion]}, as the first or unknown"
        quotes = evidence.get(criterion, [])
        wants_quotes = criterion in labels or reason not in (None, "unread")
        if wants_quotes != bool(quotes):
            yield f"{criterion} is {status} ({reason}) with {len(quotes)} quotes"
        for quote in quotes:
            if text.count(quote) != 1:
                yield f"the quote for {criterion} is in the text {text.count(quote)} times: {quote!r}"


def text_of(name: str, content: str, dated: str | None, unread: Iterable[int] = ()) -> Text:
    """A document as it would have been read; its pages are parted by form feeds, and those of `unread` are missing."""
    numbered = list(enumerate(content.split("\f"), start=1))
    return Text(
        document=name,
        media_type="text/plain",
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        pages=tuple(Page(number=number, text=page) for number, page in numbered if number not in unread),
        pages_expected=len(numbered),
        dated=date.fromisoformat(dated) if dated else None,
    )


def files_of(plan: Entry) -> list[str]:
    return [plan.get("file", ""), *(other.get("file", "") for other in plan.get("others", []))]


def is_date(text: str | None) -> bool:
    """Whether `text` is an ISO date, or absent: not every document is dated."""
    try:
        return text is None or bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_beside_the_point(entry: Entry) -> bool:
    return not entry.get("labels") and not entry.get("reasons")


def used_traps(entries: list[Entry]) -> set[str]:
    return {trap for entry in entries for trap in entry.get("traps", [])}


def repeated(ids: Iterator[Any]) -> list[Any]:
    return [id_ for id_, times in Counter(ids).items() if times > 1]


def counts(corpus: Corpus, place: str, passages: list[Entry], plans: list[Entry]) -> Iterator[str]:
    beside = sum(map(is_beside_the_point, passages))
    yield f"{place}: {len(passages)} passages, {beside} beside the point; {len(plans)} plans"
    for what, entries in (("passages", passages), ("plans", plans)):
        for criterion in corpus.criteria:
            found = Counter(entry.get("labels", {}).get(criterion, "not_found") for entry in entries)
            yield f"  {what:8}  {criterion:17}  " + "  ".join(f"{status} {found[status]:3}" for status in STATUSES)
    bands = Counter(plan.get("band") for plan in plans)
    yield "  bands     " + "  ".join(f"{band} {times}" for band, times in sorted(bands.items(), key=str))


if __name__ == "__main__":
    sys.exit(main())
