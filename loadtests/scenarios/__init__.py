"""One module per figure; each has ``measure(stack) -> list[Figure]`` and cleans up after itself."""
