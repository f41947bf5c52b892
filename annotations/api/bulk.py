"""Owns bodies that hold one thing or a list of them: what is wrong with an item is said with its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.gestures import Gesture
from annotations.api.problems import field_errors
from annotations.history.actor import Actor
from annotations.models import Verb
from annotations.services.bulk import as_one_gesture

LARGEST_LIST = 500

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Items(Generic[Item]):
    """What one body asks for."""

    items: list[Item]
    is_list: bool

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def each(self, do: Callable[[Item], Result]) -> Items[Result]:
        """The results. Raises ValidationError, under the number of the item when there is a list of them."""
        if not self.is_list:
            return Items([do(item) for item in self.items], is_list=False)
        results = []
        for number, item in enumerate(self.items):
            try:
                results.append(do(item))
            except ValidationError as error:
                raise serializers.ValidationError({str(number): field_errors(error)}) from error
            except serializers.ValidationError as error:
                raise serializers.ValidationError({str(number): error.detail}) from error
        return Items(results, is_list=True)

    def together(self, actor: Actor, verb: Verb) -> AbstractContextManager[Any]:
        """A list is one gesture, done wholly or not at all; a single thing is the service's own gesture."""
        return as_one_gesture(actor, verb) if self.is_list else nullcontext()


def items_of(request: Request, gesture: type[Gesture]) -> Items[dict[str, Any]]:
    """The body's items, checked for their shape. Raises ValidationError."""
    is_list = isinstance(request.data, list)
    if is_list and not 1 <= len(request.data) <= LARGEST_LIST:
        sentence = _("A list has 1 to %(most)s items; this one has %(count)s.")
        raise serializers.ValidationError(sentence % {"most": LARGEST_LIST, "count": len(request.data)})
    serializer = gesture(data=request.data, many=is_list, context={"request": request})
    serializer.is_valid(raise_exception=True)
    checked = serializer.validated_data
    return Items(list(checked) if is_list else [checked], is_list)


def one_or_several(shape: type[serializers.Serializer[Any]], name: str) -> PolymorphicProxySerializer:
    """The schema of a body or an answer that is one thing or a list of them."""
    return PolymorphicProxySerializer(
        component_name=name,
        serializers=[shape, shape(many=True)],
        resource_type_field_name=None,
        many=False,
    )
