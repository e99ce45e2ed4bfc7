"""`planreview assess --compare`: what a changed round file would change, over as many plans as there are."""

import argparse
from pathlib import Path

from cli import shapes
from cli.console import complain, heading, print_json, progress, say, table
from cli.files import learned_if_it_fits, load_round, names_of
from cli.reading import read_all
from planreview.assessment import assess
from planreview.comparing import Change, changes, moves, share_a_version
from planreview.finding import Finding, Status
from planreview.findings.learned import Learned
from planreview.message import one_line
from planreview.round import Round


def run(chosen: argparse.Namespace) -> int:
    old, new = (load_round(path) for path in chosen.compare)
    if share_a_version(old, new):
        complain(f"both files call themselves version {new.version}; give the changed rules a higher one")
    old_learned, new_learned = _learned(*chosen.compare)
    found: dict[str, list[Change]] = {}
    called, refused = names_of(chosen.force, chosen.forces), False
    for path in chosen.files:  # a folder is one plan of several documents
        name, readings = path.name, read_all([path])
        progress(f"{name} …")
        refused = refused or any(reading.refusal for reading in readings)
        texts = [reading.text for reading in readings if reading.text and reading.text.pages]
        both = (assess(old, texts, old_learned, names=called), assess(new, texts, new_learned, names=called))
        found[name] = list(changes(*both))
    if chosen.json:
        print_json(_shape(old, new, found))
    else:
        _show(old, new, found)
    return int(refused)


def _learned(old: Path, new: Path) -> tuple[Learned | None, Learned | None]:
    """What was learned for both rounds; for neither where only one has any, which would be a change everywhere."""
    both = learned_if_it_fits(old), learned_if_it_fits(new)
    if any(both) and not all(both):
        complain("something was learned for only one of the two rounds; both are compared by their rules alone")
    return both if all(both) else (None, None)


def _show(old: Round, new: Round, found: dict[str, list[Change]]) -> None:
    heading(f"From version {old.version} to version {new.version} of {new.id}")
    for name, here in found.items():
        for change in here:
            say(f"{name}: {_title(old, new, change)}")
            say(f"    old  {_in_words(change.old)}", style="dim")
            say(f"    new  {_in_words(change.new)}")
    changed = sum(bool(here) for here in found.values())
    heading(f"{changed} of {len(found)} plans would change")
    if counted := moves(change for here in found.values() for change in here):
        table(["old", "new", "findings"], [[_named(a), _named(b), str(n)] for (a, b), n in counted.most_common()])


def _title(old: Round, new: Round, change: Change) -> str:
    return (new if change.new else old).criterion(change.criterion).title


def _in_words(finding: Finding | None) -> str:
    if finding is None:
        return "not asked"
    reason = f", {finding.reason}" if finding.reason else ""
    also = f", or {finding.also}" if finding.also else ""
    quote = f" “{one_line(finding.evidence[0].quote)}”" if finding.evidence else ""
    second = f", the {finding.second.by} say {finding.second.status}" if finding.second else ""
    return f"{finding.status}{reason}{also}{second}{quote}"


def _named(status: Status | None) -> str:
    return status or "not asked"


def _shape(old: Round, new: Round, found: dict[str, list[Change]]) -> dict[str, object]:
    return {
        "round": new.id,
        "old_version": old.version,
        "new_version": new.version,
        "plans": [
            {
                "plan": name,
                "changes": [
                    {
                        "id": change.criterion,
                        "old": change.old and shapes.finding(change.old),
                        "new": change.new and shapes.finding(change.new),
                    }
                    for change in here
                ],
            }
            for name, here in found.items()
        ],
    }
