"""The base of all values of the core: immutable, checked when made, equal when their fields are equal."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class Value(BaseModel):
    """An immutable record. Unknown fields are an error, so that a misspelt key in a file cannot pass unseen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Instant = AwareDatetime
"""A moment, always with its zone; UTC wherever planreview makes one."""

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=64)]
"""Lower-case letters and digits, in words joined by `-` or `_`; safe in a key, an address and a file name."""
