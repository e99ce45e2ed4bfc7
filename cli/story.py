"""2017 as the demonstration plays it, by the clocks of London. The plans are samples, none of them a force's own."""

from datetime import date

from cli.steps import Approved, Decided, Extended, Late, Passed, Reopened, Replied, Sent, Shared, Step

BANNER = (
    "A demonstration. The plans are samples, and most decisions are made up, so that each band has as many forces as in"
    " 2017. Nothing here is any force's real result."
)

OTHERS = (
    *("city-of-london", "cleveland", "dyfed-powys", "gloucestershire", "greater-manchester", "lancashire"),
    *("leicestershire", "metropolitan", "north-wales", "north-yorkshire", "northamptonshire", "nottinghamshire"),
    *("south-wales", "south-yorkshire", "staffordshire", "west-midlands", "west-yorkshire", "wiltshire"),
)
"""Forces without a sample of their own."""

_RUSH = tuple(
    Sent(
        f"2017-05-31 {15 + number // 4}:{number % 4 * 15:02}:07", force, f"others/plan-{number % 5 + 1}.txt", "plan.txt"
    )
    for number, force in enumerate(OTHERS)
)

_BY_THE_DEADLINE: tuple[Step, ...] = (
    Sent("2017-05-22 10:05:12", "lincolnshire", "plans/lincolnshire-plan.txt", "plan.txt"),
    Sent("2017-05-25 15:40:03", "bedfordshire", "plans/bedfordshire-plan.docx", "Action plan.docx"),
    Sent("2017-05-25 16:02:44", "derbyshire", "plans/derbyshire-plan.pdf", "Derbyshire plan.pdf"),
    Sent("2017-05-26 11:20:31", "gwent", "plans/gwent-plan.pdf", "Gwent action plan.pdf"),
    Sent("2017-05-26 12:00:00", "norfolk", "plans/norfolk-encrypted.pdf", "Norfolk plan (protected).pdf"),
    Sent("2017-05-30 09:31:00", "merseyside", "plans/merseyside-plan.docx", "Merseyside plan v3.docx"),
    Sent("2017-05-30 11:00:00", "warwickshire", "long-plans/warwickshire-plan.txt", "Joint plan.txt"),
    Sent("2017-05-30 11:05:00", "west-mercia", "long-plans/west-mercia-plan.docx", "Delivery plan.docx"),
    Sent("2017-05-30 13:40:00", "dorset", "plans/dorset-empty.txt", "plan.txt"),
    Sent("2017-05-30 14:12:09", "kent", "plans/kent-plan.pdf", "plan.pdf"),
    Sent("2017-05-31 09:02:51", "norfolk", "others/plan-4.txt", "Norfolk plan.txt"),
    Sent("2017-05-31 10:00:00", "sussex", "plans/sussex-broken.pdf", "Sussex plan.pdf"),
    Sent("2017-05-31 10:30:00", "sussex", "others/plan-2.txt", "Sussex plan.txt"),
    Sent("2017-05-31 11:10:00", "dorset", "others/plan-4.txt", "plan.txt"),
    Sent("2017-05-31 11:45:00", "gwent", "plans/gwent-plan-v2.pdf", "Gwent action plan.pdf"),
    Sent("2017-05-31 12:15:00", "humberside", "long-plans/humberside-plan.docx", "Plan.docx"),
    Sent("2017-05-31 13:00:00", "thames-valley", "long-plans/thames-valley-plan.pdf", "TVP plan.pdf"),
    Sent("2017-05-31 14:30:00", "kent", "plans/kent-plan-other.docx", "plan.pdf"),
    Sent("2017-05-31 16:10:26", "cheshire", "plans/cheshire-plan.pdf", "Cheshire plan.pdf"),
    Sent("2017-05-31 16:58:00", "surrey", "plans/surrey-scan.pdf", "signed plan.pdf"),
    Sent("2017-05-31 17:00:01", "essex", "formats/tracker.xlsx", "Tracker (RAG).xlsx"),
    Sent("2017-05-31 17:20:00", "hertfordshire", "formats/message.eml", "FW our plan.eml"),
    Sent("2017-05-31 18:02:00", "northumbria", "formats/scan.pdf", "SCAN0042.pdf"),
    Sent("2017-05-31 19:00:00", "hampshire", "plans/hampshire-covering-letter.txt", "Letter to HMIC.txt"),
    Sent("2017-05-31 20:41:00", "suffolk", "plans/suffolk-owner-password.pdf", "Suffolk plan.pdf"),
    Sent("2017-05-31 21:15:38", "avon-and-somerset", "plans/avon-and-somerset-plan.pdf", "A&S plan.pdf"),
    Sent("2017-05-31 23:59:59", "cumbria", "plans/cumbria-plan.txt", "Cumbria plan.txt"),
    Passed("2017-05-24 09:00:00", "a week before the deadline: reminders"),
    Passed("2017-05-29 09:00:00", "two days before the deadline: reminders"),
    Extended("2017-05-30 15:00:00", "devon-and-cornwall", date(2017, 6, 7), "A flood at headquarters."),
    *_RUSH,
)

STORY: tuple[Step, ...] = (
    *sorted(_BY_THE_DEADLINE, key=lambda step: step.at),
    Sent("2017-06-01 00:00:00", "durham", "plans/durham-plan.txt", "Durham plan.txt"),
    Passed("2017-06-01 00:05:00", "the deadline has passed: due or missing, and digests to the inspectors"),
    Sent("2017-06-05 09:12:00", "devon-and-cornwall", "plans/devon-and-cornwall-plan.docx", "plan (final).docx"),
    Sent("2017-06-05 10:00:00", "kent", "others/plan-3.txt", "A brochure.txt"),
    Shared("2017-06-05 11:00:00", "cambridgeshire", "bedfordshire", "One department serves both."),
    Late("2017-06-06 09:30:00", "durham", True, "Late by one second."),
    Late("2017-06-06 09:31:00", "kent", False, "Nothing in it is about this subject."),
    Passed("2017-06-08 00:05:00", "the longer deadline has passed too"),
    Decided(
        "2017-06-20 10:00:00",
        "inspectors decide, others sign off",
        but=frozenset({"cheshire"}),
        sent_back=frozenset({"essex"}),
    ),
    Passed("2017-07-01 08:00:00", "the days of assessment are over: what is overdue"),
    Decided("2017-07-03 10:00:00", "the last is decided"),
    Reopened("2017-09-11 10:00:00", "gwent", "A page was overlooked."),
    Decided("2017-09-12 10:00:00", "it is decided anew"),
    Approved("2017-10-02 09:00:00"),
    Replied("2017-11-06 12:00:00", "derbyshire", date(2017, 11, 3)),
    Passed("2017-11-21 09:00:00", "a week before the last day for comments: reminders to the policing bodies"),
)
