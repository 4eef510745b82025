"""Watchlist files: reading them with the line of every fault, writing them."""
