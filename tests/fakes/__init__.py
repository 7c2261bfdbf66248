"""Stand-ins for our ports (time, post, money), never for our own code."""
