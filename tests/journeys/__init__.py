"""Stories through the running product: started as a visitor's machine would, seen through a real browser."""
