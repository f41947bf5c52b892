"""Every address of looking back: things as they were, two moments compared, what readers saw, taking changes back."""

from __future__ import annotations

from django.urls import path

from annotations.web.as_of import as_of, as_of_any, as_of_labels, claim_as_of
from annotations.web.compare import compare, compare_any
from annotations.web.readers import readers, readers_file
from annotations.web.restoring import restore_to
from annotations.web.reverts import choose_changes, choose_unexplained

urlpatterns = [
    path("articles/<int:article_id>/as-of/", as_of_any, name="as_of_any"),
    path("articles/<int:article_id>/as-of/labels/", as_of_labels, name="as_of_labels"),
    path("articles/<int:article_id>/as-of/<int:number>/", as_of, name="as_of"),
    path("claims/<int:claim_id>/as-of/", claim_as_of, name="claim_as_of"),
    path("articles/<int:article_id>/compare/", compare_any, name="as_of_compare_any"),
    path("articles/<int:article_id>/compare/<int:old>/<int:new>/", compare, name="as_of_compare"),
    path("projects/<slug:slug>/readers/", readers, name="readers"),
    path("projects/<slug:slug>/readers.csv", readers_file, name="readers_csv"),
    path("claims/<int:claim_id>/restore-to/<int:number>/", restore_to, name="claim_restore_to"),
    path("actions/<int:action_id>/changes/", choose_changes, name="changes_choose"),
    path("changes/<int:change_id>/revert/", choose_unexplained, name="change_revert"),
]
