/** What the automated driving system did that a later question may turn on: a record that cannot be changed unseen (UN R157, DSSAD). */
@org.jspecify.annotations.NullMarked
package robotaxi.onboard.dssad;
