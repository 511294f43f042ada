"""People, what they may do where and when, who stands in for them, and how they sign in."""
