"""Objects and documents that tests start from."""
