"""Numbered changes to data.  ``docs/decisions`` says how one is written; an applied file never changes."""
