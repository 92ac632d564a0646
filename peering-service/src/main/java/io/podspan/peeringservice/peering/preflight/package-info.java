/**
 * What is checked before clusters are joined, and what joining them changes.
 *
 * <p>Invariant: pure; everything was read before.
 */
@NullMarked
package io.podspan.peeringservice.peering.preflight;

import org.jspecify.annotations.NullMarked;
