"""How the house speaks HTTP: doors, shapes, refusals, versions, limits.

This floor knows Flask, flask-smorest and marshmallow, so that the houses above need them
only in their ``routes`` and ``schemas``.
"""
