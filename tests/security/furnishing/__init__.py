"""What stands in the world behind the wall, room by room: each file has `furnish(world, at)`, and `world.build` calls it."""
