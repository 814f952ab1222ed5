/** The safety supervisor against a world of its own physics, with a judge who knows responsibility-sensitive safety by its formulas. */
@org.jspecify.annotations.NullMarked
package robotaxi.benchmarks.supervisor;
