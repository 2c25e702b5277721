"""The page Settings: the network, the start, the data."""
