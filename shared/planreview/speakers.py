"""Whose work a sentence tells of: the second question of docs/judgement.md."""

import re

from planreview.lexicon import Lexicon

_NAME = r"[A-Z][a-z]{2,}(?: (?:and|&) [A-Z][a-z]{2,})?"
_SUBJECT = re.compile(
    rf"(?:At|In|The|Over (?:at|in))? ?({_NAME})(?: Police| Constabulary| force| lot)?"
    r"(?:: |(?:'s|’s)? (?:own |anti|counter|CCU|ACU|has |have |had |already |"
    r"uses? |monitors? |reviewed |bought |completed |is |are |was ))"
)
_POSSESSIVE = re.compile(rf"\b({_NAME})['’]s (?:own |new |whole )?(?=anti|counter|CCU|ACU|unit|review|software)")
_TITLED = re.compile(rf"\b({_NAME}) (?:Police|Constabulary|Fire)\b")
_GOES_ON = re.compile(r"(?:they|their|it|its|he|she)\b", re.IGNORECASE)
_SHIRE = re.compile(r"\w+(?:shire|sex|folk|land|moor|mere|mouth|bria|ham)$")


class Speakers:
    """Tells the force's own work from that of another force, by the names in one document."""

    def __init__(self, lexicon: Lexicon, whole: str) -> None:
        self._lexicon = lexicon
        titled = [match[1] for match in _TITLED.finditer(whole)]
        self._own_name = titled[0] if titled else None
        self._others = frozenset(name for name in titled if name != self._own_name)

    def is_elsewhere(self, original: str, folded: str, *, goes_on: bool) -> bool:
        """Whether a sentence is about another organisation, and names nothing as its own.

        `goes_on`: the sentence before it was.
        """
        if self._lexicon.own.search(folded):
            return False
        if self._lexicon.asked.search(folded):
            return False
        if self._lexicon.elsewhere.search(folded) or (goes_on and _GOES_ON.match(folded)):
            return True
        found = _SUBJECT.match(original) or _POSSESSIVE.search(original)
        return found is not None and self._is_other(found[1])

    def _is_other(self, name: str) -> bool:
        if name == self._own_name:
            return False
        return name in self._others or bool(_SHIRE.fullmatch(name))
