"""The recorder: triggers write every Change, Actions say who and why. Imported by the database backends, so
this file stays empty."""
