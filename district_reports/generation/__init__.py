"""Made-up but lifelike submissions with known truth, for load and fault tests."""
