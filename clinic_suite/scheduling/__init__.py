"""Scheduling owns the diary: when somebody can be seen, and who has been promised that time.

Words: a *diary* belongs to a practitioner or a resource and carries its id.  *Templates* say how its weeks
look, *exceptions* how a day differs.  From both a *day sheet* is made for each day: the one document that
is locked when a time is held or booked.  An *entry* on it takes a *seat* from a moment until another.  A
*hold* is an entry with an end and a token; an *appointment* is what a patient was promised.

It never drops an entry: what no longer fits is listed for the desk to move.
"""
