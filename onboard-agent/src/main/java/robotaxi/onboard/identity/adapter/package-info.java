/** Makes the car's key, enrols it and keeps its certificate on disk. */
@NullMarked
package robotaxi.onboard.identity.adapter;

import org.jspecify.annotations.NullMarked;
