"""`planreview extract`: the text of one file."""

import argparse

from cli import shapes
from cli.console import complain, heading, print_json, say
from planreview.errors import Unreadable
from planreview.extraction.isolation import extract_isolated


def run(chosen: argparse.Namespace) -> int:
    name = chosen.file.name
    try:
        text = extract_isolated(chosen.file.read_bytes(), name).text
    except Unreadable as error:
        if chosen.json:
            print_json(shapes.refusal(name, error))
        complain(f"{name}: {error}")
        return 1
    if chosen.json:
        print_json(shapes.text(text))
        return 0
    for page in text.pages:
        heading(f"{name}, page {page.number} of {text.pages_expected} ({page.source})")
        say(page.text)
    for caution in text.warnings:
        complain(f"{name}: {caution.message}")
    return 0
