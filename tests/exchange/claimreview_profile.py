"""Google's ClaimReview profile as a JSON Schema: what is required, and the shape of what is recommended."""

from typing import Any

_TEXT = {"type": "string", "minLength": 1}
_ADDRESS = {"type": "string", "pattern": "^https?://[^/]+"}
_DATE = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d"}
_PARTY = {
    "type": "object",
    "required": ["@type", "name"],
    "properties": {"@type": {"enum": ["Organization", "Person"]}, "name": _TEXT, "url": _ADDRESS},
    "additionalProperties": False,
}
_RATING = {
    "type": "object",
    "required": ["@type", "alternateName"],
    "properties": {
        "@type": {"const": "Rating"},
        "alternateName": _TEXT,
        "ratingValue": {"type": "integer", "minimum": 1, "maximum": 5},
        "bestRating": {"const": 5},
        "worstRating": {"const": 1},
        "ratingExplanation": {"type": "string", "minLength": 1, "maxLength": 300},
    },
    "dependentRequired": {"ratingValue": ["bestRating", "worstRating"]},
    "additionalProperties": False,
}
_CLAIM = {
    "type": "object",
    "required": ["@type", "appearance"],
    "properties": {
        "@type": {"const": "Claim"},
        "author": _PARTY,
        "datePublished": _DATE,
        "appearance": {
            "type": "object",
            "required": ["@type", "headline"],
            "properties": {
                "@type": {"const": "CreativeWork"},
                "url": _ADDRESS,
                "headline": _TEXT,
                "datePublished": _DATE,
                "publisher": _PARTY,
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
PROFILE: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": [
        "@context",
        "@type",
        "claimReviewed",
        "reviewRating",
        "url",
        "author",
        "datePublished",
        "itemReviewed",
    ],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "ClaimReview"},
        "@id": _ADDRESS,
        "url": _ADDRESS,
        "claimReviewed": _TEXT,
        "author": _PARTY,
        "datePublished": _DATE,
        "dateModified": _DATE,
        "inLanguage": _TEXT,
        "itemReviewed": _CLAIM,
        "reviewRating": _RATING,
        "reviewBody": _TEXT,
        "citation": {"type": "array", "items": _ADDRESS, "minItems": 1},
        "correction": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["@type", "text", "datePublished"],
                "properties": {
                    "@type": {"const": "CorrectionComment"},
                    "text": _TEXT,
                    "datePublished": _DATE,
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
