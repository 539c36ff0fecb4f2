"""What crosses a process border: types only."""
