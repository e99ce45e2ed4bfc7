"""One message to one recipient about one event, and how far sending it has got."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from planreview.errors import IllegalMove, NoticeLeased
from planreview.value import Instant, Value

LEASE = timedelta(minutes=5)
"""How long one worker has to send a notice. A worker lives for 20 s; the rest is time for SES to tell whether a mail
went out whose worker died, before another worker sends it again."""

GUARD = ("state", "attempts")
"""What must not have changed between loading a notice and writing it: a worker may lease, SES may report meanwhile."""


class NoticeKind(StrEnum):
    RECEIPT = "receipt"
    RECOGNISING = "recognising"
    READ = "read"
    UNREADABLE = "unreadable"
    NEEDS_A_LOOK = "needs-a-look"
    REMINDER = "reminder"
    ASSESSMENTS_DUE = "assessments-due"
    ASSESSMENT_DUE_TOO = "assessment-due-too"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    EXTENDED = "extended"
    SHORTENED = "shortened"
    SHARED = "shared"
    OVERDUE_TOO_LONG = "overdue-too-long"
    MODERATION_WAITS = "moderation-waits"
    LETTERS_WAIT = "letters-wait"
    REPLY_DUE = "reply-due"
    REPLY_OVERDUE = "reply-overdue"
    JUDGED = "judged"
    NEW_EVIDENCE = "new-evidence"
    MODERATION_DUE = "moderation-due"
    DUE_AGAIN = "due-again"
    LETTER = "letter"
    LETTER_COPY = "letter-copy"
    STRAY = "stray"
    UNDELIVERED = "undelivered"


class NoticeState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    RETURNED = "returned"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_Q, _G, _S = NoticeState.QUEUED, NoticeState.SENDING, NoticeState.SENT
_D, _R, _B, _C = NoticeState.DELIVERED, NoticeState.RETURNED, NoticeState.BOUNCED, NoticeState.COMPLAINED

MOVES: dict[NoticeState, frozenset[NoticeState]] = {
    _Q: frozenset({_G, NoticeState.WITHDRAWN}),
    # What the mail service tells may overtake the worker's own note that it has sent.
    _G: frozenset({_Q, _G, _S, _D, _R, _B, _C, NoticeState.REFUSED, NoticeState.WITHDRAWN}),
    _S: frozenset({_D, _R, _B, _C, NoticeState.REFUSED}),
    # Returned is what bounces for the time being: the mail service gave up, or there came an out-of-office reply, of
    # which it tells in the same way. What was delivered is not returned; and the reply may overtake the delivery.
    _D: frozenset({_B, _C}),
    _R: frozenset({_D, _B, _C}),
    _B: frozenset(),
    _C: frozenset(),
    NoticeState.REFUSED: frozenset(),
    NoticeState.WITHDRAWN: frozenset(),
}

OPEN = frozenset({_Q, _G})
"""The states in which there is still something to do."""


class Notice(Value):
    """Keyed by meaning: the same message to the same person about the same thing has the same `id`, so it is one.

    `matter` is what the notice is about beside its force and document: the days before the deadline, an inspector,
    another notice. `attempts` counts leases, of which the last began at `tried_at`. `why` says why it was refused,
    withdrawn, returned or bounced, and stays where it was delivered after all.
    """

    round_id: str
    kind: NoticeKind
    to: str
    queued_at: Instant
    force_id: str | None = None
    document_id: str | None = None
    matter: str | None = None
    state: NoticeState = NoticeState.QUEUED
    attempts: int = 0
    lease_until: Instant | None = None
    tried_at: Instant | None = None
    message_id: str | None = None
    why: str | None = None

    @property
    def id(self) -> str:
        """Letters, digits, `-` and `_` only: it is a tag of the mail, and SES takes nothing else there."""
        parts = (self.kind, self.force_id, self.document_id, self.matter)
        return "_".join(re.sub(r"[^A-Za-z0-9_-]", "-", part) for part in parts if part)

    @property
    def finished(self) -> bool:
        return self.state not in OPEN

    def moved(self, state: NoticeState, **what_is_known: object) -> "Notice":
        """This notice in another state. Raises IllegalMove where the table of moves has no such move."""
        if state not in MOVES[self.state]:
            raise IllegalMove(f"notice {self.id} cannot move from {self.state} to {state}")
        return Notice.model_validate(self.model_dump() | {"state": state} | what_is_known)

    def leased(self, now: datetime) -> "Notice":
        """This notice with a new lease. Raises NoticeLeased while another worker's lease runs."""
        if self.lease_until and now < self.lease_until:
            raise NoticeLeased(f"notice {self.id} is leased until {self.lease_until:%Y-%m-%dT%H:%M:%SZ}")
        return self.moved(NoticeState.SENDING, attempts=self.attempts + 1, lease_until=now + LEASE, tried_at=now)

    def released(self) -> "Notice":
        """This notice without its lease, after the mail service certainly did not take it."""
        return self.moved(NoticeState.QUEUED, lease_until=None)
