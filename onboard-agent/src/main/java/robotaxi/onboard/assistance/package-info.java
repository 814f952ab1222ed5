/** Asks a person when the car cannot go on, and judges what the person advises. Advice is never control: the supervisor stays in force. */
@NullMarked
package robotaxi.onboard.assistance;

import org.jspecify.annotations.NullMarked;
