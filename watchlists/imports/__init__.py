"""Lists of others as watchlists: the UN's, OFAC's, the EU's, OpenSanctions' and tables.

file -> format by its first bytes -> records -> safe names and aliases -> a watchlist -> what changed -> the file
"""
