"""Whose work a sentence tells of: the second question of docs/judgement.md."""

import re
from collections import Counter

from planreview.findings.lexicon import Lexicon

_NAME = r"[A-Z][a-z]{2,}(?: (?:and|&) [A-Z][a-z]{2,})?"
_OF_ALL = "(?:Chief|Officer|Conduct|Federation|Superintendent|Memorial|Now|Act|Reform|Foundation|College|National)"
"""What follows the word police in the name of a body that is no force: the National Police Chiefs' Council."""
_NO_NAMES = frozenset(("The", "National", "Former", "Our", "All", "Other", "Military", "For", "And", "Local", "This"))
_WORD = re.compile(r"[A-Z]\w+")
_GOES_ON = re.compile(r"(?:they|their|it|its|he|she)\b", re.IGNORECASE)


class Speakers:
    """Tells the organisation's own work from that of another, by the names in one document.

    `name` is the organisation's own; without it, it is the one that the document names most.
    """

    def __init__(self, lexicon: Lexicon, whole: str, name: str | None = None) -> None:
        self._lexicon = lexicon
        who = f"(?:{lexicon.titles.pattern}|{lexicon.actors.pattern})"
        verbs = "has|have|had|already|uses?|monitors?|reviewed|bought|completed|is|are|was|were"
        self._subject = re.compile(
            rf"(?:At|In|The|Over (?:at|in))? ?({_NAME})(?: {who}| lot)?"
            rf"(?:: |(?:'s|’s)? (?:anti|counter|(?:own|{verbs}|{who}) ))"
        )
        self._possessive = re.compile(rf"\b({_NAME})['’]s (?:own |new |whole )?(?=anti|counter|{who}|review|software)")
        titled = [
            match[1]
            for match in re.finditer(rf"\b({_NAME}) (?-i:{lexicon.titles.pattern})(?! {_OF_ALL})", whole)
            if match[1] not in _NO_NAMES
        ]
        most_used = [found for found, _ in Counter(titled).most_common(1)]
        self._own = frozenset(_WORD.findall(name or " ".join(most_used)))
        self._others = frozenset(titled)

    def is_elsewhere(self, original: str, folded: str, *, goes_on: bool) -> bool:
        """Whether a sentence is about another organisation, and names nothing as its own.

        `goes_on`: the sentence before it was.
        """
        if self._lexicon.own.search(self._lexicon.not_own.sub(" ", folded)) or self._lexicon.asked.search(folded):
            return False
        if self._lexicon.elsewhere.search(folded) or (goes_on and _GOES_ON.match(folded)):
            return True
        found = self._subject.match(original) or self._possessive.search(original)
        return found is not None and self._is_other(found[1])

    def _is_other(self, name: str) -> bool:
        if self._own.issuperset(_WORD.findall(name)):
            return False
        return name in self._others or bool(self._lexicon.endings.fullmatch(name))
