"""E-mails, as mail programs send them and as old ones should not have."""

import base64
import quopri
from pathlib import Path

import pytest

from planreview.errors import Unreadable
from planreview.extraction import extract
from tests.core.samples import text_of

SAMPLE = (Path(__file__).parents[2] / "samples/formats/message.eml").read_bytes()
HEAD = "Message-ID: <1@kent.example>\nMIME-Version: 1.0\nFrom: a@kent.example\n"
NAMED = "From: a@kent.example"


def mail(rest: str) -> bytes:
    return (HEAD + rest).encode("latin-1")


def multipart(kind: str, *parts: str) -> str:
    inside = "".join(f"--=_b\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="=_b"\n\n{inside}--=_b--\n'


PLAIN, HTML = "Content-Type: text/plain\n\nplain words", "Content-Type: text/html\n\n<p>marked up words"
STRUCK = "Content-Type: text/html\n\n<p>marked <s>up</s> words"
TABLE = "Content-Type: text/html\n\n<table><tr><td>Action<td>Owner</table>"


def words(content: bytes) -> str:
    [page] = text_of(content, "plan.eml").pages
    return page.text.removeprefix(NAMED).strip()


def attached(content: bytes) -> list[tuple[str, bytes]]:
    return [(found.name, found.content) for found in extract(content, "plan.eml").attachments]


def test_an_e_mail_is_read_with_its_headers_and_what_is_attached() -> None:
    found = extract(SAMPLE, "message.eml")

    assert [(page.text, page.source) for page in found.text.pages] == [
        (
            "From: Renée Marsh <renee.marsh@northshire.example>\n"
            "To: plans@inspectorate.example\n"
            "Date: Mon, 29 May 2017 10:15:00 +0100\n"
            "Subject: Our plan – Northshire\n\n"
            "Dear Sir, our plan is attached. The deputy chief constable agreed it on 12 May 2017.",
            "message",
        )
    ]
    assert [member.name for member in found.text.members] == ["Plan für 2017.rtf", "Review of the unit.eml"]
    assert text_of(found.attachments[1].content, "Review of the unit.eml").pages[0].text == (
        "From: dcc@northshire.example\nSubject: Review of the unit\n\nThe review of our unit is complete."
    )


@pytest.mark.parametrize(
    ("rest", "text"),
    [
        ("\nplain words", "plain words"),
        (multipart("alternative", PLAIN, HTML), "plain words"),
        (multipart("alternative", PLAIN, TABLE), "Action | Owner"),
        (multipart("alternative", PLAIN, STRUCK), "marked [Struck through: up] words"),
        (multipart("alternative", HTML), "marked up words"),
        (multipart("mixed", PLAIN, HTML), "plain words\n\nmarked up words"),
        ("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nY2Fmw6k=", "café"),
        ("Content-Type: text/plain; charset=no-such\n\ncaf\xe9 \x96 plan", "café – plan"),
        ("Content-Type: text/plain; format=flowed\n\none \ntwo\n-- \nme", "one two\n-- \nme".replace(" \nm", "\nm")),
    ],
)
def test_the_words_are_read_in_the_form_that_keeps_most_of_them(rest: str, text: str) -> None:
    assert words(mail(rest)) == text


PLAN = "The review of our unit is complete. Monitoring of all systems began in April. Jane Marsh, DCI"
MARKED = f"Content-Type: text/html\n\n<html><style>{'p {} ' * 99}</style><p>{PLAN}"


@pytest.mark.parametrize(
    "plain",
    [
        "This message needs an HTML reader.",
        "View this e-mail in your browser: https://kent.example/view?id=1",
        "-- \nJane Marsh, DCI",
    ],
)
@pytest.mark.parametrize("together", ["{}", multipart("related", "{}").replace("=_b", "=_inner")])
def test_a_plain_form_that_says_far_less_is_not_read(plain: str, together: str) -> None:
    forms = (f"Content-Type: text/plain\n\n{plain}", together.format(MARKED))

    assert words(mail(multipart("alternative", *forms))) == PLAN


def test_what_a_web_form_hides_makes_it_no_longer() -> None:
    hidden = "Read on for news of what has been done about the plan since last we wrote to you all. " * 3
    html = f"Content-Type: text/html\n\n<div style='display:none'>{hidden}</div><p>{PLAN}"

    assert words(mail(multipart("alternative", f"Content-Type: text/plain\n\n{PLAN}", html))) == PLAN


@pytest.mark.parametrize("plain", [PLAN, "Our review is complete. Monitoring began in April. Marsh"])
def test_a_plain_form_that_says_most_of_it_is_read_however_long_the_markup_is(plain: str) -> None:
    assert words(mail(multipart("alternative", f"Content-Type: text/plain\n\n{plain}", MARKED))) == plain


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("Subject: =?iso-8859-1?q?caf=E9?=\n =?utf-8?b?4oCTIHBsYW4=?=", "Subject: café– plan"),
        ("Subject: caf\xe9 plan", "Subject: café plan"),
        ("Subject: =?no-such?q?caf=C3=A9?=", "Subject: café"),
        ("To: a@b.example,\n c@d.example\nCc: e@f.example", "To: a@b.example, c@d.example\nCc: e@f.example"),
        ("Date: some day\nSubject: x", "Date: some day\nSubject: x"),
    ],
)
def test_headers_are_decoded_as_far_as_they_can_be(header: str, shown: str) -> None:
    assert words(mail(f"{header}\n\nplain words")) == f"{shown}\n\nplain words"


FILE = "Content-Type: application/octet-stream\nContent-Disposition: attachment; {}\n\nbytes"
PICTURE = (
    "Content-Type: image/png\nContent-Disposition: inline; filename=logo.png\nContent-Transfer-Encoding: base64\n\n"
)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (FILE.format("filename=plan.bin"), "plan.bin"),
        (FILE.format("filename*=utf-8''caf%C3%A9.bin"), "café.bin"),
        (FILE.format('filename="=?utf-8?q?caf=C3=A9=2Ebin?="'), "café.bin"),
        (FILE.format("filename*0=long; filename*1=.bin"), "long.bin"),
        (FILE.format('filename="../../etc/passwd"'), "etc/passwd"),
        (FILE.format("size=5"), "attachment 1"),
        ("Content-Type: text/plain; name=notes.txt\n\nbytes", "notes.txt"),
    ],
)
def test_an_attachment_has_its_own_name(part: str, name: str) -> None:
    assert attached(mail(multipart("mixed", PLAIN, part))) == [(name, b"bytes")]


def test_two_attachments_of_one_name_are_both_kept() -> None:
    part = FILE.format("filename=plan.bin")

    assert attached(mail(multipart("mixed", part, part))) == [("plan.bin", b"bytes"), ("plan (2).bin", b"bytes")]


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        ((PLAIN, PICTURE + "iVBORw0K"), []),
        ((PLAIN, PICTURE + "iVBO" * 40_000), ["logo.png"]),
        ((PICTURE + "iVBORw0K",), ["logo.png"]),
    ],
    ids=["a logo", "a large picture", "nothing else"],
)
def test_a_picture_within_the_text_is_kept_where_it_may_hold_words(parts: tuple[str, ...], names: list[str]) -> None:
    assert [name for name, _ in attached(mail(multipart("related", *parts)))] == names


def test_what_outlook_packed_is_kept_and_told() -> None:
    packed = "Content-Type: application/ms-tnef; name=winmail.dat\n\nbytes"
    text = text_of(mail(multipart("mixed", PLAIN, packed)), "plan.eml")

    assert [member.name for member in text.members] == ["winmail.dat"]
    assert [caution.code for caution in text.warnings] == ["members_unread"]


def test_a_web_page_saved_as_a_message_is_read_as_a_web_page() -> None:
    saved = 'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="=_b"\n\n--=_b\n' + TABLE

    assert [page.text for page in text_of(saved.encode(), "plan.mht").pages] == ["Action | Owner"]


def test_a_workbook_saved_in_frames_is_read_sheet_by_sheet() -> None:
    frames = (
        "Content-Type: text/html\n\n<html><frameset><frame src=1.htm><noframes><p>No frames here.</noframes></frameset>"
    )
    saved = "MIME-Version: 1.0\n" + multipart("related", frames, TABLE, HTML)

    assert [page.text for page in text_of(saved.encode(), "plan.mht").pages] == ["Action | Owner", "marked up words"]


REVIEW = "From: dci@kent.example\nSubject: the review\nMIME-Version: 1.0\n\nIt is complete = café.\n".encode()
FORWARDED = "Content-Type: message/rfc822\nContent-Transfer-Encoding: {}\n\n{}"


def test_a_message_attached_to_the_form_that_is_not_read_is_kept() -> None:
    forwarded = "Content-Type: message/rfc822\n\nSubject: the review\n\nIt is complete."
    content = mail(multipart("alternative", PLAIN, multipart("mixed", HTML, forwarded).replace("=_b", "=_inner")))

    assert words(content) == "plain words"
    assert attached(content) == [("the review.eml", b"Subject: the review\n\nIt is complete.")]


def test_a_text_attached_to_the_form_that_is_not_read_is_kept() -> None:
    notes = "Content-Type: text/plain; name=notes.txt\n\nbytes"
    content = mail(multipart("alternative", PLAIN, multipart("mixed", HTML, notes).replace("=_b", "=_inner")))

    assert (words(content), attached(content)) == ("plain words", [("notes.txt", b"bytes")])


@pytest.mark.parametrize(
    "part",
    [
        FORWARDED.format("base64", base64.encodebytes(REVIEW).decode()),
        FORWARDED.format("Quoted-Printable", quopri.encodestring(REVIEW).decode().replace("review", "=\nreview")),
        FORWARDED.format("base64", REVIEW.decode("latin-1")),
    ],
    ids=["base64", "quoted-printable", "said to be encoded"],
)
def test_an_attached_message_is_kept_as_it_was_before_it_was_encoded(part: str) -> None:
    assert attached(mail(multipart("mixed", PLAIN, part))) == [("the review.eml", REVIEW)]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (mail("\n"), "empty", "The message holds no text and no attachments. Please send it again."),
        (
            mail("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAG"),
            "encrypted",
            "The message is encrypted. Please send it without encryption.",
        ),
        (
            mail(multipart("encrypted", "Content-Type: application/pgp-encrypted\n\nVersion: 1")),
            "encrypted",
            "The message is encrypted. Please send it without encryption.",
        ),
        (
            mail("\n-----BEGIN PGP MESSAGE-----\nhQEMA\n-----END PGP MESSAGE-----"),
            "encrypted",
            "The message is encrypted. Please send it without encryption.",
        ),
        (
            mail("Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nMIAG"),
            "unsupported",
            "The message is wrapped in its signature, and cannot be read. Please send it with a clear signature,"
            " or without one.",
        ),
    ],
    ids=["nothing", "S/MIME", "PGP/MIME", "PGP", "wrapped"],
)
def test_a_message_without_words_is_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "plan.eml")

    assert (refusal.value.code, refusal.value.message) == (code, message)
