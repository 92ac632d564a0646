/**
 * The port to the routers of clusters.
 *
 * <p>A {@link io.podspan.peeringservice.peering.router.RouterDriver} per kind of router finds,
 * reads and changes its configuration. The drivers are outside of this noun, one package each. A
 * {@link io.podspan.peeringservice.peering.router.RouterReading} plans for an {@link
 * io.podspan.peeringservice.peering.router.Planning.Aim}; the plan is a {@link
 * io.podspan.peeringservice.peering.router.RouterChange}, whose document only its driver reads.
 * Preflight shows the change, the store keeps it, and the rollout hands it back to the driver.
 *
 * <p>Between rollouts, a {@link io.podspan.peeringservice.peering.router.Standing} says what of the
 * written changes is not there any more: a {@link io.podspan.peeringservice.peering.router.Drift}
 * for each object.
 *
 * <p>Invariant: nothing in here, nor in the packages that use it, knows a kind of router.
 */
@NullMarked
package io.podspan.peeringservice.peering.router;

import org.jspecify.annotations.NullMarked;
