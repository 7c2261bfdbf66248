"""Access: who may open a chart, and what the desk does when somebody cannot come in.

It owns the grants by which a doctor or a nurse opens the chart of somebody whom they do not
treat, and the release of a telephone number that is on hold.  It never knows what stands in a
chart or who treats whom: the house that asks says so.

Words: to *break the glass* is to open a chart in need, with a reason, at once and for an hour;
the *grant* is what remains of it, and somebody who keeps the clinic marks it as *seen*.  To
*release* a number is to let it be sent codes again after twenty wrong ones.
"""
