"""Approvals: what one person asks for and another one decides.

It owns the asking, the decision and its one use, for every kind of thing that takes four eyes.  It
never knows a device or an invoice, and changes none: the house of a kind is told of a decision in
the same transaction, and does what it means.

Words: an *approval* is asked for by one person and decided by another.  Its *kind* says what is
asked (``device``), its *subject* is the id of the thing it is about.  The *threshold* is the role
that the decider needs at least.  It *waits* until it is approved, refused, withdrawn or *lapsed*,
which is what happens when its end passes first.  It is *open* while it waits, or is approved and
not used.  A *proof* is what the decider has to show besides, because the kind wants it.
"""
