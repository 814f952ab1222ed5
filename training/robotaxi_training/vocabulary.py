"""What the model can say: the order is that of the simulator's reasons."""

TEMPLATES = [
    "The road ahead is clear.",
    "I follow the vehicle {distance} m ahead.",
    "The vehicle {distance} m ahead brakes or stands, so I slow down.",
    "Somebody on foot is on my way {distance} m ahead, so I give way.",
    "The road bends {distance} m ahead, so I adapt my speed.",
    "My stop is {distance} m ahead, so I slow down.",
    "I stand still.",
    "I am faster than the limit, so I slow down.",
]
META_ACTIONS = [
    "keep-lane", "follow", "brake", "give-way", "slow-for-curve", "stop-at-destination", "stand", "slow-down",
]
DISTANCES_METRES = [5, 10, 15, 20, 30, 40, 60, None]
