"""The shared site of an account as we keep it: open or closed, who there may do what, and how it looks to each of them."""
