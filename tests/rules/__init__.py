"""Pure functions: tables and properties, in milliseconds."""
