/** The images that we ship, started against each other. */
package robotaxi.containers;
