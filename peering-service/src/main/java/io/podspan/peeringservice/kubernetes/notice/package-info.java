/**
 * Notices as Kubernetes Events (core/v1; events.k8s.io/v1 where only that is allowed).
 *
 * <p>{@link io.podspan.peeringservice.kubernetes.notice.EventPoster} has a bounded queue and one
 * thread, {@code kubernetes-events}. {@link
 * io.podspan.peeringservice.kubernetes.notice.PostingPace} says how many a cluster gets, and for
 * how long one that refuses them is left alone.
 */
@NullMarked
package io.podspan.peeringservice.kubernetes.notice;

import org.jspecify.annotations.NullMarked;
