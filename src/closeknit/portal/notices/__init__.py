"""How one hears of what happens on a shared site, and the switch in each mail that ends them."""
