"""What every REST slice shares: the envelope, errors as responses, guards, pagination, limits."""
