"""The same on the preview engine and on a real replica set."""
