"""What a figure rests on: registries of measures and sources, readings, snapshots, stored files.

A room publishes a measure by decorator; others ask for it by code, so neither imports the other.
"""
