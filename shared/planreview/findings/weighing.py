"""The two voices together: what is proposed where rules found this, and examples make that of it."""

from planreview.finding import Considered, Evidence, Finding, Reason, SecondOpinion, Status, Taken, Voice
from planreview.findings.criteria import QUOTES, Found
from planreview.findings.guess import NOTHING_BECAUSE, Guess

RULES = 0.15
"""What it adds to the chance of a status that the rules find it: the chances of all statuses come to 1."""

CAUTION, AGREED = 0.15, 0.35
"""The chance of nothing above which nothing is claimed to be begun or done; the second where the rules find the same.
It is `not_found` then, with the claim as the second reading, its quotes, and a place at the top of the inspector's
list."""

CLAIMS = (Status.COMMENCED, Status.IN_PLACE)


def weighed(found: Found, guess: Guess, *, unread: bool) -> Finding:
    """What is proposed where the rules found this and examples make that of it; `unread` says that not all could
    be read."""
    by_both = _by_both(found, guess, unread=unread)
    return by_both.model_copy(update={"compared": guess.compared})


def _by_both(found: Found, guess: Guess, *, unread: bool) -> Finding:
    finding, alone = found.finding, guess.status()
    together = guess.status(finding.status, RULES)
    if _is_by_marks(found, guess, together) or _is_by_order(found, guess):
        together = finding.status
    caution = AGREED if together is finding.status else CAUTION
    if together in CLAIMS and guess.chance(Status.NOT_FOUND) > caution:
        return _cautious(finding, guess, together, unread=unread)
    if together is finding.status:
        if alone is together:
            return _agreed(finding, guess)
        return finding.model_copy(update={"second": _by_examples(guess, alone)})
    return _proposed(finding, guess, together, *_told(finding, guess, together, guess.quotes), unread=unread)


def _is_by_marks(found: Found, guess: Guess, together: Status) -> bool:
    """Whether both rest on a row in which marks tell how far it is, and what both come to contradicts those: examples
    do not know one mark from another. What is not ticked as done may have begun."""
    telling = guess.because[Reason.DENIED] if together is Status.NOT_FOUND else guess.quotes
    is_done = Status.IN_PLACE in (found.finding.status, together)
    return found.is_marked and _is_there(found, telling) and (is_done or together is Status.NOT_FOUND)


def _is_by_order(found: Found, guess: Guess) -> bool:
    """Whether both look at an order: of what is to be done monthly, examples say that it is."""
    telling = guess.closest if guess.status() is Status.NOT_FOUND else guess.quotes
    return found.is_ordered and _is_there(found, telling)


def _is_there(found: Found, telling: tuple[Evidence, ...]) -> bool:
    """Whether what tells examples most stands where the rules' finding rests."""
    return any(quote.crosses(place) for quote in telling[:1] for place in found.counted)


def _cautious(finding: Finding, guess: Guess, claim: Status, *, unread: bool) -> Finding:
    """Nothing, where one voice or both would claim more than is sure enough."""
    reason, because = _nothing_because(finding, guess)
    quotes = because if reason else _best_first(finding.evidence if finding.status is claim else (), guess.quotes)
    nothing = _proposed(finding, guess, Status.NOT_FOUND, reason, quotes, unread=unread)
    return nothing.model_copy(update={"also": claim})


def _proposed(  # noqa: PLR0913  what a finding consists of
    finding: Finding, guess: Guess, status: Status, reason: Reason | None, quotes: tuple[Evidence, ...], *, unread: bool
) -> Finding:
    """What examples propose; where that is other than the rules' finding, with theirs beside it."""
    if status is Status.NOT_FOUND and reason is None:
        reason = Reason.UNREAD if unread else Reason.SILENT
    return Finding(
        criterion=finding.criterion,
        status=status,
        reason=reason,
        evidence=quotes,
        trace=finding.trace,
        by=Voice.EXAMPLES,
        probability=guess.chance(status),
        second=None if finding.status is status else _by_rules(finding),
    )


def _by_rules(finding: Finding) -> SecondOpinion:
    quote = finding.evidence[0] if finding.evidence else None
    return SecondOpinion(by=Voice.RULES, status=finding.status, evidence=quote)


def _agreed(finding: Finding, guess: Guess) -> Finding:
    """What both voices find, with the reason that either knows, and the quote first that tells examples most."""
    reason, evidence = _told(finding, guess, finding.status, _best_first(finding.evidence, guess.quotes))
    if finding.status is Status.NOT_FOUND and reason is None:
        return finding.model_copy(update={"evidence": finding.evidence or evidence})
    also = finding.also if reason is finding.reason else None
    return finding.model_copy(update={"reason": reason, "also": also, "evidence": evidence})


def _told(
    finding: Finding, guess: Guess, status: Status, quotes: tuple[Evidence, ...]
) -> tuple[Reason | None, tuple[Evidence, ...]]:
    """The reason of a status, as far as it has one that either voice knows, and its quotes: those given, or for what is
    not found those that tell why."""
    if status is Status.NOT_FOUND:
        return _nothing_because(finding, guess)
    return _unclear_because(finding, guess) if status is Status.UNCLEAR else None, quotes


def _best_first(quotes: tuple[Evidence, ...], telling: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The quotes of the rules after the one that tells examples most, which may be among them."""
    if not quotes or not telling:
        return quotes or telling
    alike = [quote for quote in quotes if quote.crosses(telling[0])] or telling[:1]
    return tuple(dict.fromkeys((*alike, *quotes)))[:QUOTES]


def _by_examples(guess: Guess, status: Status) -> SecondOpinion:
    telling = guess.quotes if status is not Status.NOT_FOUND else guess.because[Reason.DENIED]
    return SecondOpinion(
        by=Voice.EXAMPLES,
        status=status,
        probability=guess.chance(status),
        evidence=telling[0] if telling else None,
    )


def _nothing_because(finding: Finding, guess: Guess) -> tuple[Reason | None, tuple[Evidence, ...]]:
    """Why nothing is found, if either voice knows, with its quotes; else what comes closest. What gave way to something
    newer tells nothing."""
    gave_way = [step.evidence for step in finding.trace if step.taken is Taken.STATED and not step.counted]
    for reason, tells in zip(NOTHING_BECAUSE, (_denies, _asks, _names), strict=True):
        rules = tuple(dict.fromkeys(step.evidence for step in finding.trace if tells(step)))
        telling = tuple(one for one in guess.because[reason] if not any(one.crosses(old) for old in gave_way))
        if rules or telling:
            return reason, _best_first(finding.evidence if finding.reason is reason else rules, telling)
    return None, guess.closest


def _unclear_because(finding: Finding, guess: Guess) -> Reason:
    """The rules know of statements against each other, examples of single ones that leave the result unclear."""
    is_told = any(quote in guess.quotes for quote in guess.because[Reason.RESULT_UNCLEAR])
    is_by_rules = finding.status is Status.UNCLEAR and finding.reason is Reason.RESULT_UNCLEAR
    return Reason.RESULT_UNCLEAR if is_told or is_by_rules else Reason.NO_STAGE


def _denies(step: Considered) -> bool:
    return step.counted and step.taken is Taken.STATED and step.status is Status.NOT_FOUND


def _asks(step: Considered) -> bool:
    return step.taken in (Taken.ASKED, Taken.PASTED)


def _names(step: Considered) -> bool:
    return step.taken is Taken.HEADING
