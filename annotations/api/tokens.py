"""Owns a person's own API tokens in the API. A key is shown once, in the answer to making it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.authentication import PasswordAuthentication, SessionAuthentication, TokenAuthentication
from annotations.api.gestures import Gesture, Text
from annotations.api.resource import Resource
from annotations.models import ApiToken
from annotations.services.tokens import issue_token, revoke_token


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    class Meta:
        model = ApiToken
        fields = ["id", "name", "prefix", "scope", "expires_at", "revoked_at", "last_used_on", "created_at"]


class NewToken(TokenSerializer):
    """A token with its key, which nobody can read again."""

    key = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "key"]


class IssueToken(Gesture):
    name = Text(help_text="What uses it, such as “nightly import”.")
    scope = serializers.ChoiceField(choices=ApiToken.Scope.choices, required=False)
    expires_at = serializers.DateTimeField(required=False, allow_null=True)


class TokenViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource[ApiToken]):
    """Whoever has no token yet makes one with user name and password."""

    model = ApiToken
    representation = TokenSerializer
    authentication_classes = [TokenAuthentication, SessionAuthentication, PasswordAuthentication]

    def rows(self) -> QuerySet[ApiToken]:
        return ApiToken.objects.filter(person=self.person)

    @extend_schema(request=IssueToken, responses={201: NewToken})
    def create(self, request: Request) -> Response:
        if isinstance(request.auth, ApiToken):
            raise PermissionDenied(_("A token makes no tokens: log in, or send user name and password."))
        token, key = issue_token(actor=self.actor, **self.given(IssueToken))
        return Response({**self.represented(token), "key": key}, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, **named: Any) -> Response:
        """Revoke the token: its key opens nothing from now on. It stays in the list."""
        revoke_token(actor=self.actor, token=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)
