"""One widget per step kind."""
