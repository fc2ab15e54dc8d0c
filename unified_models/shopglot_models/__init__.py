"""The unified models."""
