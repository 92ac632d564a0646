/**
 * The use cases, the conditions, and the ports that they need.
 *
 * <p>A use case reads the clusters first ({@link
 * io.podspan.peeringservice.peering.intent.ClusterSurvey}): that is slow, and outside of any
 * transaction. Then, in one transaction, it loads, decides purely, saves and announces. Results are
 * sealed types; the caller decides what to make of them.
 *
 * <p>Conditions: {@link io.podspan.peeringservice.peering.intent.Observations} holds the latest
 * report of every other service. {@link io.podspan.peeringservice.peering.intent.DeclaredIntent}
 * tells which report belongs to which interconnect. {@link
 * io.podspan.peeringservice.peering.intent.ConditionRenewal} works the conditions out with {@link
 * io.podspan.peeringservice.peering.intent.Conditions}, saves and announces those that changed, and
 * removes the reports that belong to nothing any more.
 *
 * <p>Owner threads: a use case runs on its caller's thread; one thread renews the conditions.
 *
 * <p>Invariants: intent is decided by one transaction at a time ({@code serialise}); what could not
 * be found out is UNKNOWN, never FALSE or TRUE.
 */
@NullMarked
package io.podspan.peeringservice.peering.intent;

import org.jspecify.annotations.NullMarked;
