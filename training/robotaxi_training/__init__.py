"""Trains, evaluates and exports city-reflex, the fleet's small driving model."""
