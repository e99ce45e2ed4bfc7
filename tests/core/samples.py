"""Values that the tests of the core share: one small round, one force, one document."""

from datetime import UTC, date, datetime

from planreview.document import Document, Upload
from planreview.extraction import extract
from planreview.force import Force
from planreview.receipt import Receipt
from planreview.round import Round, read_round
from planreview.submission import Submission
from planreview.text import Text

DEADLINE = datetime(2017, 5, 31, 22, 59, 59, 999_999, tzinfo=UTC)
IN_TIME = datetime(2017, 5, 30, 13, 12, 9, tzinfo=UTC)

ROUND_SOURCE = """
id = "plans-2017"
title = "Plans of 2017"
inspectorate = "The inspectorate"
version = 1
holidays = "GB-ENG"

[recommendation]
published_on = 2016-12-08
within_months = 6
text = "All forces should have started to implement a plan."

[request]
sent_on = 2017-05-16
deadline_on = 2017-05-31
zone = "Europe/London"

[reminders]
days_before = [7, 2]
at = 09:00:00

[assessment]
starts_on = 2017-06-01
ends_on = 2017-06-30
spread_over = "working days"

[publication]
letters_on = 2017-10-02

[[inspectors]]
id = "ada"
name = "Ada Assessor"
email = "ada@inspectorate.example"

[[inspectors]]
id = "ben"
name = "Ben Assessor"
email = "ben@inspectorate.example"

[[inspectors]]
id = "lea"
name = "Lea Lead"
email = "lea@inspectorate.example"
role = "lead"

[vocabulary]
watching = ["monitor*"]
systems = ["IT system*", "ICT"]

[[criteria]]
id = "it_monitoring"
title = "IT monitoring"
question = "Does the force monitor the use of its IT systems?"
senses = [["watching", "systems"]]

[cues]
in_place = ["is in place"]
commenced = ["has started"]
planned = ["will"]
unclear = ["unclear"]
denied = ["not"]
asked = ["should"]

[[bands]]
id = "started"
title = "Started"
at_least = 1
having = ["commenced", "in_place"]

[[bands]]
id = "insufficient"
title = "Insufficient information"
"""


def a_round() -> Round:
    return read_round(ROUND_SOURCE)


def a_blind_round() -> Round:
    return read_round(ROUND_SOURCE.replace("[assessment]\n", "[assessment]\nblind = true\n"))


def a_force(id_: str = "kent") -> Force:
    return Force(
        id=id_,
        name=f"{id_.title()} Police",
        chief_officer="Chief Constable",
        policing_body=f"Police and Crime Commissioner for {id_.title()}",
        policing_body_email=f"pcc@{id_}.example",
        region="South East",
        email=f"plans@{id_}.example",
    )


def a_submission(force_id: str = "kent", **changes: object) -> Submission:
    values = {
        "round_id": "plans-2017",
        "force": a_force(force_id),
        "assessor_id": "ada",
        "moderator_id": "ben",
        "deadline_utc": DEADLINE,
        "due_on": date(2017, 6, 30),
    }
    return Submission.model_validate(values | changes)


def an_upload(completed_at: datetime = IN_TIME, name: str = "plan.pdf", version_id: str = "v1") -> Upload:
    return Upload(bucket="submissions", key=f"plans-2017/kent/{name}", version_id=version_id, completed_at=completed_at)


def a_document(received_at: datetime = IN_TIME, **changes: object) -> Document:
    upload = an_upload(received_at)
    receipt = Receipt(
        name="plan.pdf",
        bucket=upload.bucket,
        key=upload.key,
        version_id=upload.version_id,
        size=1_234_567,
        sha256="ab" * 32,
        received_at=received_at,
        clock_source="s3-event",
        deadline_utc=DEADLINE,
        zone="Europe/London",
    )
    values = {"id": upload.document_id, "round_id": "plans-2017", "force_id": "kent", "receipt": receipt}
    return Document.model_validate(values | changes)


def text_of(content: bytes, name: str) -> Text:
    """The text alone that is read from a document, without the documents inside it."""
    return extract(content, name).text
