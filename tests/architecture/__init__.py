"""The house rules, as tests: who may know whom, what a file may be called, what the API promises."""
