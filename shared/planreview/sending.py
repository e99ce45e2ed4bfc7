"""What becomes of a letter: an office edits it, the lead approves it, and it goes out; the policing body replies."""

from collections.abc import Sequence
from datetime import date, datetime

from planreview.acts import Case, act, must_be, must_be_read
from planreview.change import Change
from planreview.days import after
from planreview.deadline import day_shown
from planreview.errors import Conflict, IllegalMove, LetterInvalid, NotPermitted
from planreview.event import EventType
from planreview.letter import Block, EditedLetter, faults_of_edited
from planreview.notice import NoticeKind
from planreview.round import Role
from planreview.submission import SubmissionState
from planreview.told import word_on


def edit_letter(case: Case, blocks: Sequence[Block], *, sha256: str, by: str, at: datetime) -> Change:
    """An office's words for the letter stand in place of those before; all versions are kept.

    `sha256` is that of the document that held them. Raises IllegalMove but between the sign-off and the approval,
    LetterInvalid where a criterion is not told of.
    """
    must_be(case, SubmissionState.SIGNED_OFF, "given another letter")
    if faults := list(faults_of_edited(case.round_, blocks)):
        raise LetterInvalid(faults)
    before = case.submission
    version = before.letters + 1
    edited = EditedLetter(
        round_id=before.round_id,
        force_id=before.force_id,
        version=version,
        sha256=sha256,
        blocks=tuple(blocks),
        by=by,
        at=at,
    )
    given_now = before.model_copy(update={"letters": version, "letter": version})
    about = {"letter": str(version), "sha256": sha256}
    return act(case, EventType.LETTER_EDITED, by, at, about, after=given_now, records=(edited,))


def approve_letter(case: Case, *, by: str, at: datetime, seen: int = 0) -> Change:
    """The letter goes to the chief officer, and a copy to the policing body. The assessment is published then.

    `seen` is the version of the letter that the lead has read, 0 for the first draft. Raises NotPermitted for anyone
    but the lead, IllegalMove before the sign-off, before the day of the letters or while what came in time is not read,
    Conflict for another version.
    """
    if case.inspector(by).role is not Role.LEAD:
        raise NotPermitted(f"only the lead, {case.round_.lead.id}, may approve letters")
    must_be(case, SubmissionState.SIGNED_OFF, "published")
    must_be_read(case)
    in_force = case.submission.letter_in_force
    if seen != in_force:
        kind = "a draft" if case.submission.letter is None else "as it was edited"
        raise Conflict(f"the letter to {case.submission.force.name} is version {in_force}, {kind}; read that first")
    letters_on, today = case.round_.publication.letters_on, at.astimezone(case.round_.request.tz).date()
    if today < letters_on:
        raise IllegalMove(f"letters go out on {day_shown(letters_on)}, and it is {day_shown(today)}")
    force = case.submission.force
    addressed = ((NoticeKind.LETTER, force.email), (NoticeKind.LETTER_COPY, force.policing_body_email))
    letters = tuple(word_on(case.submission, kind, to, at) for kind, to in addressed)
    within = case.round_.publication.reply_within
    reply_due_on = after(today, within, case.round_.holidays) if within else None
    published = case.submission.moved(SubmissionState.PUBLISHED).model_copy(
        update={"letter_on": today, "reply_due_on": reply_due_on}
    )
    about = {"letter": str(seen)}
    return act(case, EventType.LETTER_APPROVED, by, at, about, after=published, records=letters)


def record_reply(case: Case, *, by: str, at: datetime, came_on: date) -> Change:
    """The policing body has published its comments. Raises IllegalMove before the letter, or the second time."""
    must_be(case, SubmissionState.PUBLISHED, "replied to")
    before, today = case.submission, at.astimezone(case.round_.request.tz).date()
    if came_on > today or (before.letter_on and came_on < before.letter_on):
        raise IllegalMove(f"{day_shown(came_on)} does not lie between the letter and today, {day_shown(today)}")
    if before.replied_on:
        raise IllegalMove(f"a reply of {day_shown(before.replied_on)} is on record already")
    replied = before.model_copy(update={"replied_on": came_on})
    return act(case, EventType.REPLY_RECORDED, by, at, {"came_on": came_on.isoformat()}, after=replied)
