/**
 * The supported kinds of router, a package each: {@code kuberouter}, {@code calico}, {@code
 * cilium}. This package only registers their drivers. {@code docs/adding-a-router.md} tells how to
 * add one.
 *
 * <p>Invariants: the kinds do not know each other; everything else knows the port {@code
 * peering.router} only.
 */
@NullMarked
package io.podspan.peeringservice.routers;

import org.jspecify.annotations.NullMarked;
