/** Serves the web app. */
@NullMarked
package robotaxi.console.page.adapter;

import org.jspecify.annotations.NullMarked;
