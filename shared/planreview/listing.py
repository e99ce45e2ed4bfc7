"""The naming of several things in one sentence."""

from collections.abc import Sequence


def listed(things: Sequence[object], most: int = 20, between: str = ", ") -> str:
    """The things, of which at most `most` are named and the others counted: `1, 2 and 3 more`."""
    named = between.join(map(str, things[:most]))
    return f"{named} and {len(things) - most} more" if len(things) > most else named
