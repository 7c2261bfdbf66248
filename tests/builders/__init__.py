"""Valid things to test with: say only what matters to the test."""
