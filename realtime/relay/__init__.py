"""The relay: tails the log's change stream and folds entries into tallies, each exactly once."""
