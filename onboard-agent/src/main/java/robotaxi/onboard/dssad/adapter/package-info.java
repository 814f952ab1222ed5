/** The record on the car's disk. */
@org.jspecify.annotations.NullMarked
package robotaxi.onboard.dssad.adapter;
