"""The trail: who did what, when, from where, to what, and what it was before.

It owns the entries and the seals that make a quiet change of them visible.  Entries are
written in the transaction of the change they tell of; if an entry cannot be written, the
change does not happen.  It never decides who may do something, and never changes an entry.

Words: an *entry* is one thing done or read.  A *chain* is the entries of one clinic (or of
the house, for what belongs to no clinic).  A *seal* closes a batch of a chain and carries
the digest of the seal before it.  A *checkpoint* is a seal's digest kept somewhere else.
"""
