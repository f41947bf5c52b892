"""Answers which key a name means, and which keys a gesture may not have. Knows no gesture.

Names are those of KeyboardEvent.key (W3C UI Events), with the modifiers before them: "n", "Shift+J", "Control+Enter".
"""

from __future__ import annotations

import unicodedata

MODIFIERS = ("Control", "Alt", "Shift")
_SAID = {"ctrl": "Control", "strg": "Control", "cmd": "Control", "meta": "Control", "⌘": "Control"}
_NAMED = {
    "enter": "Enter",
    "return": "Enter",
    "space": "Space",
    "escape": "Escape",
    "esc": "Escape",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "arrowup": "ArrowUp",
    "arrowdown": "ArrowDown",
    "arrowleft": "ArrowLeft",
    "arrowright": "ArrowRight",
} | {f"f{number}": f"F{number}" for number in range(1, 13)}
_SHOWN = {
    "Control": "ctrl",
    "Enter": "⏎",
    "Space": "space",
    "Escape": "esc",
    "PageUp": "page up",
    "PageDown": "page down",
    "ArrowUp": "↑",
    "ArrowDown": "↓",
    "ArrowLeft": "←",
    "ArrowRight": "→",
}

# What a caret, a field, a rating or the browser itself answers. Bare Backspace must never do anything that is lost.
_CARET = {"ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"}
_FIXED = {
    "Escape",
    "Enter",
    "Space",
    "Tab",
    "Backspace",
    "Delete",
    "Insert",
    "PageUp",
    "PageDown",
    "F1",
    "F5",
}
_FIXED |= {
    "F11",
    "F12",
    "Alt+ArrowLeft",
    "Alt+ArrowRight",
    "Alt+Home",
    "Control+Alt+Delete",
    "Alt+F4",
    "Alt+Tab",
}
_BROWSER = {*"acfghijlnopqrstuvwx-+=0123456789", "tab", "pageup", "pagedown", "f4"}


def key_named(text: str) -> str:
    """The name of the key that somebody typed or pressed, "" when there is none such.

    Letters count as they are written on the key: "J" and "shift+j" are both "Shift+J".
    """
    *modifiers, last = _pieces(text.strip() if text != " " else "Space")
    known = {_SAID.get(each.lower(), each.capitalize()) for each in modifiers}
    if not known <= set(MODIFIERS) or not last:
        return ""
    key = _NAMED.get(last.lower(), last)
    if len(key) == 1:
        if not _is_printed(key):
            return ""
        if key != key.lower() and not modifiers:
            known.add("Shift")
        if not key.isalpha() and not known & {"Control", "Alt"}:
            known.discard("Shift")  # Shift is what writes it.
        key = key.upper() if "Shift" in known else key.lower()
        if len(key) != 1:
            return ""
    elif key not in _NAMED.values():
        return ""
    return "+".join([each for each in MODIFIERS if each in known] + [key])


def is_single(name: str) -> bool:
    """Whether the key writes a character by itself, as in fields (WCAG 2.1.4)."""
    return len(name.removeprefix("Shift+")) == 1


def is_reserved(name: str) -> bool:
    """Whether the key belongs to the browser, the caret, the ratings or a field already."""
    *modifiers, key = _pieces(name)
    if name in _FIXED or (key.isdigit() and not set(modifiers) & {"Control", "Alt"}):
        return True
    if key in _CARET and len(modifiers) < 2:
        return True
    if "Shift" in modifiers and len(modifiers) == 1 and (key in _FIXED or key in _CARET):
        return True
    return "Control" in modifiers and "Alt" not in modifiers and key.lower() in _BROWSER


def shown(name: str) -> str:
    """The key as a hint beside a button: "shift j", "ctrl ⏎"."""
    return " ".join(_SHOWN.get(each, each.lower()) for each in _pieces(name)) if name else ""


def _pieces(text: str) -> list[str]:
    """Modifiers and key; the key may be "+" itself."""
    if text == "+":
        return ["+"]
    if text.endswith("++"):
        return [*(each.strip() for each in text[:-2].split("+")), "+"]
    return [each.strip() for each in text.split("+")]


def _is_printed(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character)[0] not in "CZM"
