/** What of the services a browser may reach through the console. */
@NullMarked
package robotaxi.console.proxy;

import org.jspecify.annotations.NullMarked;
