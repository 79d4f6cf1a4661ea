"""The brief before a call: on the screen, as PDF, and as an invitation."""
