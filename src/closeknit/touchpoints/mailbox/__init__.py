"""Mail that comes to the house's own address: who sent it, what becomes of it, and where one sees that."""
