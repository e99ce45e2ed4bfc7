from planreview.extraction.rehearsal import rehearsal
from tests.core.samples import text_of


def test_a_rehearsal_goes_through_all_that_plans_need() -> None:
    text = text_of(rehearsal(), "rehearsal.pdf")

    assert [page.text for page in text.pages] == [
        "We will brief every team on the new policy by the end of June 2017, and have begun to check\n"
        "what officers and staff look up in our systems. The counter-corruption unit has met the services that support"
        " vulnerable people; monitoring is in place and reviewed each quarter.\n"
        "Action | Owner | Due | Status\n"
        "Brief every team | Head of PSD | June 2017 | In progress\n"
        "[comment: By when?]"
    ]
    assert text.warnings == ()
