"""Other languages get whole sentences as claims, exact and with their numbers."""

from __future__ import annotations

import pytest

from annotations.splitting import sentences, split
from annotations.splitting.languages import language_of

TEXTS = {
    "de": "Der Bürgermeister hat am Montag gesagt, dass 13 Menschen verletzt wurden. Die Brücke ist z. B. gesperrt.",
    "uk": "Мер повідомив у понеділок, що 13 людей поранено. Міст закрито на тиждень.",
    "ar": "قال رئيس البلدية يوم الاثنين إن 13 شخصا أصيبوا. الجسر مغلق.",
    "ja": "市長は月曜日に13人が負傷したと述べた。橋は閉鎖されている。",
    "hi": "मेयर ने सोमवार को कहा कि 13 लोग घायल हुए। पुल बंद है।",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS.keys())
def test_other_languages_degrade_honestly(language: str, text: str) -> None:
    assert language_of(text) == language
    assert len(sentences(text)) == 2
    claims = split(text)
    assert [claim.fragments[0].of(text) == claim.quote for claim in claims] == [True] * len(claims)
    assert any("13" in claim.quote for claim in claims)


def test_english_is_recognised() -> None:
    assert language_of("The mayor said on Monday that the bridge was closed.") == "en"


def test_a_given_language_is_not_guessed_again() -> None:
    assert len(split("The mayor and the council were told.", language="de")) == 1
