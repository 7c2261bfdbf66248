"""The diary's shapes, in and out."""
