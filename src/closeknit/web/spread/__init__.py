"""The people of an account: who has heard what from whom, who knows whom, and who could lead us to the others."""
