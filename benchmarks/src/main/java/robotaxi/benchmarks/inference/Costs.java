package robotaxi.benchmarks.inference;

/** What the calls of a thought take, as measured, and how late a stopped one ends. */
public record Costs(Times seeing, Times reading, Times word, Times step, Times abort) {}
