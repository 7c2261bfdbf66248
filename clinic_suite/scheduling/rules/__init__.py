"""The diary's pure rules: no clock, no database."""
