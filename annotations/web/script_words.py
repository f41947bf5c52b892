"""Owns what the scripts of the workbench say to the reviewer. Decides not when."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "place": _("Claim %(number)s"),
    "draft": _("Draft kept"),
    "offline": _("No connection. What you typed is kept; it is sent as soon as the connection is back."),
    "loggedOut": _("You are logged out. What you typed is kept: log in again and it is here."),
    "failed": _("That did not work. What you typed is kept; try again."),
    "noMore": _("No claim is left to review."),
    "selected": _("Selected: %(quote)s"),
    "fragment": _("Fragment kept. Select another one."),
    "caretOn": _("Caret on. Arrow keys move it, shift extends, enter makes a claim."),
    "caretOff": _("Caret off."),
    "offered": _("%(number)s offered. Arrow keys choose, enter takes one."),
    "placed": _("The note is about: %(quote)s"),
    "nothingHere": _("No claim at this place."),
    "moved": _("%(quote)s: enter moves the claim here, escape leaves it."),
    "unmoved": _("The claim is not moved yet: enter moves it, escape leaves it."),
    "chosen": _("%(number)s selected"),
    "noConflict": _("No claim is in conflict."),
    "found": _("%(number)s found"),
    "slow": _("Still waiting for the server. What you typed is kept."),
    "unsent": _("Not sent yet: %(number)s. It is tried again by itself."),
    "sentLate": _("Claim %(number)s: sent late, and saved."),
    "refusedLate": _("Claim %(number)s: what was sent late was refused. Open it: what you typed is there."),
}
