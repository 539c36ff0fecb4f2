"""Background work: workers run jobs, the scheduler knows when. What is counted never goes through here."""
