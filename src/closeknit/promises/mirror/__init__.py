"""The mirror report: what an account's world looks like from here, put together by members, frozen when it is released."""
