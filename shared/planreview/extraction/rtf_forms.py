"""The fields of a form in a rich text: what each shows, by what is said of it beside its instruction."""

from dataclasses import dataclass, field

_BOX, _LIST = 1, 2
"""By \\fftype; a field of text, 0, shows the result that was saved."""

_UNTOUCHED = 25
"""The \\ffres of a field that shows what it began with. A list has no more than 25 entries, which count from 0."""


@dataclass
class FormField:
    """As it is read: `tell` takes its numbers, `entry` begins an entry of its list, and `say` goes on with that."""

    numbers: dict[str, int] = field(default_factory=dict)
    entries: list[list[str]] = field(default_factory=list)

    def tell(self, word: str, number: int | None) -> None:
        self.numbers[word] = number or 0

    def entry(self) -> None:
        self.entries.append([])

    def say(self, text: str) -> None:
        if self.entries:
            self.entries[-1].append(text)

    def shown(self) -> str:
        """A box with its tick, or the entry that is chosen; empty for a field of text."""
        kind, result = self.numbers.get("fftype"), self.numbers.get("ffres", _UNTOUCHED)
        number = self.numbers.get("ffdefres", 0) if result == _UNTOUCHED else result
        if kind == _BOX:
            return "☑" if number else "☐"
        return "".join(self.entries[number]) if kind == _LIST and 0 <= number < len(self.entries) else ""
