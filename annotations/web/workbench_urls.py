"""Every address of a gesture on the workbench. Pages to read are in urls.py."""

from __future__ import annotations

from django.urls import include, path

from annotations.web import (
    article_notes,
    citations,
    claims,
    evidence,
    from_here,
    labels,
    lineage,
    notes,
    reverts,
    rulings,
    several_claims,
    source_help,
    undoing,
    verdicts,
    workbench,
)

_claim = [
    path("recent/", workbench.recent, name="claim_recent"),
    path("elsewhere/", several_claims.elsewhere, name="claim_elsewhere"),
    path("accept/", claims.accept, name="claim_accept"),
    path("reword/", claims.reword, name="claim_reword"),
    path("dismiss/", claims.dismiss, name="claim_dismiss"),
    path("restore/", claims.restore, name="claim_restore"),
    path("split/", lineage.split, name="claim_split"),
    path("respan/", claims.respan, name="claim_respan"),
    path("verdict/", verdicts.give, name="verdict_give"),
    path("verdicts/<int:verdict_id>/withdraw/", verdicts.withdraw, name="verdict_withdraw"),
    path("sources/", source_help.offered, name="sources_offered"),
    path("sources/check/", source_help.check, name="source_check"),
    path("citations/", citations.cite, name="source_cite"),
    path("citations/<int:citation_id>/", citations.change, name="citation_change"),
    path("citations/<int:citation_id>/withdraw/", citations.withdraw, name="citation_withdraw"),
    path("citations/<int:citation_id>/copy/", citations.copy, name="citation_copy"),
    path("citations/<int:citation_id>/place/", citations.place, name="citation_place"),
    path("tags/", labels.tag, name="claim_tag"),
    path("tags/<int:tag_id>/off/", labels.untag, name="claim_untag"),
    path("assign/", labels.assign, name="claim_assign"),
    path("assigned/<int:person_id>/off/", labels.unassign, name="claim_unassign"),
    path("notes/", notes.leave, name="note_leave"),
    path("notes/<int:note_id>/", notes.change, name="note_change"),
    path("notes/<int:note_id>/reply/", notes.reply, name="note_reply"),
    path("notes/<int:note_id>/resolve/", notes.resolve, name="note_resolve"),
    path("notes/<int:note_id>/reopen/", notes.reopen, name="note_reopen"),
    path("notes/<int:note_id>/withdraw/", notes.withdraw, name="note_withdraw"),
    path("ruling/", rulings.draft, name="ruling_draft"),
    path("ruling/publish/", rulings.publish, name="ruling_publish"),
    path("ruling/correct/", rulings.correct, name="ruling_correct"),
    path("evidence/", evidence.evidence, name="claim_evidence"),
]

urlpatterns = [
    path("articles/<int:article_id>/claims/", claims.mark, name="claim_mark"),
    path("articles/<int:article_id>/notes/", article_notes.leave, name="article_note"),
    path("articles/<int:article_id>/notes/<int:note_id>/", article_notes.change, name="article_note_change"),
    path("articles/<int:article_id>/several/", several_claims.several, name="several"),
    path("articles/<int:article_id>/told/", from_here.told, name="told"),
    path("articles/<int:article_id>/next/", from_here.next_article, name="article_next"),
    path("articles/<int:article_id>/previous/", from_here.previous_article, name="article_previous"),
    path("articles/<int:article_id>/undo/", undoing.undo, name="undo"),
    path("articles/<int:article_id>/redo/", undoing.redo, name="redo"),
    path("articles/<int:article_id>/merge/", lineage.merge, name="claims_merge"),
    path("actions/<int:action_id>/undo/", undoing.undo_gesture, name="action_undo"),
    path("actions/<int:action_id>/revert/", reverts.revert, name="action_revert"),
    path("claims/<int:claim_id>/", include(_claim)),
]
