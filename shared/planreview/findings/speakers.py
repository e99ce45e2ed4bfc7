"""Whose work a sentence tells of: the second question of docs/judgement.md."""

import re

from planreview.findings.lexicon import Lexicon
from planreview.findings.naming import NAME, names_in

_GOES_ON = re.compile(r"(?:they|their|it|its|he|she)\b", re.IGNORECASE)


class Speakers:
    """Tells the organisation's own work from that of others, by their names in one document; its own was written over
    by "the force" (`naming`)."""

    def __init__(self, lexicon: Lexicon, whole: str) -> None:
        self._lexicon = lexicon
        who = f"(?:{lexicon.titles.pattern}|{lexicon.actors.pattern})"
        verbs = "has|have|had|already|uses?|monitors?|reviewed|bought|completed|is|are|was|were"
        self._subject = re.compile(
            rf"(?:At|In|The|Over (?:at|in))? ?({NAME})(?: {who}| lot)?"
            rf"(?:: |(?:'s|’s)? (?:anti|counter|(?:own|{verbs}|{who}) ))"
        )
        self._possessive = re.compile(rf"\b({NAME})['’]s (?:own |new |whole )?(?=anti|counter|{who}|review|software)")
        self._others = frozenset(names_in(lexicon, whole))

    def is_elsewhere(self, original: str, folded: str, *, goes_on: bool) -> bool:
        """Whether a sentence is about another organisation, and names nothing as its own.

        `goes_on`: the sentence before it was.
        """
        if self._lexicon.own.search(self._lexicon.not_own.sub(" ", folded)) or self._lexicon.asked.search(folded):
            return False
        if self._lexicon.elsewhere.search(folded) or (goes_on and _GOES_ON.match(folded)):
            return True
        line = " ".join(original.split())
        found = self._subject.match(line) or self._possessive.search(line)
        return found is not None and self._is_other(found[1], line[: found.start(1)])

    def _is_other(self, name: str, before: str) -> bool:
        """A name with such an ending is a person's where a rank stands before it."""
        if name in self._others:
            return True
        *_, last = [0, *(rank.end() for rank in self._lexicon.owner.finditer(before))]
        return bool(self._lexicon.endings.fullmatch(name)) and (not last or bool(before[last:].strip()))
