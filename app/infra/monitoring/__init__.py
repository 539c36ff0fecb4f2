"""How this process shows what it counts and did: Prometheus reads it, OTLP takes it away."""
