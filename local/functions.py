"""The functions that the template declares, called in this process as Lambda would call them."""

import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4


@dataclass(frozen=True)
class Context:
    """The part of Lambda's context object that handlers look at."""

    function_name: str
    memory_limit_in_mb: int
    timeout: int
    aws_request_id: str = field(default_factory=lambda: str(uuid4()))

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:eu-west-2:123456789012:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        return self.timeout * 1000


class Invocable(Protocol):
    """What a pump hands events to."""

    @property
    def logical_id(self) -> str: ...

    def __call__(self, event: Mapping[str, Any]) -> Any: ...


@dataclass(frozen=True)
class Function:
    """One function: its handler, and what the template says of it. `timeout` in seconds."""

    logical_id: str
    handler: Callable[[Any, Any], Any]
    environment: Mapping[str, str]
    timeout: int
    memory: int

    def __call__(self, event: Mapping[str, Any]) -> Any:
        """What the handler returns for an event, both through JSON as in Lambda."""
        with _environment(self.environment):
            answer = self.handler(json.loads(json.dumps(event)), Context(self.logical_id, self.memory, self.timeout))
        return json.loads(json.dumps(answer))


def load_handler(folder: Path, handler: str) -> Callable[[Any, Any], Any]:
    """The handler that `module.function` names in a function's folder; a module is loaded once for each process."""
    module, function = handler.rsplit(".", 1)
    name = f"{folder.parent.name}.{folder.name}.{module}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, folder / f"{module}.py")
        if spec is None or spec.loader is None:
            raise ImportError(f"the template names {folder / module}.py as a handler; there is no such module")
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return getattr(sys.modules[name], function)  # type: ignore[no-any-return]


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
