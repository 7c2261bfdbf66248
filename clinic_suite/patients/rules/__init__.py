"""The patients' pure rules: ages, phones, record numbers, how names sound, and who is alike."""
