"""WSGI applications under measurement: ours in a certain state, and the bounds they are held against."""
