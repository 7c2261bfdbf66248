"""The directory: which clinics there are, who practises in them, what they offer and when they are closed.

It owns clinics, practitioners, services and closures, all of which the public may read.
It never knows a patient, a booking or a price that somebody has paid.

Words: a *clinic* is active or inactive, and an inactive one can gain nothing new.  A
*practitioner* belongs to one clinic (a doctor in two clinics is two practitioners).  A
*service* is a kind of visit with its length and price.  A *closure* is a span of days on
which the whole clinic is shut.
"""
