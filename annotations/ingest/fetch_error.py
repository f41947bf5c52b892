"""Owns why a page could not be had, in constant words: nothing of the network shows in them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: dict[str, Promise] = {
    "off": _("This site fetches no pages. Fill in the fields yourself, and paste the text you saw."),
    "address": _("Only pages at a public http or https address are fetched."),
    "often": _("You looked up many pages in a short time. Wait ten minutes, or fill in the fields yourself."),
    "unreachable": _("The page could not be reached."),
    "slow": _("The page took too long to answer."),
    "gone": _("There is no page at this address."),
    "closed": _("The site does not show this page to programs. Paste the text you saw."),
    "failing": _("The site answers with an error at the moment. Try again later."),
    "redirects": _("The address leads from one page to the next without an end."),
    "too_large": _("The page is too large to be kept. Paste the part you used."),
    "broken": _("The page broke off or is damaged."),
}


class FetchError(Exception):
    """The page could not be had. `message` is for a reporter, `code` for a program."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> str:
        return str(_WORDS[self.code])

    @property
    def messages(self) -> list[str]:
        """As a ValidationError has them."""
        return [self.message]
