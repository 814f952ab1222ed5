/** What a car shows of itself while somebody watches it: how long, how often, and how much of the link that may take. */
@NullMarked
package robotaxi.onboard.liveview;

import org.jspecify.annotations.NullMarked;
