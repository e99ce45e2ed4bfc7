"""The `planreview` command."""
