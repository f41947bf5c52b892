"""Bytes become text by mark, declaration, UTF-8 or guess, and never by putting something else in their place."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.canonical import UnusableText
from annotations.text.decoding import decode, known_charset

GERMAN = "Der Bürgermeister sagte am Freitag, die Straße für Fußgänger bleibe geöffnet – für alle.\n"
RUSSIAN = "Мэр сообщил в четверг, что мост через реку откроют весной следующего года.\n"
UKRAINIAN = "Міський голова повідомив у четвер, що міст через річку відкриють навесні.\n"
JAPANESE = "県は二十一日、新しい図書館を四月三日に開くと発表した。蔵書は百二十万冊となる。\n"
ARABIC = "قال رئيس البلدية إن الجسر الجديد سيفتح في الربيع المقبل أمام المشاة.\n"
CZECH = "Starosta řekl, že příští týden začnou práce na nové silnici u řeky.\n"


@pytest.mark.parametrize("text", [GERMAN, JAPANESE, "😀 plain\n"])
@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_taken_off(bom: bytes, encoding: str, text: str) -> None:
    decoded = decode(bom + text.encode(encoding), declared="koi8-r")
    assert (decoded.text, decoded.encoding, decoded.how) == (text, encoding, "bom")


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (UKRAINIAN, "koi8-u", "KOI8-U"),
        (JAPANESE, "shift_jis", "Shift_JIS"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        (GERMAN, "cp1252", "ISO-8859-1"),
        (GERMAN, "utf-8", "utf8"),
    ],
)
def test_the_declared_charset_is_read_as_browsers_read_it(text: str, encoding: str, declared: str) -> None:
    decoded = decode(text.encode(encoding), declared=declared)
    assert (decoded.text, decoded.how) == (text, "declared")


@pytest.mark.parametrize(
    "declared",
    ["utf-16", "utf-32", "utf-7", "unicode_escape", "punycode", "rot13", "no-such", "", "a" * 99, "x\0y"],
)
def test_a_declaration_that_cannot_be_true_is_passed_over(declared: str) -> None:
    decoded = decode(b"1+1-1 is +AGE- \\u0041", declared=declared)
    assert (decoded.text, decoded.how) == ("1+1-1 is +AGE- \\u0041", "utf-8")


def test_a_declaration_that_does_not_fit_is_passed_over() -> None:
    assert decode(JAPANESE.encode(), declared="euc-jp").text == JAPANESE
    assert known_charset("latin1") == "cp1252"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (RUSSIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        (UKRAINIAN, "cp1251"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (ARABIC, "cp1256"),
        (CZECH, "cp1250"),
        ("Just one caf\u00e9 more", "cp1252"),
        ("It costs 5 €", "cp1252"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
    ],
)
def test_what_says_nothing_of_its_encoding_is_guessed(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.how) == (text, "guess")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (UKRAINIAN.encode()[:-3], "byte 0xD1 at position"),  # cut in the middle of a letter
        (b"one\n" + JAPANESE.encode() + b"\xff" + JAPANESE.encode(), "line 3"),
        ("naïve".encode() + b" caf\xe9", "byte 0xE9 at position 10 (line 1)"),
        (b"overlong \xc0\xaf", "byte 0xC0 at position 9"),
        (b"half a pair \xed\xa0\x80", "byte 0xED at position 12"),
        (b"\xff\xfea\x00\x00\xd8", "UTF-16-LE"),
        (bytes(range(256)), "byte 0x80 at position 128"),
    ],
)
def test_damaged_text_is_refused_with_the_place_and_not_taken_for_another_encoding(
    data: bytes, words: str
) -> None:
    with pytest.raises(UnusableText) as refused:
        decode(data)
    assert refused.value.code == "undecodable"
    assert words in refused.value.message


def test_nothing_is_guessed_when_guessing_is_not_wanted() -> None:
    with pytest.raises(UnusableText, match="position 8"):
        decode("Just caf\u00e9".encode("cp1252"), guess=False)
    assert decode(b"plain", guess=False).how == "utf-8"


@given(st.text())
def test_utf8_comes_back_exactly(text: str) -> None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    decoded = decode(data)
    if decoded.how == "utf-8":
        assert decoded.text == text
    elif decoded.how == "bom":
        assert "\ufeff" + decoded.text == text
    else:
        assert "\x00" in text


@given(
    st.binary(max_size=200), st.sampled_from([None, "utf-8", "cp1252", "shift_jis", "utf-16", "iso2022_jp"])
)
def test_no_replacement_character_is_put_in(data: bytes, declared: str | None) -> None:
    try:
        decoded = decode(data, declared=declared)
    except UnusableText:
        return
    if "\ufffd" in decoded.text:
        assert "\ufffd".encode(decoded.encoding, "ignore") in data


def test_of_the_corpus_only_what_is_valid_is_read_as_utf8(evaluation_data: Path) -> None:
    folder = evaluation_data / "hostile" / "utf8"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len(files) > 35
    for path in files:
        data = path.read_bytes()
        try:
            decoded = decode(data)
        except UnusableText:
            with pytest.raises(UnicodeDecodeError):
                data.decode()
            continue
        if decoded.how in ("utf-8", "bom"):
            assert decoded.text == data.decode("utf-8-sig" if decoded.how == "bom" else "utf-8")
        else:
            with pytest.raises(UnicodeDecodeError):
                data.decode()
