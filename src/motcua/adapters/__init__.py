"""Ways to the outside world, one file per system, each with a stub that development and tests use."""
