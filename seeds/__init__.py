"""What a newcomer sees in the first minute: a scale, a desk, three articles under review. Loaded by services only."""
