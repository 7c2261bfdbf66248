"""The languages in which people are spoken to and written to; every house means the same ones."""

from enum import StrEnum


class Language(StrEnum):
    """A language by its ISO 639-1 code."""

    ENGLISH = "en"
    HINDI = "hi"
    MARATHI = "mr"
    TAMIL = "ta"
    TELUGU = "te"
    KANNADA = "kn"
    MALAYALAM = "ml"
    BENGALI = "bn"
    GUJARATI = "gu"
    PUNJABI = "pa"
    URDU = "ur"
    ODIA = "or"
    ASSAMESE = "as"
