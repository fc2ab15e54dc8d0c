"""shopglot: one language for shop platforms."""
