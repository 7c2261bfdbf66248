"""Tells open browsers that something has changed: ``python -m jobs.live``, one process for thousands of viewers.

It listens to one channel of Redis and passes on what it hears as server-sent events.  It knows no
database, no person and no password: what travels here is only that a page is other than it was, and
whoever wants to know how asks the web for it, as who they are.
"""
