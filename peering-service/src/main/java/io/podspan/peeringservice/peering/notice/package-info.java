/**
 * What Podspan says on the objects of clusters, where their owners look: as Kubernetes Events.
 *
 * <p>{@link io.podspan.peeringservice.peering.notice.Notices} makes a {@link
 * io.podspan.peeringservice.peering.notice.Notice} of what a rollout or a look made true. The
 * {@link io.podspan.peeringservice.peering.notice.NoticeBoard} takes it, and posts it when it can.
 *
 * <p>Invariants: best effort. No rollout waits for a notice or fails with it; what is true is in
 * the journal.
 */
@NullMarked
package io.podspan.peeringservice.peering.notice;

import org.jspecify.annotations.NullMarked;
