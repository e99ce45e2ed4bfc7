"""What can be said of one criterion, why, and the quotes that it rests on."""

from collections.abc import Callable
from enum import StrEnum

from planreview.value import Identifier, Value


class Status(StrEnum):
    """How far a plan has got with one criterion, in rising order."""

    NOT_FOUND = "not_found"
    UNCLEAR = "unclear"
    PLANNED = "planned"
    COMMENCED = "commenced"
    IN_PLACE = "in_place"


class Reason(StrEnum):
    """Why a finding is `not_found` or `unclear`, as docs/judgement.md defines it; the other statuses have none."""

    SILENT = "silent"
    DENIED = "denied"
    ONLY_ASKED = "only_asked"
    NO_STAGE = "no_stage"
    RESULT_UNCLEAR = "result_unclear"
    UNREAD = "unread"


class Evidence(Value):
    """A quote. `quote == page_text[start:end]` of page `page` of the document named, in characters from 0.

    `document` is the name that an inspector knows it by, `sha256` the exact bytes that were read.
    """

    document: str
    sha256: str
    page: int
    start: int
    end: int
    quote: str

    def crosses(self, other: "Evidence") -> bool:
        """Whether two quotes have words of one place in common."""
        return (
            (self.sha256, self.page) == (other.sha256, other.page) and self.start < other.end and other.start < self.end
        )

    def holds(self, other: "Evidence") -> bool:
        """Whether all words of another quote are among those of this one, at their place."""
        return self.crosses(other) and self.start <= other.start and other.end <= self.end


class Taken(StrEnum):
    """As what a passage was taken that bears on a criterion, or seems to."""

    STATED = "stated"
    MENTIONED = "mentioned"
    ASKED = "asked"
    PASTED = "pasted"
    HEADING = "heading"
    ELSEWHERE = "elsewhere"
    OTHER_SENSE = "other_sense"
    OUTDATED = "outdated"


class Considered(Value):
    """One step of the way to a finding: a passage, as what it was taken, and the words that told.

    `status` is what a STATED passage says of the criterion, `not_found` for a denial. `counted` says whether the
    finding rests on it; a stated passage that does not count gave way to a newer or a more detailed one.
    """

    evidence: Evidence
    taken: Taken
    status: Status | None = None
    words: tuple[str, ...] = ()
    counted: bool = False


class Compared(Value):
    """What comparison with labelled examples makes of one passage, for one criterion.

    `speaks` is the chance that it speaks of it, from 0 to 1, and `status` the likeliest if it does. `reason` is the
    likeliest of those that it tells, if it tells any, why nothing is found, or nothing clear.
    """

    evidence: Evidence
    speaks: float
    status: Status
    reason: Reason | None = None


class Voice(StrEnum):
    """What proposes a status: the round's rules, or what was learned from examples."""

    RULES = "rules"
    EXAMPLES = "examples"


class SecondOpinion(Value):
    """What the other voice makes of a criterion. `probability` is its own reckoning, from 0 to 1; rules have none.

    `evidence` is the passage that told most; for what was not found it is one that denies it, if there is one.
    """

    by: Voice = Voice.EXAMPLES
    status: Status
    probability: float | None = None
    evidence: Evidence | None = None


class Finding(Value):
    """The status of one criterion with its evidence, the most telling quote first.

    `also` is the status that another careful reader could give, where the words leave it open. `by` is the voice that
    proposes the status, with its `probability` as in a second opinion; `second` is what the other one says, where it
    differs. `reason` may come from either voice. `trace` is how the rules took each passage, `compared` what examples
    make of those that come closest, the closest first. `unread`: not all that was sent could be read, so that what is
    not found may stand there.
    """

    criterion: Identifier
    status: Status
    reason: Reason | None = None
    also: Status | None = None
    evidence: tuple[Evidence, ...] = ()
    trace: tuple[Considered, ...] = ()
    compared: tuple[Compared, ...] = ()
    by: Voice = Voice.RULES
    probability: float | None = None
    second: SecondOpinion | None = None
    unread: bool = False

    def requoted(self, change: Callable[[Evidence], Evidence]) -> "Finding":
        """The same finding with each of its quotes changed: its own, those of its steps and of the second opinion."""
        second = self.second
        if second and second.evidence:
            second = second.model_copy(update={"evidence": change(second.evidence)})
        evidence = tuple(map(change, self.evidence))
        trace = tuple(step.model_copy(update={"evidence": change(step.evidence)}) for step in self.trace)
        compared = tuple(step.model_copy(update={"evidence": change(step.evidence)}) for step in self.compared)
        return self.model_copy(update={"evidence": evidence, "trace": trace, "compared": compared, "second": second})

    @property
    def quote_of_second(self) -> Evidence | None:
        """What the other voice rests on, where that stands in none of the finding's own quotes."""
        quote = self.second.evidence if self.second else None
        return None if quote and any(one.holds(quote) for one in self.evidence) else quote

    @property
    def is_uncertain(self) -> bool:
        """Whether an inspector should look at this one first."""
        is_open = self.also is not None or self.second is not None
        return self.status is Status.UNCLEAR or is_open or self.unread or self.reason is Reason.UNREAD
