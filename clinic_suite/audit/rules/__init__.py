"""The trail's and the keeping's pure rules."""
