"""Trains, evaluates and exports the fleet's driving models: city-reflex here, city-reason in its own package."""
