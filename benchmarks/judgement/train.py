"""Learns a round's second opinion from labelled passages, and writes it beside the round's file.

    OMP_NUM_THREADS=1 python benchmarks/judgement/train.py [ROUND]

The passages are those of `fresh/` in the folder of the round's id, one a line of JSON; docs/your-own-round.md says how
to write some. Needs scikit-learn; what it writes needs nothing. No chance is involved: the same passages give the same
file.

For each criterion, one logistic regression learns which passages speak of it: those that hold, or stand in, a quote of
its evidence. One more learns how far what they speak of is, from the passages of all criteria together; beside the
weights that all share, each criterion has some of its own.
"""

import argparse
import hashlib
import json
import lzma
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from planreview.opinion import (
    AROUND,
    FAMILIES,
    LETTERS,
    LISTS,
    STAGES,
    WEIGHT,
    WORDS,
    Eye,
    Sight,
    grams_of,
    held,
    rests_on,
)
from planreview.round import Round, read_round
from planreview.text import Page, Text

HERE = Path(__file__).parent
ROUNDS = HERE.parents[1] / "rounds"

KEPT: Mapping[str, Mapping[str, int]] = {
    WORDS: {"min_df": 2},
    LETTERS: {"min_df": 3, "max_features": 30_000},
    AROUND: {"min_df": 2},
}
"""Grams that fewer passages hold are left out."""

C_FOUND, C_STAGE, FOUND_WEIGHT, OWN = 30.0, 3.0, 3, 0.7
"""How freely each regression learns, what a passage that speaks of the criterion counts, and what a criterion's own
weights for the stage count beside those that all share."""

SMALL = 0.05
"""Weights below this are left out of the file."""


@dataclass(frozen=True)
class Example:
    """A passage of the text that `entry` labels."""

    sight: Sight
    entry: Mapping[str, Any]

    def speaks_of(self, criterion: str) -> bool:
        words = " ".join(self.sight.said.split())
        quotes = (" ".join(quote.split()) for quote in self.entry["evidence"].get(criterion, ()))
        return criterion in self.entry["labels"] and any(words in quote or quote in words for quote in quotes)


def read_entries(files: Sequence[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for file in sorted(files) for line in file.read_text("utf-8").splitlines()]


def text_of(entry: Mapping[str, Any]) -> Text:
    pages = entry["text"].split("\f")
    return Text(
        document=f"{entry['id']}.txt",
        media_type="text/plain",
        sha256=hashlib.sha256(entry["text"].encode()).hexdigest(),
        pages=tuple(Page(number=number, text=page) for number, page in enumerate(pages, start=1)),
        pages_expected=len(pages),
        dated=date.fromisoformat(entry["date"]) if entry.get("date") else None,
    )


def examples_of(round_: Round, entries: Sequence[Mapping[str, Any]]) -> list[Example]:
    eye = Eye(round_)
    return [Example(sight, entry) for entry in entries for sight in eye.sees(text_of(entry))]


def learn(round_: Round, examples: Sequence[Example]) -> bytes:
    """The file of weights."""
    criteria = [one.id for one in round_.criteria]
    sights = [example.sight for example in examples]
    counters = {
        family: TfidfVectorizer(analyzer=partial(grams_of, family=family), sublinear_tf=True, **kept)
        for family, kept in KEPT.items()
    }
    counted = [WEIGHT[family] * counter.fit_transform(sights) for family, counter in counters.items()]
    seen = sp.hstack([*counted, lists_held(sights)]).tocsr()
    speaks = {c: np.array([example.speaks_of(c) for example in examples]) for c in criteria}
    found = [regression(C_FOUND, {False: 1, True: FOUND_WEIGHT}).fit(seen, speaks[c]) for c in criteria]
    stage = stage_of(seen, examples, speaks)
    weights = np.hstack([*(one.coef_.T for one in found), *per_criterion(stage.coef_, len(criteria))])
    head = {
        "round": round_.id,
        "rests_on": rests_on(round_),
        "found": [float(one.intercept_[0]) for one in found],
        "stage": stage.intercept_.tolist(),
    }
    return packed(head, list(tables_of(counters, weights)))


def lists_held(sights: Sequence[Sight]) -> Any:
    table = np.zeros((len(sights), 2 * len(sights[0].holds)))
    for at, sight in enumerate(sights):
        vector = held(sight)
        table[at, vector.rows] = vector.values
    return sp.csr_matrix(table)


def stage_of(seen: Any, examples: Sequence[Example], speaks: Mapping[str, Any]) -> LogisticRegression:
    """One row for each passage and criterion that it speaks of: its columns once for all, and once for each."""
    pairs = [(at, n) for at in range(len(examples)) for n, here in enumerate(speaks.values()) if here[at]]
    rows, asked = seen[[at for at, _ in pairs]], np.array([n for _, n in pairs])
    own = (sp.diags((asked == n) * OWN) @ rows for n in range(len(speaks)))
    names = list(speaks)
    truths = [STAGES.index(examples[at].entry["labels"][names[n]]) for at, n in pairs]
    return regression(C_STAGE, "balanced").fit(sp.hstack([rows, *own]).tocsr(), truths)


def regression(c: float, weight: Any) -> LogisticRegression:
    return LogisticRegression(C=c, class_weight=weight, max_iter=400)


def per_criterion(weights: Any, criteria: int) -> Iterator[Any]:
    """What the weights for the stage come to for each criterion."""
    n = weights.shape[1] // (1 + criteria)
    return ((weights[:, :n] + OWN * weights[:, n * at : n * (at + 1)]).T for at in range(1, criteria + 1))


def tables_of(counters: Mapping[str, TfidfVectorizer], weights: Any) -> Iterator[tuple[list[str], Any, Any]]:
    """The grams of each family, how rare they are, and their rows of the weights."""
    at = 0
    for family in FAMILIES:
        if family == LISTS:
            yield [str(row) for row in range(len(weights) - at)], np.ones(len(weights) - at), weights[at:]
            continue
        known = counters[family].vocabulary_
        yield sorted(known, key=known.__getitem__), counters[family].idf_, weights[at : at + len(known)]
        at += len(known)


def packed(head: dict[str, Any], tables: Sequence[tuple[list[str], Any, Any]]) -> bytes:
    """The file as planreview.opinion reads it. Each column of weights is scaled to the range of a signed byte."""
    body, heads = b"", []
    for grams, rarity, weights in tables:
        scales = np.maximum(np.abs(weights).max(axis=0) / 127, 1e-12)
        told = np.round(np.where(np.abs(weights) < SMALL, 0, weights) / scales).astype("int8")
        lines = "\n".join(grams).encode()
        body += lines + rarity.astype("<f4").tobytes() + told.tobytes()
        heads.append({"rows": len(grams), "size": len(lines), "scales": scales.tolist()})
    return lzma.compress(json.dumps(head | {"tables": heads}).encode() + b"\n" + body, preset=9)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("round", nargs="?", default="apsp-2017", help="its id (default: %(default)s)")
    chosen = parser.parse_args(arguments)
    file = ROUNDS / f"{chosen.round}.toml"
    round_ = read_round(file.read_text("utf-8"), file.name)
    entries = read_entries(list((HERE / chosen.round / "fresh").glob("*.jsonl")))
    weights = learn(round_, examples_of(round_, entries))
    file.with_suffix(".opinion.xz").write_bytes(weights)
    print(f"{len(entries)} texts, {len(weights):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
