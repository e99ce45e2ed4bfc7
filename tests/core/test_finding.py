"""What a finding shows of the other voice."""

import pytest

from planreview.finding import Evidence, Finding, SecondOpinion, Status, Voice

PAGE = "We have bought software. It is not in use, and the project has been stopped."


def quote(start: int, end: int) -> Evidence:
    return Evidence(document="plan.txt", sha256="0" * 64, page=1, start=start, end=end, quote=PAGE[start:end])


FIRST, SECOND, BOTH = quote(0, 24), quote(25, len(PAGE)), quote(0, len(PAGE))


@pytest.mark.parametrize(
    ("own", "theirs", "shown"),
    [
        (FIRST, FIRST, None),
        (BOTH, FIRST, None),
        (FIRST, SECOND, SECOND),
        (FIRST, BOTH, BOTH),
        (FIRST, None, None),
    ],
)
def test_what_the_other_voice_rests_on_is_shown_where_it_says_more_than_the_findings_own_quotes(
    own: Evidence, theirs: Evidence | None, shown: Evidence | None
) -> None:
    second = SecondOpinion(by=Voice.RULES, status=Status.NOT_FOUND, evidence=theirs)

    finding = Finding(criterion="it_monitoring", status=Status.IN_PLACE, evidence=(own,), second=second)

    assert finding.quote_of_second == shown
