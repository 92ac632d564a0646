/**
 * The use cases, and the ports that they need.
 *
 * <p>A use case reads the clusters first ({@link
 * io.podspan.peeringservice.peering.intent.ClusterSurvey}): that is slow, and outside of any
 * transaction. Then, in one transaction, it loads, decides purely, saves and announces. Results are
 * sealed types; the caller decides what to make of them.
 *
 * <p>{@link io.podspan.peeringservice.peering.intent.ConditionRenewal} works out the conditions of
 * all interconnects, saves and announces those that changed, and removes the reports that belong to
 * nothing any more.
 *
 * <p>Owner threads: a use case runs on its caller's thread; one thread renews the conditions.
 *
 * <p>Invariant: intent is decided by one transaction at a time ({@code serialise}).
 */
@NullMarked
package io.podspan.peeringservice.peering.intent;

import org.jspecify.annotations.NullMarked;
