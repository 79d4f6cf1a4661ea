"""Tables in and out, whatever they are about: reading, guessing a mapping, parsing values, writing exports."""
