"""Auth's pure rules."""
