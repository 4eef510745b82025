"""`rasid watchlist`: a file for each of its commands."""
