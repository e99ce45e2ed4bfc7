"""Ways round what moto does slowly. Without them all is the same, and takes several times as long."""

import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import copy, deepcopy
from functools import cache, wraps
from inspect import signature
from typing import Any, cast
from urllib.parse import urlsplit

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from moto import backends
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.serialize import ResponseSerializer
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import RESULT_SIZE_LIMIT, Table
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.sqs.models import sqs_backends
from werkzeug.test import EnvironBuilder, run_wsgi_app

from local.template import REGION

_SIMPLE = frozenset({"S", "N", "BOOL", "NULL"})
_WIDER = ("index_name", "limit", "exclusive_start_key", "projection_expressions", "filter_kwargs")
"""What a query asks for besides the keys; a filter too, which no query of ours has."""


@cache
def take_shortcuts() -> None:
    """Changes moto for this process, once.

    moto copies a table for each item of a transaction, with every value and the whole history of its stream; it sorts
    and measures all of it for each query, looks through its own folder for each request, and looks for ten kinds in
    every value that it tells.
    """
    Table.__deepcopy__ = _kept_aside  # type: ignore[attr-defined]
    Table.query = _narrowed(Table.query)  # type: ignore[method-assign]
    DynamoType.__deepcopy__ = lambda self, _: self  # type: ignore[method-assign, assignment]
    Item.__deepcopy__ = _copied  # type: ignore[method-assign, assignment]
    DynamoType.size = _once(DynamoType.size)  # type: ignore[method-assign, assignment]
    modules = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: modules
    ResponseSerializer._serialize_type_structure = _told_as_it_is(ResponseSerializer._serialize_type_structure)  # type: ignore[method-assign]


def _copied(item: Any, _: object) -> Any:
    """An item with attributes of its own, which are the same values."""
    own: Any = Item.__new__(Item)
    own.hash_key, own.range_key = item.hash_key, item.range_key
    own.attrs = LimitedSizeDict.__new__(LimitedSizeDict)
    dict.update(own.attrs, item.attrs)
    return own


def _kept_aside(table: Any, _: object) -> Any:
    """A table with an index and a history of its own, of the same items, which no transaction here changes."""
    aside = copy(table)
    aside.items = defaultdict(dict, {key: dict(items) for key, items in table.items.items()})
    if table.stream_shard is not None:
        aside.stream_shard = copy(table.stream_shard)
        aside.stream_shard.table = aside
        aside.stream_shard.items = list(table.stream_shard.items)
    return aside


def _narrowed(query: Callable[..., Any]) -> Callable[..., Any]:
    """A query of a partition, or of the keys in it that begin alike, looks at those alone, if one page holds them."""
    asks = signature(query)

    @wraps(query)
    def asked(self: Any, *given: Any, **named: Any) -> Any:
        asked_for = asks.bind(self, *given, **named).arguments
        hash_key, comparison = asked_for["hash_key"], asked_for["range_comparison"]
        is_wide = any(asked_for.get(name) for name in _WIDER) or asked_for["scan_index_forward"] is False
        if not is_wide and comparison in (None, "BEGINS_WITH"):
            prefix = asked_for["range_objs"][0].value if comparison else ""
            keys = sorted(key.value for key in self.items[hash_key] if key.value.startswith(prefix))
            found = [self.items[hash_key][DynamoType({"S": key})] for key in keys]
            if sum(item.size() for item in found) < RESULT_SIZE_LIMIT:
                return deepcopy(found), len(found), None
        return query(self, *given, **named)

    return asked


def _once(measure: Callable[[DynamoType], int]) -> Callable[[DynamoType], int]:
    """The size of a value, kept beside it."""

    @wraps(measure)
    def measured(self: DynamoType) -> int:
        if "measured" not in self.__dict__:
            self.__dict__["measured"] = measure(self)
        return int(self.__dict__["measured"])

    return measured


def _told_as_it_is(tell: Callable[..., None]) -> Callable[..., None]:
    @wraps(tell)
    def told(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if key and shape.name == "AttributeValue" and isinstance(value, dict) and value.keys() <= _SIMPLE:
            self._default_serialize(serialized, value, shape, key)
        else:
            tell(self, serialized, value, shape, key)

    return told


def is_empty(queue_url: str) -> bool:
    """Whether a queue has no message to show now, without a request: most of the time most of them have none."""
    queue = sqs_backends[DEFAULT_ACCOUNT_ID][REGION].queues[queue_url.rsplit("/", 1)[-1]]
    return not any(message.visible for message in queue._messages)


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
