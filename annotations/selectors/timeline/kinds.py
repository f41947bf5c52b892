"""Owns the plain words under which gestures and fields are filtered: which verbs and columns stand behind each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.models import Verb


@dataclass(frozen=True, slots=True)
class VerbGroup:
    label: Promise | str
    verbs: tuple[Verb, ...]


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """`columns` are (kind of row, its columns); no columns means any of the row."""

    label: Promise | str
    columns: tuple[tuple[str, tuple[str, ...]], ...]


# Every verb stands in exactly one group, by the first part of its name; a test holds this.
_GROUPS: dict[str, tuple[Promise | str, tuple[str, ...]]] = {
    "verdicts": (_("Verdicts"), ("verdict",)),
    "rulings": (_("Rulings and corrections"), ("ruling",)),
    "claims": (_("Claims"), ("claim", "claims", "occurrences", "tag")),
    "sources": (_("Sources and citations"), ("source", "citation")),
    "notes": (_("Notes"), ("note", "mentions")),
    "articles": (_("Articles"), ("article", "articles")),
    "project": (_("Project and members"), ("project", "member", "scale", "view", "seeds")),
    "people": (_("People and access"), ("person", "token", "preferences")),
    "undone": (_("Undone and taken back"), ("gesture", "changes")),
    "history": (_("The history itself"), ("history",)),
}
VERB_GROUPS: dict[str, VerbGroup] = {
    name: VerbGroup(label, tuple(verb for verb in Verb if verb.partition(".")[0] in parts))
    for name, (label, parts) in _GROUPS.items()
}

FIELDS: dict[str, FieldGroup] = {
    "rating": FieldGroup(
        _("rating"),
        (
            ("verdict", ("rating_id",)),
            ("ruling", ("rating_id",)),
            ("correction", ("old_rating_id", "new_rating_id")),
        ),
    ),
    "rationale": FieldGroup(_("rationale"), (("verdict", ("rationale",)),)),
    "statement": FieldGroup(_("statement"), (("claim", ("statement",)),)),
    "span": FieldGroup(_("words in the text"), (("fragment", ()), ("claim", ("start", "end")))),
    "claimant": FieldGroup(_("claimant"), (("claim", ("claimant",)),)),
    "state": FieldGroup(_("state of a claim"), (("claim", ("state", "dismissal")),)),
    "lineage": FieldGroup(_("split and merged"), (("lineage", ()),)),
    "tag": FieldGroup(_("tag"), (("claimtag", ()), ("tag", ()))),
    "assignment": FieldGroup(_("assignment"), (("assignment", ()),)),
    "verdict": FieldGroup(_("verdict"), (("verdict", ()),)),
    "ruling": FieldGroup(_("ruling"), (("ruling", ()), ("correction", ()))),
    "source": FieldGroup(_("source"), (("source", ()), ("citation", ()), ("sourcecopy", ()))),
    "note": FieldGroup(_("note"), (("note", ()),)),
    "title": FieldGroup(_("title"), (("article", ("title",)), ("source", ("title",)))),
    "article": FieldGroup(_("article and its text"), (("article", ()), ("revision", ()))),
    "member": FieldGroup(_("member"), (("membership", ()),)),
    "rules": FieldGroup(_("rules of the project"), (("project", ()),)),
}


def verbs_named(name: str) -> tuple[str, ...]:
    """The verbs behind a group's name or behind one verb's own name; none for an unknown name."""
    if name in VERB_GROUPS:
        return VERB_GROUPS[name].verbs
    return (name,) if name in Verb.values else ()
