"""MongoDB- and Redis-compatible servers as child processes, for one machine and for the tests."""
