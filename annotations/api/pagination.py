"""Owns lists a page at a time: by the last row seen, never by counting rows, in an order from an allow list."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from annotations.ingest.strict_json import parse

if TYPE_CHECKING:  # DRF's views ask for this module while they are being imported
    from rest_framework.views import APIView

PAGE_SIZE = 50
LARGEST_PAGE = 200
PARAMETERS = ("cursor", "page_size", "ordering")
NEWEST_FIRST: Mapping[str, tuple[str, ...]] = {"newest": ("-id",), "oldest": ("id",)}


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sort key of one row, and whether the page lies before it."""

    key: tuple[int | float | str, ...]
    is_backward: bool = False

    def encoded(self) -> str:
        packed = json.dumps([self.is_backward, *self.key], separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def decoded(cls, text: str, parts: int) -> Cursor:
        """Raises ValueError for anything that `encoded` did not make."""
        packed = parse(
            base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
        )
        if not isinstance(packed, list) or len(packed) != parts + 1 or not isinstance(packed[0], bool):
            raise ValueError("not a cursor of this list")
        key = tuple(packed[1:])
        if not all(_is_sortable(value) for value in key):
            raise ValueError("not a cursor of this list")
        return cls(key, packed[0])


class KeysetPagination(BasePagination):
    """`?cursor=&page_size=&ordering=`. A view's `orderings` name its orders; each ends in something unique."""

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        self.address = iri_to_uri(request.build_absolute_uri())
        self.order = self._order(request, view)
        size = self._size(request)
        self.cursor = self._cursor(request)
        self.rows, self.has_more = self._page(queryset, size)
        return self.rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self._next(), "previous": self._previous(), "results": data})

    def _page(self, queryset: QuerySet[Any], size: int) -> tuple[list[Any], bool]:
        backward = self.cursor is not None and self.cursor.is_backward
        order = tuple(_turned(name) for name in self.order) if backward else self.order
        rows = queryset.order_by(*order)
        if self.cursor is not None:
            try:
                rows = rows.filter(_after(order, self.cursor.key))
            except (TypeError, ValueError) as error:
                raise _refused("cursor", _("This cursor does not belong to this list.")) from error
        found = list(rows[: size + 1])
        page, has_more = found[:size], len(found) > size
        return (page[::-1] if backward else page), has_more

    def _next(self) -> str | None:
        backward = self.cursor is not None and self.cursor.is_backward
        if not self.rows or not (backward or self.has_more):
            return None
        return self._address(Cursor(self._key(self.rows[-1])))

    def _previous(self) -> str | None:
        backward = self.cursor is not None and self.cursor.is_backward
        if not self.rows or self.cursor is None or (backward and not self.has_more):
            return None
        return self._address(Cursor(self._key(self.rows[0]), is_backward=True))

    def _address(self, cursor: Cursor) -> str:
        return str(replace_query_param(self.address, "cursor", cursor.encoded()))

    def _key(self, row: Model) -> tuple[int | float | str, ...]:
        return tuple(getattr(row, name.removeprefix("-")) for name in self.order)

    def _order(self, request: Request, view: APIView | None) -> tuple[str, ...]:
        orderings: Mapping[str, tuple[str, ...]] = getattr(view, "orderings", NEWEST_FIRST)
        name = request.query_params.get("ordering", next(iter(orderings)))
        if name not in orderings:
            raise _refused("ordering", _("Choose one of: %(choices)s.") % {"choices": ", ".join(orderings)})
        return orderings[name]

    def _size(self, request: Request) -> int:
        given = request.query_params.get("page_size", str(PAGE_SIZE))
        if not (given.isascii() and given.isdigit() and len(given) <= 3 and 1 <= int(given) <= LARGEST_PAGE):
            raise _refused("page_size", _("A page has 1 to %(most)s rows.") % {"most": LARGEST_PAGE})
        return int(given)

    def _cursor(self, request: Request) -> Cursor | None:
        given = request.query_params.get("cursor")
        if given is None:
            return None
        try:
            return Cursor.decoded(given, len(self.order))
        except ValueError as error:
            raise _refused("cursor", _("This cursor does not belong to this list.")) from error

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": address, "previous": address, "results": schema},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        orderings: Mapping[str, Any] = getattr(view, "orderings", NEWEST_FIRST)
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE}
        order = {"type": "string", "enum": list(orderings), "default": next(iter(orderings))}
        return [
            _parameter("cursor", "Where the page starts, as `next` and `previous` say.", {"type": "string"}),
            _parameter("page_size", "Rows a page.", size),
            _parameter("ordering", "In which order.", order),
        ]


def _after(order: Sequence[str], key: Sequence[Any]) -> Q:
    """Rows that come later than the key: (a, b) > (x, y) is a > x, or a = x and b > y."""
    later, same = Q(), Q()
    for name, value in zip(order, key, strict=True):
        column, way = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
        later |= same & Q(**{f"{column}__{way}": value})
        same &= Q(**{column: value})
    return later


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _is_sortable(value: object) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return abs(value) < 2**63
    return isinstance(value, float) or (isinstance(value, str) and "\x00" not in value)


def _refused(parameter: str, message: str) -> ValidationError:
    return ValidationError({parameter: [message]})


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "required": False, "in": "query", "description": description, "schema": schema}
