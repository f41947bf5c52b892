"""Owns how anything that went wrong is answered: RFC 9457 problem details. Shows no row and no trace of the inside."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.core.signals import got_request_exception
from django.db import DataError, IntegrityError, InterfaceError, InternalError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from annotations.api.parsers import BodyTooLarge
from annotations.api.versions import etag
from annotations.services.rows import Stale

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
_LOG = logging.getLogger("django.request")


def answer(error: Exception, context: dict[str, Any]) -> Response:
    """Every error as application/problem+json, whatever the caller accepts; the unexpected is logged as a 500."""
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
    if isinstance(error, Stale):
        return _stale(error, context)
    known = as_api_exception(error)
    if known is None:
        return _unexpected(context)
    response = _problem(known.status_code, _code(known), _detail(known), _errors(known))
    for name, value in _headers(known).items():
        response.headers[name] = value
    return response


def as_api_exception(error: Exception) -> exceptions.APIException | None:
    """What the error means to a caller; None for a fault of ours."""
    return next((meaning(error) for kinds, meaning in _MEANINGS if isinstance(error, kinds)), None)


class Unavailable(exceptions.APIException):
    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_code = "unavailable"
    default_detail = gettext_lazy(
        "The database cannot be written to at this moment. Nothing was changed: try again."
    )


def field_errors(error: ValidationError) -> dict[str, list[exceptions.ErrorDetail]]:
    """A service's refusal as DRF's field -> messages, each with its code."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    return {
        "" if field == NON_FIELD_ERRORS else field: [
            exceptions.ErrorDetail(message, code=refusal.code or "invalid")
            for refusal in refusals
            for message in refusal.messages
        ]
        for field, refusals in by_field.items()
    }


def _stale(error: Stale, context: dict[str, Any]) -> Response:
    current = context["view"].represented(error.current)
    detail = _("%(stale)s Compare “current”, then try again.") % {"stale": error}
    response = _problem(HTTPStatus.PRECONDITION_FAILED, "stale", detail)
    response.data |= {"current": current}
    response.headers["ETag"] = etag(error.current.version)
    return response


def _unexpected(context: dict[str, Any]) -> Response:
    request = context["request"]._request
    _LOG.error("Fault while answering %s", request.path, exc_info=sys.exc_info(), extra={"request": request})
    got_request_exception.send(sender=type(context["view"]), request=request)
    detail = _("Something went wrong here. It has been logged.")
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, "fault", detail)


def _problem(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return Response(body, status=status, content_type=MEDIA_TYPE)


def _code(error: exceptions.APIException) -> str:
    if isinstance(error, exceptions.ValidationError):
        return "invalid"
    code = getattr(error.detail, "code", None)
    return code if isinstance(code, str) else str(error.default_code)


def _detail(error: exceptions.APIException) -> str:
    if isinstance(error, exceptions.ValidationError):
        return " ".join(item["message"] for item in _errors(error)[:3])
    return str(error.detail)


def _errors(error: exceptions.APIException) -> list[dict[str, str]]:
    return list(_flat(error.detail, "")) if isinstance(error, exceptions.ValidationError) else []


def _flat(detail: Any, path: str) -> Iterator[dict[str, str]]:
    """Nested details as `{"field": "fragments.0.start", "code", "message"}`; "" is the request as a whole."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            own = str(key)[:100]
            inner = own if own not in {"non_field_errors", ""} else ""
            yield from _flat(value, ".".join(part for part in (path, inner) if part))
    elif isinstance(detail, list):
        for number, value in enumerate(detail):
            is_message = isinstance(value, str)
            yield from _flat(
                value, path if is_message else ".".join(part for part in (path, str(number)) if part)
            )
    else:
        yield {"field": path, "code": str(getattr(detail, "code", "invalid")), "message": str(detail)}


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(challenge)
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(int(getattr(error, "wait", None) or 0) + 1)
    if isinstance(error, Unavailable):
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return headers


def _unavailable(error: Exception) -> Unavailable:
    _LOG.warning("The database did not answer: %s", type(error.__cause__ or error).__name__)
    return Unavailable()


_MEANINGS: tuple[tuple[tuple[type[Exception], ...], Callable[[Any], exceptions.APIException]], ...] = (
    ((exceptions.APIException,), lambda error: error),
    ((ValidationError,), lambda error: exceptions.ValidationError(field_errors(error))),
    ((PermissionDenied,), lambda error: exceptions.PermissionDenied(str(error) or None)),
    ((Http404,), lambda error: exceptions.NotFound(_("There is nothing at this address that you may see."))),
    ((RequestDataTooBig,), lambda error: BodyTooLarge()),
    ((SuspiciousOperation,), lambda error: exceptions.ParseError(_("The request is not well formed."))),
    (
        (DataError, IntegrityError, RecursionError),
        lambda error: exceptions.ParseError(_("The values do not fit together, or do not fit their places.")),
    ),
    ((OperationalError, InternalError, InterfaceError), _unavailable),
)
