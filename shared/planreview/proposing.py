"""Which documents an assessment rests on, and when it becomes a new proposal."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any, Self

from planreview.assessment import Assessed, Assessment
from planreview.change import Change, Move
from planreview.document import Document, DocumentState, Reason
from planreview.event import EventType
from planreview.force import Force
from planreview.notice import Notice, NoticeKind
from planreview.proposal import Proposal
from planreview.round import Round
from planreview.submission import Submission, next_in_turn
from planreview.told import fact_on, word_on

LOGO = 50_000
"""Bytes. Pictures in the signatures of mails are smaller, scanned pages larger."""

PICTURES = frozenset((".png", ".gif", ".jpg", ".jpeg", ".bmp", ".svg", ".webp", ".emf", ".wmf"))

READ, LOST = 150_000, 50_000
"""Bytes of the table's item for the documents that an assessment rests on, by name and SHA-256, and for the names of
what could not be read. It holds the findings too: see `fitting`."""

DIGEST = 90
"""Bytes that one document takes there beside its name: its SHA-256, and the names of the two fields."""

BESIDE_A_MAIL = frozenset((".p7s", ".asc", ".sig", ".ics", ".vcf"))
"""The ends of names of signatures, invitations and visiting cards."""


def counted(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents that are part of an assessment, the earliest first."""
    return tuple(
        sorted(
            (document for document in documents if document.counts),
            key=lambda d: (d.receipt.received_at, d.receipt.key, d.id),
        )
    )


def assessed(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Those on which it can rest: all, unless they are more than it has room to name. Then the last stay out."""
    every = counted(documents)
    return every[: _how_many((DIGEST + len(one.name.encode()) for one in every), READ)]


def _how_many(sizes: Iterable[int], room: int) -> int:
    """How many of the first have room together."""
    return sum(total <= room for total in accumulate(sizes))


def _named(names: Sequence[str], left: Sequence[Document]) -> tuple[str, ...]:
    """The names of what could not be read, with one for all documents that stay out, and one for what has no room."""
    count = _how_many((3 + len(name.encode()) for name in names), LOST)
    out = (f"the last {len(left):,}, from “{left[0].name}” on: more than can be assessed together",) if left else ()
    more = (f"{len(names) - count:,} more",) if count < len(names) else ()
    return (*out, *names[:count], *more)


def unread(documents: Sequence[Document]) -> tuple[str, ...]:
    """The names of what counts and cannot be read, in time or accepted late, and of archives of which some cannot."""
    outer = {one.id: one for one in documents}

    def upload_of(one: Document) -> Document:
        return upload_of(outer[one.parent_id]) if one.parent_id in outer else one

    due = [one for one in documents if one.receipt.on_time or upload_of(one).accepted_by]
    lost = (
        one.name
        for one in due
        if one.state is DocumentState.UNREADABLE
        and not (one.parent_id and is_slight(one.name, one.receipt.size, one.reason))
    )
    in_part = (
        f"{one.name} (in part)" for one in due if not one.pages and any(each.tells_of_loss for each in one.warnings)
    )
    return tuple(sorted((*lost, *in_part)))


def is_slight(name: str, size: int, reason: str | None) -> bool:
    """Whether it is no loss that something inside another document cannot be read, for that reason and of that size in
    bytes: a picture of no more than a logo, a signature, an empty file."""
    end = PurePosixPath(name.lower()).suffix
    is_expected = end in BESIDE_A_MAIL or (end in PICTURES and size < LOGO)
    return reason == Reason.EMPTY or (reason == Reason.UNSUPPORTED and is_expected)


@dataclass(frozen=True)
class Basis:
    """What an assessment rests on beside its rules: what the force is called, and others that share a plan with it; the
    documents that count, the earliest first; the names of those that would count and cannot be read; and the documents
    that are too many."""

    names: tuple[str, ...]
    read: tuple[Document, ...]
    lost: tuple[str, ...]
    left: tuple[Document, ...] = ()

    @classmethod
    def of(cls, forces: Iterable[Force], sent: Sequence[Document]) -> Self:
        names = dict.fromkeys(name for force in forces for name in force.names)
        read = assessed(sent)
        left = counted(sent)[len(read) :]
        return cls(tuple(names), read, _named(unread(sent), left), left)

    def is_that_of(self, previous: Proposal, round_: Round, learned_sha256: str | None) -> bool:
        """Whether a proposal was made from it, by the same rules and examples: then it is not made again."""
        before = previous.assessment
        documents = tuple((one.document, one.sha256) for one in before.documents)
        return (before.round_version, before.learned_sha256, before.names, documents, before.unread) == (
            round_.version,
            learned_sha256,
            self.names,
            tuple((one.name, one.receipt.sha256) for one in self.read),
            self.lost,
        )

    def settled_by(self, document_id: str | None, previous: Proposal | None) -> list[Document]:
        """The documents that wait no more when a proposal rests on it: the one that was announced, and those on which
        the proposal before did not rest; where none was announced, all.

        The others were settled before. Where a crash came between, each is announced again by itself.
        """
        known = {(one.document, one.sha256) for one in previous.assessment.documents} if previous else set()
        new = {one.id for one in self.read if (one.name, one.receipt.sha256) not in known}
        return [one for one in (*self.read, *self.left) if document_id in (None, one.id) or one.id in new]


def propose(
    assessment: Assessment,
    submission: Submission,
    previous: Proposal | None,
    words: Iterable[Notice] = (),
    *,
    at: datetime,
) -> Change | None:
    """The change that makes an assessment the force's proposal, with word of it; None where it already is."""
    if previous and _said(previous.assessment) == _said(assessment):
        return None
    revision = previous.revision + 1 if previous else 1
    proposal = Proposal(
        round_id=submission.round_id,
        force_id=submission.force_id,
        revision=revision,
        proposed_at=at,
        assessment=assessment,
    )
    subject = f"{submission.force_id}_{revision}_{_digest(assessment)}"
    event = fact_on(submission, EventType.FINDINGS_PROPOSED, at, subject=subject)
    if previous is None:
        return Change(new=(event, proposal, *words))
    return Change(new=(event, *words), moves=(Move(previous, proposal, guard=("revision",)),))


def word_of_it(
    assessment: Assessment, round_: Round, submission: Submission, previous: Proposal | None, *, at: datetime
) -> Iterator[Notice]:
    """Word to those whose step is the next, where inspectors have begun to act and a proposal rests on other documents
    than the one before: one to each of them, until somebody has acted again."""
    if submission.acted_at is None or (previous and _sent(previous.assessment) == _sent(assessment)):
        return
    for person in next_in_turn(round_, submission):
        to, matter = round_.inspector(person).email, f"{submission.audited}_{person}"
        yield word_on(submission, NoticeKind.NEW_EVIDENCE, to, at, matter=matter)


def _sent(assessment: Assessment) -> tuple[tuple[Assessed, ...], tuple[str, ...]]:
    return assessment.documents, assessment.unread


def _said(assessment: Assessment) -> dict[str, Any]:
    """All but probabilities, which can differ in a digit from one processor to the next."""
    estimates: Any = {"probability": True, "second": {"probability"}, "compared": {"__all__": {"speaks"}}}
    return assessment.model_dump(exclude={"findings": {"__all__": estimates}})


def _digest(assessment: Assessment) -> str:
    """Tells two assessments apart that were made side by side, so that neither passes for the other."""
    return hashlib.sha256(assessment.model_dump_json().encode()).hexdigest()[:16]
