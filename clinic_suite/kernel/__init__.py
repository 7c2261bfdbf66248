"""What every house stands on and no house owns: time, ids, money, facts, the unit of work.

The kernel imports nothing of ours but the settings' own values that are handed to it.
It knows MongoDB, so that the houses above need to know only their collections.
"""
