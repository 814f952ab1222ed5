"""city-reason: a small model that reasons in words and answers a path. Its package is format robotaxi-model-package/2."""
