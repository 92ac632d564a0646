/**
 * The use cases, and the ports that they need.
 *
 * <p>Each reads: look at the clusters (slow, outside of any transaction), then in one transaction
 * load, decide purely, save and announce. Results are sealed; what a caller makes of them is the
 * caller's.
 */
@NullMarked
package io.podspan.peeringservice.peering.intent;

import org.jspecify.annotations.NullMarked;
