"""`planreview extract`: the text of one file."""

import argparse

from cli import shapes, show
from cli.console import complain, heading, print_json, say
from cli.reading import Reading, read


def run(chosen: argparse.Namespace) -> int:
    name = chosen.file.name
    reading = read(chosen.file.read_bytes(), name)
    if chosen.json:
        print_json(shapes.reading(reading))
    for found in reading.all():
        _say(found, pages=not chosen.json)
    return int(any(found.refusal for found in reading.all()))


def _say(reading: Reading, *, pages: bool) -> None:
    if reading.refusal:
        complain(f"{reading.name}: {reading.refusal}")
    if reading.text is None:
        return
    for page in reading.text.pages if pages else ():
        heading(f"{reading.name}, {show.place(page)} of {reading.text.pages_expected} ({show.how(page)})")
        say(page.text)
    for caution in reading.text.warnings:
        complain(f"{reading.name}: {caution.message}")
