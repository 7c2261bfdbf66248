"""The runner and every migration, on both engines."""
