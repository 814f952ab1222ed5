/** What every store of this service needs alike to speak SQL. */
@NullMarked
package robotaxi.ota.store.adapter;

import org.jspecify.annotations.NullMarked;
