package robotaxi.incident.assistance;

import java.time.Duration;

/**
 * How the desk works.
 *
 * @param lease how long a claim holds without a sign of life
 * @param frameAge an answer is refused when the newest picture came longer ago
 * @param answerLife how long an answer may be under way
 * @param verdictPatience how long the car's word on an answer is awaited beyond that
 */
public record DeskRules(Duration lease, Duration frameAge, Duration answerLife, Duration verdictPatience) {}
