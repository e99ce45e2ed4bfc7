"""What a decision asks to be stored: all of it in one transaction, or none of it."""

from dataclasses import dataclass

from planreview.audit import AuditEntry
from planreview.decision import Decision
from planreview.document import Document, Stray
from planreview.event import Event
from planreview.judgement import Judgement
from planreview.letter import EditedLetter
from planreview.notice import Notice
from planreview.proposal import Proposal
from planreview.submission import Submission

Record = Submission | Document | Stray | Proposal | Judgement | Decision | EditedLetter | AuditEntry | Event | Notice


@dataclass(frozen=True)
class Move:
    """A record as it was loaded, and as it is to be; refused if the stored one has changed a field of `guard` since."""

    before: Record
    after: Record
    guard: tuple[str, ...] = ("state",)

    @property
    def guards(self) -> tuple[str, ...]:
        """All fields that must not have changed: of a submission, that it was not stored anew since."""
        return (*self.guard, "edition") if isinstance(self.before, Submission) else self.guard

    @property
    def stored(self) -> Record:
        """`after`, as the next edition where it is a submission."""
        if isinstance(self.before, Submission) and isinstance(self.after, Submission):
            return self.after.model_copy(update={"edition": self.before.edition + 1})
        return self.after


@dataclass(frozen=True)
class Change:
    """`new` records must not exist yet; the first of them is the mark by which a repeated change is known."""

    new: tuple[Record, ...] = ()
    moves: tuple[Move, ...] = ()
