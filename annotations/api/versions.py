"""Owns the version a caller saw: ETag out, If-Match in (RFC 9110, sections 8.8.3 and 13.1.1)."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.request import Request

# A proxy that compresses marks the tag as weak; the version in it is the same.
_TAG = re.compile(r'(?:W/)?"v([0-9]{1,9})"')


class VersionRequired(APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = gettext_lazy(
        'Say which version you saw: send If-Match with the ETag of your last GET, such as "v3".'
    )
    default_code = "version_required"


def etag(version: int) -> str:
    return f'"v{version}"'


def seen_version(request: Request) -> int:
    """The version named by If-Match. Raises VersionRequired when there is none, also for `*`: it names nothing."""
    given = request.headers.get("If-Match", "").strip()
    if given in {"", "*"}:
        raise VersionRequired
    found = _TAG.fullmatch(given)
    if found is None:
        raise ParseError(_('If-Match holds one ETag as it was answered, such as "v3".'))
    return int(found[1])
