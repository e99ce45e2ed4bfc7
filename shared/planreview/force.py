"""The organisations that are asked, read from `rounds/forces.toml`."""

from typing import Annotated

from pydantic import Field

from planreview.errors import RoundFileInvalid
from planreview.faults import parsed
from planreview.round import Email, Line
from planreview.value import Identifier, Value


class Force(Value):
    """An organisation that is asked. `email` is its contact for the round; the policing body gets copies of letters.

    `also_called` are further names that its documents use for it, such as "Met Police".
    """

    id: Identifier
    name: Line
    chief_officer: Line
    policing_body: Line
    policing_body_email: Email
    region: Line
    email: Email
    also_called: tuple[Line, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also_called)


class _ForcesFile(Value):
    forces: Annotated[tuple[Force, ...], Field(min_length=1)]


def read_forces(source: str, file: str = "forces") -> tuple[Force, ...]:
    """The forces that a TOML text lists. Raises RoundFileInvalid with every fault, each with its place."""
    forces = parsed(_ForcesFile, source, file).forces
    ids = [force.id for force in forces]
    if twice := sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        raise RoundFileInvalid(file, [f"forces: the id '{id_}' is used twice; each needs its own" for id_ in twice])
    return forces
