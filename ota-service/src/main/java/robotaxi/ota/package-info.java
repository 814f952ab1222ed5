/** The update service: releases, artifacts, trust and rollouts. */
@NullMarked
package robotaxi.ota;

import org.jspecify.annotations.NullMarked;
