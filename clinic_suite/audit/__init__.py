"""Trust: the trail of who did what, how long records are kept, and what holds them.

It owns the entries and the seals that make a quiet change of them visible, the clinics'
retention tables and their legal holds.  Entries are written in the transaction of the change
they tell of; if an entry cannot be written, the change does not happen.  It never decides who
may do something in another house, never changes an entry, and destroys no record: it tells
the house whose record it is whether it may.

Words: an *entry* is one thing done or read.  A *chain* is the entries of one clinic (or of
the house, for what belongs to no clinic).  A *seal* closes a batch of a chain and carries
the digest of the seal before it.  A *checkpoint* is a seal's digest kept somewhere else.
A *term* is how long records of one class are kept.  A *legal hold* lets nothing of what it
covers be destroyed while it stands.  To *purge* is to destroy what is past its term.
"""
