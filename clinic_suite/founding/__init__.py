"""Founding: the first clinic of an empty installation, and its first admin.

It owns the set-up code and the one moment in which it is used.  It never changes a clinic or an
account that is there, and once there is one it answers as if it had never been.

Words: an installation is *founded* when it has a clinic or an account.  The *set-up code* is twelve
letters that somebody reads on the server; it is good for an hour, for a few tries, and once.
"""
