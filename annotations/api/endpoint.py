"""Owns the headers of every answer below /api/v1/: which request it was, which version, and keep it nowhere."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotations.api.acting import request_id
from annotations.api.versions import etag


class Endpoint(APIView):
    """A versioned row that is answered carries its version as ETag."""

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        data = getattr(final, "data", None)  # a streamed file has none
        if isinstance(data, dict) and isinstance(data.get("version"), int):
            final.headers["ETag"] = etag(data["version"])
        final.headers["X-Request-ID"] = request_id(self.request)
        final.headers["Cache-Control"] = "no-store"
        return final
