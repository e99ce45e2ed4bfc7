"""Past-tense facts. Each is stored in the same transaction as the change that it tells of, and announced from there."""

from enum import StrEnum

from planreview.value import Instant, Value


class EventType(StrEnum):
    ROUND_OPENED = "RoundOpened"
    RULES_CHANGED = "RulesChanged"
    DOCUMENT_RECEIVED = "DocumentReceived"
    DOCUMENT_SCANNED = "DocumentScanned"
    DOCUMENT_READ = "DocumentRead"
    DOCUMENT_UNREADABLE = "DocumentUnreadable"
    FINDINGS_PROPOSED = "FindingsProposed"
    ASSESSMENT_DUE = "AssessmentDue"
    SUBMISSION_MISSING = "SubmissionMissing"
    ASSESSMENT_OVERDUE = "AssessmentOverdue"
    DEADLINE_EXTENDED = "DeadlineExtended"
    DOCUMENT_SHARED = "DocumentShared"
    LATE_ACCEPTED = "LateDocumentAccepted"
    LATE_REFUSED = "LateDocumentRefused"
    CRITERION_JUDGED = "CriterionJudged"
    CRITERION_DECIDED = "CriterionDecided"
    ASSESSMENT_COMPLETED = "AssessmentCompleted"
    ASSESSMENT_SENT_BACK = "AssessmentSentBack"
    ASSESSMENT_SIGNED_OFF = "AssessmentSignedOff"
    LETTER_EDITED = "LetterEdited"
    LETTER_REDRAFTED = "LetterRedrafted"
    LETTER_APPROVED = "LetterApproved"
    REPLY_RECORDED = "ReplyRecorded"
    ASSESSMENT_REOPENED = "AssessmentReopened"
    NOTICE_QUEUED = "NoticeQueued"


class Event(Value):
    """`subject` is the id of what it happened to, so that the same fact has the same `id` however often it is told."""

    type: EventType
    round_id: str
    subject: str
    at: Instant
    force_id: str | None = None
    document_id: str | None = None

    @property
    def id(self) -> str:
        return f"{self.type}_{self.subject}"


class Announcement(Value):
    """What goes on the bus: a fact by its type, with the ids by which a worker loads the state as it is now."""

    type: EventType
    round_id: str
    force_id: str | None = None
    document_id: str | None = None
    notice_id: str | None = None
