/**
 * The supported kinds of router, a package each: {@code kuberouter}, {@code calico}, {@code
 * cilium}. To add a kind, add its package and its line in {@link
 * io.podspan.routecollector.routers.SupportedRouters}.
 *
 * <p>Invariants: the kinds do not know each other; everything else knows the port {@code router}
 * only.
 */
@NullMarked
package io.podspan.routecollector.routers;

import org.jspecify.annotations.NullMarked;
