"""A force's own name, read as "the force".

Plans speak of their force by its name as often as by "we", and of other forces by theirs. In what is read, the own name
is written over by words for oneself, so that whose work a sentence tells of no longer hangs on a name; every other
character keeps its place, and quotes are taken from the page itself.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from planreview.findings.lexicon import Lexicon
from planreview.text import Text

OFTEN = 3
"""How often a document has to name an organisation, and more often than all others together, to be taken as its own by
examples too, where it is not known whose it is. A short text can be about another that it names once."""

NAME = r"[A-Z][a-z]{2,}(?: (?:and|&) [A-Z][a-z]{2,})?"
_OF_ALL = "(?:Chief|Officer|Conduct|Federation|Superintendent|Memorial|Now|Act|Reform|Foundation|College|National)"
"""What follows the word police in the name of a body that is no force: the National Police Chiefs' Council."""
_NO_NAMES = frozenset(("The", "National", "Former", "Our", "All", "Other", "Military", "For", "And", "Local", "This"))
_OVERSEES = r"(?!\s+(?:and|&)\s+[Cc]rime\b)"
"""The Kent Police and Crime Commissioner is not Kent Police."""
_DOES = (
    "has|have|had|already|now|also|will|does|do|did|is|are|was|were|uses?|monitors?|meets?|plans?|intends?|reviewed|bought"
    "|completed|asked|wrote|met|recognises?|accepts?|remains?|continues?"
)
_OPENS = frozenset(
    ("In", "At", "The", "But", "And", "While", "Since", "That", "When", "As", "If", "Here", "Both", "By", "For")
)
"""Words with a capital before a name that are no part of it."""
_BEFORE = re.compile(r"([\w&]+)\s+$")


@dataclass(frozen=True)
class Named:
    """A text with "the force" in place of its force's name, as rules read it, and as examples do."""

    for_rules: Text
    for_examples: Text


def names_in(lexicon: Lexicon, whole: str) -> Counter[str]:
    """The organisations that a text names with their title, such as "Kent" of "Kent Police", and how often it does."""
    titled = re.finditer(rf"\b({NAME}) (?-i:{lexicon.titles.pattern})(?! {_OF_ALL})", whole)
    return Counter(match[1] for match in titled if match[1] not in _NO_NAMES)


def named(lexicon: Lexicon, text: Text, names: Sequence[str] = ()) -> Named:
    """`names` are what the organisation is called that sent the text, with their title or without. Where none is known,
    it is the one that the text names most; examples are told so if it does so often."""
    if names:
        known = _written_over(lexicon, text, names)
        return Named(known, known)
    found = names_in(lexicon, " ".join(" ".join(page.text for page in text.pages).split()))
    if not found:
        return Named(text, text)
    [(name, times)] = found.most_common(1)
    guessed = _written_over(lexicon, text, (name,))
    return Named(guessed, guessed if times >= OFTEN and 2 * times > found.total() else text)


def _written_over(lexicon: Lexicon, text: Text, names: Sequence[str]) -> Text:
    patterns = [_pattern(lexicon, name) for name in sorted(names, key=len, reverse=True)]
    pages = tuple(page.model_copy(update={"text": _over(page.text, patterns)}) for page in text.pages)
    return text.model_copy(update={"pages": pages})


def _pattern(lexicon: Lexicon, name: str) -> re.Pattern[str]:
    """A name with its title; or without where it does something, or something is its own."""
    title = rf"(?-i:{lexicon.titles.pattern})(?:\s+(?:Service|Force)\b)?"
    bare = re.sub(rf"\s+{title}$", "", name.strip())
    words = r"[\s-]+".join("(?:and|&)" if word == "and" else re.escape(word) for word in re.split(r"[\s-]+", bare))
    joint = r"[A-Z][\w-]+"
    titled = (
        rf"(?:[Tt]he\s+)?(?:{joint}\s+(?:and|&)\s+)?{words}(?:\s+(?:and|&)\s+{joint})?\s+{title}"
        rf"(?!\s+{_OF_ALL}){_OVERSEES}"
    )
    does, owns = rf"(?=\s+(?:{_DOES})\b)", r"['’]s(?=\s+\w)"
    return re.compile(rf"\b(?:(?P<titled>{titled})|{words})(?:(?P<owns>{owns})|(?P<does>{does})|(?(titled)|(?!)))")


def _over(page: str, patterns: Sequence[re.Pattern[str]]) -> str:
    for pattern in patterns:
        page = pattern.sub(_oneself, page)
    return page


def _oneself(found: re.Match[str]) -> str:
    """Words for oneself, as long as the name."""
    before = _BEFORE.search(found.string, max(0, found.start() - 40), found.start())
    if not found["titled"] and before and _is_of_it(before[1]):
        return found[0]
    if found["owns"]:
        return _fitted("Our", "", found[0])
    return _fitted("The", "force", found[0]) if found["does"] is None else _fitted("We", "", found[0])


def _is_of_it(word: str) -> bool:
    """Whether a word is of a name that another follows: the University of Kent, Bob Kent."""
    return word in ("of", "and", "&") or (word[0].isupper() and word not in _OPENS)


def _fitted(first: str, last: str, name: str) -> str:
    """The two words at the ends of a name, white space between; line ends stay where they are."""
    between = "".join(c if c in "\r\n\f" else " " for c in name)
    if (
        len(first) + len(last) >= len(name)
        or between[: len(first)].strip(" ")
        or between[len(name) - len(last) :].strip(" ")
    ):
        return name
    return first + between[len(first) : len(name) - len(last)] + last
