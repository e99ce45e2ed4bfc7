"""Outlook messages. The sample and its variants are written by a small maker of OLE files."""

import struct
from pathlib import Path

import compressed_rtf
import pytest

from planreview.errors import Unreadable
from planreview.extraction import extract
from planreview.extraction.kind import Kind, kind_of
from planreview.extraction.msg import DEPTH
from tests.core.samples import text_of
from tests.samples.makers.compound import compound
from tests.samples.makers.messages import message_streams

SAMPLE = (Path(__file__).parents[2] / "samples/formats/message.msg").read_bytes()
HEAD = (
    "From: Renée Marsh <renee.marsh@northshire.example>\n"
    "To: plans@inspectorate.example\n"
    "Date: Mon, 29 May 2017 09:15:00 +0000"
)


def words(**more: bytes) -> str:
    """What is read below the headers of a message without a plain form."""
    [page] = text_of(
        compound(message_streams("Plan", "") | {f"__substg1.0_{tag[1:]}": data for tag, data in more.items()}),
        "plan.msg",
    ).pages
    return page.text.removeprefix(f"{HEAD}\nSubject: Plan").strip()


def test_a_message_is_read_with_its_headers_and_what_is_attached() -> None:
    found = extract(SAMPLE, "message.msg")

    assert [(page.text, page.source) for page in found.text.pages] == [
        (
            f"{HEAD}\nSubject: Our plan – Northshire\n\n"
            "Dear Sir, our plan is attached. The deputy chief constable agreed it on 12 May 2017.",
            "message",
        )
    ]
    assert [member.name for member in found.text.members] == ["plan.rtf", "Review of the unit.eml"]


def test_a_message_in_a_message_is_the_same_e_mail_each_time() -> None:
    one, other = (extract(SAMPLE, "message.msg").attachments[1] for _ in range(2))

    assert one == other
    assert text_of(one.content, one.name).pages[0].text == (
        f"{HEAD}\nSubject: Review of the unit\n\nThe review of our unit is complete."
    )


def test_a_web_page_is_read_where_it_is_all_there_is() -> None:
    assert words(x10130102="<p>café".encode()) == "café"


def test_a_rich_text_is_read_where_it_is_all_there_is() -> None:
    assert words(x10090102=compressed_rtf.compress(b"{\\rtf1 one\\par two}")) == "one\n\ntwo"


def test_the_form_that_keeps_rows_together_is_preferred() -> None:
    streams = message_streams("Plan", "Action\nOwner", x10130102=b"<table><tr><td>Action<td>Owner</table>")
    [page] = text_of(compound(streams), "plan.msg").pages

    assert page.text.endswith("Subject: Plan\n\nAction | Owner")


@pytest.mark.parametrize(
    ("tag", "form"),
    [
        ("10130102", b"<p>The review of our unit is complete."),
        ("10090102", compressed_rtf.compress(b"{\\rtf1 The review of our unit is complete.}")),
    ],
    ids=["a web page", "rich text"],
)
def test_a_plain_form_that_says_far_less_is_not_read(tag: str, form: bytes) -> None:
    streams = message_streams("Plan", "Needs HTML") | {f"__substg1.0_{tag}": form}
    [page] = text_of(compound(streams), "plan.msg").pages

    assert page.text.endswith("Subject: Plan\n\nThe review of our unit is complete.")


def test_the_headers_as_they_were_sent_are_preferred() -> None:
    sent = "From: =?utf-8?q?Ren=C3=A9e?= <r@n.example>\r\nTo: a@b.example\r\n"
    [page] = text_of(compound(message_streams("Plan", "x", x007D001F=sent.encode("utf-16-le"))), "p.msg").pages

    assert page.text.startswith("From: Renée <r@n.example>\nTo: a@b.example\nDate: Mon, 29 May 2017 09:15:00 +0000\n")


def test_texts_that_are_not_unicode_are_read_in_the_code_page_of_the_message() -> None:
    streams = {
        "__properties_version1.0": bytes(32) + struct.pack("<HHIQ", 0x0003, 0x3FFD, 6, 1251),
        "__substg1.0_1000001E": "План".encode("cp1251"),
    }

    assert [page.text for page in text_of(compound(streams), "plan.msg").pages] == ["План"]


def test_a_web_page_is_read_in_the_code_page_of_the_internet_and_not_in_that_of_the_store() -> None:
    code_pages = [struct.pack("<HHIQ", 0x0003, tag, 6, number) for tag, number in ((0x3FFD, 1252), (0x3FDE, 65001))]
    streams = {
        "__properties_version1.0": bytes(32) + b"".join(code_pages),
        "__substg1.0_10130102": "<p>Women’s refuge".encode(),
    }

    assert [page.text for page in text_of(compound(streams), "plan.msg").pages] == ["Women’s refuge"]


def test_a_word_document_attached_to_a_message_makes_it_no_word_document() -> None:
    streams = message_streams("Plan", "x") | {"__attach_version1.0_#00000000/__substg1.0_3701000D/WordDocument": b"x"}

    assert kind_of(compound(streams)) is Kind.MSG
    assert [caution.message for caution in text_of(compound(streams), "plan.msg").warnings] == [
        "These attachments are links or embedded objects, and were not read: attachment 1."
    ]


def nested(depth: int) -> bytes:
    streams = message_streams("Plan", "x")
    for _ in range(depth):
        inner = {f"__attach_version1.0_#00000000/__substg1.0_3701000D/{name}": data for name, data in streams.items()}
        streams = message_streams("Plan", "x") | inner
    return compound(streams)


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (
            compound(message_streams("Plan", "")),
            "empty",
            "The message holds no text and no attachments. Please send it again.",
        ),
        (
            compound(message_streams("Plan", "x", x001A001F="IPM.Note.SMIME".encode("utf-16-le"))),
            "encrypted",
            "The message is encrypted. Please send it without encryption.",
        ),
        (
            nested(DEPTH),
            "too_large",
            "The message nests more than 5 messages in each other. Please send them by themselves.",
        ),
    ],
    ids=["nothing", "S/MIME", "nested without end"],
)
def test_a_message_without_words_is_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "plan.msg")

    assert (refusal.value.code, refusal.value.message) == (code, message)
