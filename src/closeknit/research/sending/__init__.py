"""Standing questions that wait for somebody on the shared site, and what they answer there."""
