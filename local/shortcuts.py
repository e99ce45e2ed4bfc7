"""Ways round what moto does slowly. Without them all is the same, and takes several times as long."""

import io
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from moto import backends
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import StreamRecord
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import EnvironBuilder, run_wsgi_app

R = TypeVar("R")
_SIMPLE = frozenset({"S", "N", "BOOL", "NULL"})


def take_shortcuts() -> None:
    """Changes moto for this process. Doing so again changes nothing more.

    moto copies its tables before each transaction, with the history of their streams, which only grows and never
    changes, and with every value, which nothing here changes in its place. It measures and converts every value anew
    for each query, looks through its own folder for each request, and looks for ten kinds in every value that it tells.
    """
    if hasattr(DynamoType, "takes_shortcuts"):
        return
    DynamoType.takes_shortcuts = True  # type: ignore[attr-defined]
    StreamRecord.__deepcopy__ = lambda self, _: self  # type: ignore[attr-defined]
    DynamoType.__deepcopy__ = lambda self, _: self  # type: ignore[method-assign, assignment]
    Item.__deepcopy__ = _copied  # type: ignore[method-assign, assignment]
    DynamoType.size = _once("size", DynamoType.size)  # type: ignore[method-assign, assignment]
    DynamoType.cast_value = property(_once("cast", DynamoType.cast_value.fget))  # type: ignore[assignment, attr-defined]
    modules = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: modules
    ResponseSerializer._serialize_type_structure = _told_as_it_is(ResponseSerializer._serialize_type_structure)  # type: ignore[method-assign]


def _copied(item: Any, _: object) -> Any:
    """An item with attributes of its own, which are the same values."""
    copy: Any = Item.__new__(Item)
    copy.hash_key, copy.range_key = item.hash_key, item.range_key
    copy.attrs = LimitedSizeDict.__new__(LimitedSizeDict)
    dict.update(copy.attrs, item.attrs)
    return copy


def _once(name: str, find: Callable[[DynamoType], R]) -> Callable[[DynamoType], R]:
    """What is found of a value, kept beside it."""

    @wraps(find)
    def found(self: DynamoType) -> R:
        kept = self.__dict__.setdefault("kept", {})
        if name not in kept:
            kept[name] = find(self)
        return cast("R", kept[name])

    return found


def _told_as_it_is(tell: Callable[..., None]) -> Callable[..., None]:
    @wraps(tell)
    def told(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if key and shape.name == "AttributeValue" and isinstance(value, dict) and value.keys() <= _SIMPLE:
            self._default_serialize(serialized, value, shape, key)
        else:
            tell(self, serialized, value, shape, key)

    return told


class _Body(io.BytesIO):
    """What botocore reads an answer from."""

    def stream(self, **_: object) -> Iterator[bytes]:
        yield self.read()


def without_sockets(endpoint: str) -> None:
    """Requests of this process to the server that it runs itself go straight to its application.

    That holds for clients of the default session that are made from now on. Other processes reach the same server by
    HTTP; both speak the same protocol to the same application.
    """
    application = DomainDispatcherApplication(create_backend_app)

    def answer(request: AWSPreparedRequest, **_: object) -> Any:
        if not request.url.startswith(endpoint):
            return None  # to be sent as usual
        body, status, headers = run_wsgi_app(application, _environment(request))
        return AWSResponse(
            request.url, int(status.split()[0]), HTTPHeaders.from_dict(dict(headers)), _Body(b"".join(body))
        )

    boto3.setup_default_session()
    boto3.DEFAULT_SESSION.events.register("before-send", answer)  # type: ignore[union-attr]


def _environment(request: AWSPreparedRequest) -> dict[str, Any]:
    url, body = urlsplit(request.url), cast("Any", request.body)
    content = body.read() if hasattr(body, "read") else body
    builder = EnvironBuilder(
        path=url.path,
        query_string=url.query,
        base_url=f"{url.scheme}://{url.netloc}",
        method=request.method,
        headers=[(name, _text(value)) for name, value in request.headers.items()],
        data=content,
    )
    return dict(builder.get_environ())


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
