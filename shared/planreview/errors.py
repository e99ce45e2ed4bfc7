"""Every error that planreview raises on purpose.

PlanreviewError
├── RoundFileInvalid     a round or forces file has faults; each is named with its place
├── Unattributable       an upload's key is of no round and force, or names no force of its round
│   └── RoundNotOpen     no such round is open, or not yet
├── Unreadable           a document cannot be read; carries a reason code and a sentence for the force
├── NotScanned           a document's scan for malware failed, or gave no verdict for too long
├── ReaderFailed         the process that reads documents fails before it opens one, whichever it is
├── NotRecognised        words in a document's pictures are still not recognised long after it came
├── RecogniserBusy       the service that recognises text in pictures takes no more work for now
├── LetterInvalid        an edited letter cannot be taken over; each reason is named
├── FindingsInvalid      findings lack a criterion, or a quote is not where they say
├── LearnedInvalid       what was learned is for other rules than the round's, or its file is damaged
├── IllegalMove          a state may not move to the state asked for
├── NotPermitted         this person may not do this, or not without a reason
├── Conflict             what was loaded has changed since; load again and decide again
│   └── Contended        too many were writing to the table at that place just now
├── NoticeLeased         another worker is sending this notice now
├── SendRefused          the mail service refused the message for good
└── SendPostponed        the mail service did not take the message this time
"""

from collections.abc import Sequence


class PlanreviewError(Exception):
    """Base of all errors of this project."""


class RoundFileInvalid(PlanreviewError):
    """A round or forces file has faults. `faults` holds one sentence each, beginning with its place."""

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        self.file = file
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))


class Unattributable(PlanreviewError):
    """An upload's key is not of the form round/force/file name, or names no force of its round."""


class RoundNotOpen(Unattributable):
    """An upload's key, or a command, names a round that is not open, or not yet."""


class Unreadable(PlanreviewError):
    """A document cannot be read.

    `code` is one of `planreview.document.Reason`; `message` is one plain sentence for the force, which says
    what is wrong and what is accepted.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}")


class NotScanned(PlanreviewError):
    """A document's scan for malware failed, or has given no verdict for too long; it stays unopened."""


class ReaderFailed(PlanreviewError):
    """The process that reads documents fails before it opens one, whichever it is; no document is to blame."""


class RecogniserBusy(PlanreviewError):
    """The service that recognises text in pictures takes no more work for now. What waits is announced again."""


class NotRecognised(PlanreviewError):
    """The words in a document's pictures are still not recognised long after it came; asking again has not helped."""


class LetterInvalid(PlanreviewError):
    """An edited letter cannot be taken over. `faults` holds one reason each, with what is accepted."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"the letter cannot be taken over: {fault}" for fault in faults))


class FindingsInvalid(PlanreviewError):
    """Findings lack a criterion, or a quote is not where they say it is."""


class LearnedInvalid(PlanreviewError):
    """What was learned cannot be used with the round: it was learned for other rules, or its file is damaged."""


class IllegalMove(PlanreviewError):
    """A state may not move to the state asked for."""


class NotPermitted(PlanreviewError):
    """This person may not do this, or not without a reason."""


class Conflict(PlanreviewError):
    """What was loaded has changed since; load again and decide again."""


class Contended(Conflict):
    """Too many were writing to the table at that place just now; what was loaded need not have changed."""


class NoticeLeased(PlanreviewError):
    """Another worker is sending this notice now."""


class SendRefused(PlanreviewError):
    """The mail service refused the message for good; sending it again would be refused again."""


class SendPostponed(PlanreviewError):
    """The mail service certainly did not take the message this time; it may take it later."""
