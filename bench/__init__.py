"""Figures about speed, each measured beside its own lower bound in the same run.

A figure alone says little: it drifts with the machine and with what else runs on it.  A ratio of two
things that were measured in turns, round by round, holds.  Nothing here is a test; the clock decides
no build.
"""
