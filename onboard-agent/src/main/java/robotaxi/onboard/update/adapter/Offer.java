package robotaxi.onboard.update.adapter;

/** A release that a rollout brings to this car, pushed over the link or found at the director. */
record Offer(String rolloutId, String releaseId) {}
