"""Owns a person's account. What they may do is in Membership and policy."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

from annotations.models.audit import audit_table, audited
from annotations.models.fields import LineField


@audited(("person", "id"), masked=("password",), omitted=("last_login",))
class User(AbstractUser):
    display_name = LineField(_("name shown to others"), max_length=150, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.get_full_name() or self.username


audit_table(User.groups.through, (("person", "user_id"),))
audit_table(User.user_permissions.through, (("person", "user_id"),))
