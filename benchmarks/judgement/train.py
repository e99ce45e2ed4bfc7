"""Learns from labelled passages how to judge a round, and writes what was learned beside the round's file.

    pip install -e '.[training]'
    export OMP_NUM_THREADS=2
    python benchmarks/judgement/train.py [ROUND] [--keep-network | --go-on-with SET ...] [--mean-with FILE]

The passages are those of `fresh/` in the folder of the round's id, one a line of JSON; docs/your-own-round.md says how
to write some. Two readers learn from them, and planreview.findings.learned weighs what they say.

**counted**: for each criterion, one logistic regression learns which passages speak of it: those that share most of a
quote of its evidence, or stand in one. One more learns how far what they speak of is, from the passages of all criteria
together; beside the weights that all share, each criterion has some of its own. A third kind learns from all of them
and from the background which passages bear on any criterion: only those will be read by the network. Two minutes; no
chance is involved.

**network**: see teach.py. Some ninety minutes on two cores. It knows nothing of the round's lists, so where only those
have changed, `--keep-network` takes over the one that is in the file. Where new sets of passages have come,
`--go-on-with` begins with that one: it learns the sets that are named, and rehearses three times as many of the other
passages; a quarter of an hour for two or three thousand texts. The mean of the network that it was before and the one
that it is then (`--mean-with`) claims less where nothing is, and knows most of what is new.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import numpy as np
import scipy.sparse as sp
from check import Corpus, text_of
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from planreview.findings.counted import AROUND, FAMILIES, LETTERS, LISTS, WEIGHT, WORDS, grams_of, held
from planreview.findings.guess import STAGES, WHYS
from planreview.findings.learned import COUNTED, HEAD, NETWORK, PIECES
from planreview.findings.sight import Eye, Sight, rests_on
from planreview.round import Round, read_round

KEPT: Mapping[str, Mapping[str, int]] = {
    WORDS: {"min_df": 2},
    LETTERS: {"min_df": 3, "max_features": 30_000},
    AROUND: {"min_df": 2},
}
"""Grams that fewer passages hold are left out."""

C_FOUND, C_STAGE, C_BEARS, SPEAKING_COUNTS, OWN = 30.0, 3.0, 3.0, {False: 1, True: 3}, 0.7
"""How freely each regression learns, what a passage counts that does not and one that does, and what a criterion's own
weights for the stage count beside those that all share."""

BACKGROUND, LEAST_LETTERS, MOST_LETTERS, SEED = 700, 60, 900, 5
"""Texts of Python's manual, and how long their paragraphs and they themselves are."""

SMALL = 0.05
"""Weights below this are left out of the file."""

Counters = Mapping[str, TfidfVectorizer]
"""What counts each family of grams."""


@dataclass(frozen=True)
class Example:
    """A passage of the text that `entry` labels."""

    sight: Sight
    entry: Mapping[str, Any]

    def speaks_of(self, criterion: str) -> bool:
        return criterion in self.entry["labels"] and self.is_evidence_for(criterion)

    def is_evidence_for(self, criterion: str) -> bool:
        """Whether it shares with a quote of it more than half of the shorter of both, be the criterion found or not."""
        sight = self.sight
        for quote in self.entry["evidence"].get(criterion, ()):
            start = sight.page.text.find(quote)
            shared = min(sight.end, start + len(quote)) - max(sight.start, start)
            if start >= 0 and 2 * shared > min(len(quote), sight.end - sight.start):
                return True
        return False


def background() -> Iterator[dict[str, Any]]:
    """Texts that have nothing to do with any round, from Python's own manual: without them the network takes what is
    strange to it for what it knows."""
    from pydoc_data.topics import topics  # noqa: PLC0415

    chance = random.Random(SEED)  # noqa: S311  nothing is kept secret with it
    texts = []
    for topic in sorted(topics):
        paragraphs = [" ".join(one.split()) for one in topics[topic].split("\n\n")]
        paragraphs = [one for one in paragraphs if len(one) > LEAST_LETTERS]
        while paragraphs:
            taken = chance.randint(1, 3)
            texts.append("\n".join(paragraphs[:taken])[:MOST_LETTERS])
            paragraphs = paragraphs[taken:]
    for number, text in enumerate(chance.sample(texts, BACKGROUND)):
        yield {"id": f"background-{number}", "text": text, "labels": {}, "evidence": {}}


def examples_of(round_: Round, entries: Sequence[Mapping[str, Any]]) -> list[Example]:
    eye = Eye(round_)
    texts = ((entry, text_of(f"{entry['id']}.txt", entry["text"], entry.get("date"))) for entry in entries)
    return [Example(sight, entry) for entry, text in texts for sight in eye.sees(text)]


def count(round_: Round, examples: Sequence[Example], nothing: Sequence[Example]) -> tuple[dict[str, Any], bytes]:
    """What counting learns: a head, and the weights that it tells of. `nothing` are passages of the background."""
    criteria = [one.id for one in round_.criteria]
    sights = [example.sight for example in examples]
    counters: Counters = {
        family: TfidfVectorizer(analyzer=partial(grams_of, family=family), sublinear_tf=True, **kept)
        for family, kept in KEPT.items()
    }
    for counter in counters.values():
        counter.fit(sights)
    seen = seen_by(counters, examples)
    speaks = {c: np.array([example.speaks_of(c) for example in examples]) for c in criteria}
    found = [regression(C_FOUND, SPEAKING_COUNTS).fit(seen, speaks[c]) for c in criteria]
    stage = stage_of(seen, examples, speaks)
    bearing = [any(map(example.is_evidence_for, criteria)) for example in (*examples, *nothing)]
    bears = regression(C_BEARS, SPEAKING_COUNTS).fit(sp.vstack([seen, seen_by(counters, nothing)]).tocsr(), bearing)
    weights = np.hstack([*(one.coef_.T for one in found), *per_criterion(stage.coef_, len(criteria)), bears.coef_.T])
    tables, body = scaled(list(tables_of(counters, weights)))
    head = {
        "found": [float(one.intercept_[0]) for one in found],
        "stage": stage.intercept_.tolist(),
        "bears": float(bears.intercept_[0]),
        "tables": tables,
    }
    return head, body


def seen_by(counters: Counters, examples: Sequence[Example]) -> Any:
    """A row for each example: what is counted in it."""
    sights = [example.sight for example in examples]
    counted = [WEIGHT[family] * counter.transform(sights) for family, counter in counters.items()]
    return sp.hstack([*counted, lists_held(sights)]).tocsr()


def lists_held(sights: Sequence[Sight]) -> Any:
    return sp.csr_matrix(np.array([held(sight) for sight in sights]))


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


def tables_of(counters: Counters, weights: Any) -> Iterator[tuple[list[str], Any, Any]]:
    """The grams of each family, how rare they are, and their rows of the weights."""
    at = 0
    for family in FAMILIES:
        if family == LISTS:
            yield [str(row) for row in range(len(weights) - at)], np.ones(len(weights) - at), weights[at:]
            continue
        known = counters[family].vocabulary_
        yield sorted(known, key=known.__getitem__), counters[family].idf_, weights[at : at + len(known)]
        at += len(known)


def scaled(tables: Sequence[tuple[list[str], Any, Any]]) -> tuple[list[dict[str, Any]], bytes]:
    """The tables as planreview.findings.counted reads them. The weights of a column are scaled to a signed byte."""
    body, heads = b"", []
    for grams, rarity, weights in tables:
        scales = np.maximum(np.abs(weights).max(axis=0) / 127, 1e-12)
        told = np.round(np.where(np.abs(weights) < SMALL, 0, weights) / scales).astype("int8")
        lines = "\n".join(grams).encode()
        body += lines + rarity.astype("<f4").tobytes() + told.tobytes()
        heads.append({"rows": len(grams), "size": len(lines), "scales": scales.tolist()})
    return heads, body


def packed(head: dict[str, Any], counted: bytes, pieces: bytes, network: bytes) -> bytes:
    """The file as planreview.findings.learned reads it; its members bear no date, so that it is the same every time."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content, how in (
            (HEAD, json.dumps(head).encode(), ZIP_DEFLATED),
            (COUNTED, counted, ZIP_LZMA),
            (PIECES, pieces, ZIP_DEFLATED),
            (NETWORK, network, ZIP_STORED),  # numbers that no packing makes smaller
        ):
            archive.writestr(ZipInfo(name), content, how)
    return file.getvalue()


def kept_network(file: Path, criteria: Sequence[str]) -> tuple[dict[str, Any], bytes, bytes]:
    """Its head, its pieces and its numbers."""
    if not file.exists():
        raise SystemExit(f"there is no {file.name} whose network could be kept")
    with ZipFile(file) as archive:
        head = json.loads(archive.read(HEAD))["network"]
        if (head["criteria"], head.get("whys")) != (criteria, list(WHYS)):
            raise SystemExit(f"the network of {file.name} was taught other criteria or reasons; teach it anew")
        return head, archive.read(PIECES), archive.read(NETWORK)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("round", nargs="?", default="apsp-2017", help="its id (default: %(default)s)")
    network_from = parser.add_mutually_exclusive_group()
    network_from.add_argument("--keep-network", action="store_true", help="learn counting alone anew")
    network_from.add_argument(
        "--go-on-with",
        nargs="+",
        default=(),
        metavar="SET",
        help="teach the network of the file these sets of fresh/ too",
    )
    parser.add_argument(
        "--mean-with",
        type=Path,
        metavar="FILE",
        help="another file for this round: write the mean of its network and this one",
    )
    chosen = parser.parse_args(arguments)
    corpus = Corpus(chosen.round)
    round_ = read_round(corpus.round_file.read_text("utf-8"), corpus.round_file.name)
    learned = corpus.round_file.with_suffix(".learned.zip")
    entries = corpus.fresh
    examples = examples_of(round_, entries)
    print(f"{len(entries)} texts, {len(examples)} passages", flush=True)
    criteria = [one.id for one in round_.criteria]
    nothing = examples_of(round_, background())
    counting, counted = count(round_, examples, nothing)
    if chosen.keep_network:
        network = kept_network(learned, criteria)
    else:
        from teach import go_on, teach  # noqa: PLC0415  needs what counting does without

        if chosen.go_on_with:
            new = tuple(f"{name}-" for name in chosen.go_on_with)
            parts = [[one for one in examples if one.entry["id"].startswith(new) is wanted] for wanted in (True, False)]
            network = go_on(criteria, kept_network(learned, criteria), parts[0], [*parts[1], *nothing])
        else:
            network = teach(criteria, [*examples, *nothing])
    if chosen.mean_with:
        from teach import mean  # noqa: PLC0415

        network = mean(network, kept_network(chosen.mean_with, criteria))
    of_network, pieces, numbers = network
    head = {"round": round_.id, "rests_on": rests_on(round_), "counted": counting, "network": of_network}
    learned.write_bytes(packed(head, counted, pieces, numbers))
    print(f"{learned.name}: {learned.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
