"""The patients: whom a clinic knows, under which number, and how they are found again.

It owns a clinic's records of persons.  It never knows a booking, a visit or a bill, and it decides
nothing about who may sign in.

Words: a *patient* is one clinic's record of a person; a person in two clinics is two patients.  The
*medical record number* is the clinic's own readable name for a record.  The *account holder* is who
signs in with a phone number, and one phone serves a family, so each record says in which *relation*
its person stands to the holder.  Two records are *alike* when they probably mean one person.
"""
