"""An assessment was signed off, or its letter is another now: write it, and count the decisions into the overview."""

from aws_lambda_powertools.utilities.data_classes import SQSRecord

from planreview.aws import incoming, published, records
from planreview.aws.worker import queue_handler
from planreview.letter import letter_of
from planreview.overview import final_decisions, overview_of
from planreview.publishing import letters, overviews

ATTEMPTS = 5


def publish(record: SQSRecord) -> None:
    told = incoming.announcement(record)
    if told.force_id is None:
        raise ValueError(f"a {told.type} that names no force")
    round_ = records.round_(told.round_id)
    for _ in range(ATTEMPTS):
        seen = records.submissions(told.round_id)
        decided = final_decisions(seen, records.decisions(told.round_id))
        # Before the letter: whatever is wrong with one letter, all are counted.
        published.save_overview(told.round_id, overviews.all_forms(overview_of(round_, seen, decided), round_))
        # Reopened since: its letter waits for the next sign-off.
        for one in (one for one in seen if one.force_id == told.force_id and one.force_id in decided):
            letter = letter_of(round_, one, decided[one.force_id], records.edited_letter(one))
            published.save_letter(told.round_id, told.force_id, letters.all_forms(letter))
        # Two of these may work at once: the last to write must have seen how it was after the other.
        if records.submissions(told.round_id) == seen:
            return


handler = queue_handler(publish)
