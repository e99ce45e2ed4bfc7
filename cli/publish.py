"""`planreview publish`: the letters that follow from decisions, and the overview of all of them, as files."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from cli.console import complain, say
from cli.files import ROOT, load_forces, load_round, words_of
from cli.target import reach
from planreview.aws import records
from planreview.decision import current
from planreview.letter import letter_of
from planreview.overview import Overview, final_decisions, overview_of, read_decisions
from planreview.publishing import letters, overviews
from planreview.round import Round


def letter(chosen: argparse.Namespace) -> int:
    """The letter to one force, as a web page, an office document and a PDF."""
    with reach(chosen.stack):
        round_ = records.round_(chosen.round)
        submission = records.submission(chosen.round, chosen.force)
        decided = current(records.decisions(chosen.round, chosen.force))
        made = letter_of(round_, submission, decided, records.edited_letter(submission))
    _write(chosen.out / f"{chosen.round}-{chosen.force}-letter", letters.all_forms(made))
    kind = "a draft" if submission.letter is None else "as it was edited"
    say(f"version {submission.letter_in_force}, {kind}")
    return 0


def overview_(chosen: argparse.Namespace) -> int:
    """The overview, from the stack, or from a file of decisions."""
    round_, made = _from_file(chosen) if chosen.decisions else _from_stack(chosen)
    if not made.outcomes:
        complain("no assessment is signed off yet, so there is nothing to count")
        return 1
    _write(chosen.out / f"{round_.id}-overview", overviews.all_forms(made, round_))
    bands = made.bands()
    for band in round_.bands:
        say(f"{bands[band.id]:>4}  {band.title}")
    return 0


def _from_file(chosen: argparse.Namespace) -> tuple[Round, Overview]:
    round_ = load_round(ROOT / "rounds" / f"{chosen.round}.toml")
    source = words_of(chosen.decisions)
    return round_, read_decisions(source, round_, load_forces(chosen.forces), chosen.decisions.name)


def _from_stack(chosen: argparse.Namespace) -> tuple[Round, Overview]:
    with reach(chosen.stack):
        round_ = records.round_(chosen.round)
        submissions = records.submissions(chosen.round)
        decided = final_decisions(submissions, records.decisions(chosen.round))
    return round_, overview_of(round_, submissions, decided)


def _write(stem: Path, forms: Mapping[str, bytes]) -> None:
    stem.parent.mkdir(parents=True, exist_ok=True)
    for ending, content in forms.items():
        path = stem.with_name(f"{stem.name}.{ending}")
        path.write_bytes(content)
        say(str(path))
