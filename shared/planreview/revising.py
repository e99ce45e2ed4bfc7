"""A round that is open, and its files as somebody wants them now: what would change, and whether it may.

A deadline may be moved later at any time, and earlier only by someone who says so twice. The rules by which plans are
judged may change, as a new version, until the first decision rests on them. Nobody who was asked is forgotten.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planreview.change import Move
from planreview.deadline import day_shown, shown
from planreview.event import Event, EventType
from planreview.force import Force
from planreview.letter import frame_of
from planreview.listing import listed
from planreview.notice import Notice, NoticeKind
from planreview.round import Round
from planreview.submission import STILL_OPEN, UNDECIDED, Submission, SubmissionState, open_submissions
from planreview.told import fact_on, word_on

SIGNED_OFF = SubmissionState.SIGNED_OFF

RESERVED = (".example", ".invalid", ".test")
"""Endings of addresses that no mail ever reaches (RFC 2606)."""

_RULES = ("vocabulary", "document_wide", "criteria", "cues", "bands", "recommendation")
_LEFT_ASIDE = (
    "what was learned, beside the file, is not what the round has; it is taken over with a higher version of the rules"
)
_LEARNED = {
    (False, True): ("what was learned from examples proposes too from now on",),
    (True, True): ("what was learned from examples: another file",),
    (True, False): ("what was learned from examples is dropped",),
}
_ALONE = "no file of what was learned lies beside the round's: plans will be judged by the rules alone"
_WORDS = {
    "title": "the title",
    "inspectorate": "the inspectorate's name",
    "reminders": "the reminders",
    "publication": "the day of the letters",
    "letter": "the words of the letters",
    "banner": "the banner above what is published",
    "inspectors": "the inspectors",
    "version": "the version of the rules",
}


@dataclass(frozen=True)
class Revision:
    """`changes` in words, and `notes` on what is no change; `refusals` are why it may not be, `risks` why somebody
    should say so twice.

    `new` submissions are of forces that join, `moves` of those whose deadline, due day or letter changes, `events` let
    their plans be judged anew, once for each version of the rules, and their letters be drafted anew.
    """

    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    new: tuple[Submission, ...] = ()
    moves: tuple[Move, ...] = ()
    events: tuple[Event, ...] = ()

    def told(self, at: datetime) -> Iterator[tuple[Move, Notice | None]]:
        """Each move with word to its force, where that has another deadline."""
        for move in self.moves:
            before, after = move.before, move.after
            if isinstance(before, Submission) and isinstance(after, Submission):
                has_new_day = before.deadline_utc != after.deadline_utc
                yield move, _word(before, after, at) if has_new_day else None

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.new or self.moves)


def risks_of_opening(round_: Round, forces: Sequence[Force], *, now: datetime) -> Iterator[str]:
    """What is hardly meant: a round once opened stays open, and who was asked cannot be left out again."""
    deadline = round_.request.deadline_utc
    if deadline < now:
        yield (
            f"the deadline has passed, {shown(deadline, round_.request.tz)}: all forces would be missing at once, and"
            " every upload late"
        )
    addresses = [one for force in forces for one in (force.email, force.policing_body_email)]
    addresses += [person.email for person in round_.inspectors]
    if nobodys := [one for one in addresses if one.endswith(RESERVED)]:
        yield f"{len(nobodys)} of {len(addresses)} addresses reach nobody, such as {nobodys[0]}"


def revise(  # noqa: PLR0913  the old, the new and what rests on the old
    old: Round, old_forces: Sequence[Force], new: Round, new_forces: Sequence[Force], *,
    submissions: Sequence[Submission], is_decided: bool, at: datetime,
    learned: tuple[str | None, str | None] = (None, None), left_aside: bool = False,
) -> Revision:  # fmt: skip
    """What comes of opening an open round again. `is_decided`: there is a decision on one of its criteria;
    `learned`: the hash of what was learned for it, before and after; `left_aside`: the file beside it is another."""
    rules_changed = any(getattr(old, name) != getattr(new, name) for name in (*_RULES, "version"))
    fresh = {one.force_id: one for one in open_submissions(new, new_forces)}
    known = {one.force_id for one in submissions}
    pairs = [(one, _changed(one, fresh.get(one.force_id), old, new, at)) for one in submissions]
    moves = tuple(Move(one, changed) for one, changed in pairs if changed != one)
    edited = [one.force.name for one, changed in pairs if one.letter is not None and changed.letter is None]
    return Revision(
        changes=(
            *_changes(old, old_forces, new, new_forces, rules_changed=rules_changed),
            *(_LEARNED[bool(learned[0]), bool(learned[1])] if learned[0] != learned[1] else ()),
        ),
        notes=(_LEFT_ASIDE,) if left_aside else (),
        refusals=tuple(
            _refusals(old, new, known - fresh.keys(), submissions, rules_changed=rules_changed, is_decided=is_decided)
        ),
        risks=(
            *_risks(old, new, submissions),
            *((f"the letter is drafted anew, without what an office made of it: {listed(edited)}",) if edited else ()),
            *_risks_of_letters_sent(old, new, submissions, fresh),
            *((_ALONE,) if learned[0] and not learned[1] else ()),
        ),
        new=tuple(one for force_id, one in fresh.items() if force_id not in known),
        moves=moves,
        events=(
            *(_anew(new, one, at) for one in submissions),
            *_renamed(new, moves, at),
            *(_redrafted(changed, at) for _, changed in pairs if changed.state is SIGNED_OFF and changed.draft),
        ),
    )


def _days_of(round_: Round) -> tuple[object, ...]:
    """What the due days follow from."""
    window = round_.assessment
    return window.starts_on, window.ends_on, window.spread_over, round_.holidays


def _changed(one: Submission, fresh: Submission | None, old: Round, new: Round, at: datetime) -> Submission:
    if fresh is None:
        return one
    changed = one.model_copy(update={"force": fresh.force})
    if one.state in UNDECIDED and _days_of(old) != _days_of(new):
        # Who was given more time for what came back to them keeps it.
        due_on = max(one.due_on, fresh.due_on) if one.state is SubmissionState.DUE else fresh.due_on
        changed = changed.model_copy(update={"due_on": due_on})
    if one.state is SIGNED_OFF and frame_of(old, one.force) != frame_of(new, changed.force):
        return changed.drafted_anew()
    return _by_the_new_deadline(changed, old.request.deadline_utc, new.request.deadline_utc, at)


def _by_the_new_deadline(one: Submission, before: datetime, after: datetime, at: datetime) -> Submission:
    """A force with more time of its own keeps it, unless all get as much."""
    has_own = one.deadline_utc > max(before, after)
    if one.state not in STILL_OPEN or has_own or one.deadline_utc == after:
        return one
    comes_back = one.state is SubmissionState.MISSING and after > one.deadline_utc
    moved = one.moved(SubmissionState.AWAITED) if comes_back else one
    return moved.model_copy(update={"deadline_utc": after, "deadline_moved_at": at})


def _redrafted(submission: Submission, at: datetime) -> Event:
    """Once for each draft, so that doing the rest of a change again tells of it again, and no more than that."""
    subject = f"{submission.force_id}_{submission.draft}"
    return fact_on(submission, EventType.LETTER_REDRAFTED, at, subject=subject)


def _changes(
    old: Round, old_forces: Sequence[Force], new: Round, new_forces: Sequence[Force], *, rules_changed: bool
) -> Iterator[str]:
    if (old.request.deadline_on, old.request.zone) != (new.request.deadline_on, new.request.zone):
        yield f"the deadline: {day_shown(old.request.deadline_on)} → {day_shown(new.request.deadline_on)}"
    if old.request.sealed != new.request.sealed:
        yield "what forces send is sealed until the deadline" if new.request.sealed else "the seal is taken off"
    if old.assessment.blind != new.assessment.blind:
        yield "two inspectors judge apart" if new.assessment.blind else "nobody judges apart any more"
    if rules_changed:
        yield f"the rules: version {old.version} → {new.version}; every plan is judged anew"
    for name, words in _WORDS.items():
        if name not in ("version", "assessment") and getattr(old, name) != getattr(new, name):
            yield words
    if _days_of(old) != _days_of(new):
        yield "the days of assessment"
    asked = {force.id: force for force in old_forces}
    for force in new_forces:
        if force.id not in asked:
            yield f"{force.name} is asked too"
        elif asked[force.id] != force:
            yield f"{force.name}: its name or addresses"


def _refusals(  # noqa: PLR0913  what a refusal can rest on
    old: Round, new: Round, gone: set[str], submissions: Sequence[Submission], *, rules_changed: bool, is_decided: bool
) -> Iterator[str]:
    if rules_changed and is_decided:
        yield "criteria and rules cannot change any more: there are decisions that rest on them"
    elif rules_changed and new.version <= old.version:
        yield f"the rules have changed; give them a higher version than {old.version}"
    if old.assessment.blind != new.assessment.blind and any(one.state not in STILL_OPEN for one in submissions):
        yield "whether two inspectors judge apart cannot change any more: there are assessments to make"
    for force_id in sorted(gone):
        yield f"{force_id} has been asked; it cannot be left out of the round any more"
    people = {person.id for person in new.inspectors}
    needed = {person for one in submissions for person in (one.assessor_id, one.moderator_id)}
    for person in sorted(needed - people):
        yield f"{person} has assessments to make or to moderate; leave this inspector in the file"


def _risks(old: Round, new: Round, submissions: Sequence[Submission]) -> Iterator[str]:
    if new.request.deadline_utc < old.request.deadline_utc:
        waiting = sum(one.state is SubmissionState.AWAITED for one in submissions)
        day = day_shown(new.request.deadline_on)
        yield f"the deadline comes earlier, {day}, and {waiting} forces have sent nothing"
    if old.request.sealed and not new.request.sealed:
        yield "the forces were told that nobody reads what they send before the deadline"


def _risks_of_letters_sent(
    old: Round, new: Round, submissions: Sequence[Submission], fresh: Mapping[str, Submission]
) -> Iterator[str]:
    published = [one for one in submissions if one.state is SubmissionState.PUBLISHED and one.force_id in fresh]
    changed = [one for one in published if frame_of(old, one.force) != frame_of(new, fresh[one.force_id].force)]
    if changed:
        names = listed([one.force.name for one in changed])
        yield f"letters have been approved in other words than `publish letter` would give from then on: {names}"


def _word(before: Submission, after: Submission, at: datetime) -> Notice:
    kind = NoticeKind.EXTENDED if after.deadline_utc > before.deadline_utc else NoticeKind.SHORTENED
    matter = f"{after.deadline_utc:%Y-%m-%d}_{after.edition}"
    return word_on(after, kind, after.force.email, at, matter=matter)


def _renamed(new: Round, moves: Sequence[Move], at: datetime) -> Iterator[Event]:
    """What a plan says of its force is told by the force's name."""
    for move in moves:
        before, after = move.before, move.after
        if isinstance(before, Submission) and isinstance(after, Submission) and before.force.names != after.force.names:
            named = hashlib.sha256("\n".join(after.force.names).encode()).hexdigest()[:16]
            yield fact_on(after, EventType.RULES_CHANGED, at, subject=f"{after.force_id}_{new.version}_{named}")


def _anew(new: Round, submission: Submission, at: datetime) -> Event:
    return fact_on(submission, EventType.RULES_CHANGED, at, subject=f"{submission.force_id}_{new.version}")
