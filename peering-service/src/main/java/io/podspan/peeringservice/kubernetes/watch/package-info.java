/**
 * Hears of changes in clusters through watches on their APIs.
 *
 * <p>A watch is a bell and nothing more: what is true is what {@link
 * io.podspan.peeringservice.kubernetes.ClusterReader} reads when it rings. So a watch that misses
 * something, tells it twice or ends costs time, never truth, and an API server that is away is
 * never taken for a cluster without nodes.
 *
 * <p>{@link io.podspan.peeringservice.kubernetes.watch.ObjectWatch} is a fabric8 informer for one
 * kind of objects. It lists, watches with bookmarks, and lists again after 410. Of each object it
 * keeps the version and a {@link io.podspan.peeringservice.kubernetes.watch.Facts} of what a
 * reading uses: heartbeats of nodes do not ring.
 *
 * <p>Threads: informers call from the client's threads; everything else belongs to the caller of
 * {@code keep()}.
 */
@NullMarked
package io.podspan.peeringservice.kubernetes.watch;

import org.jspecify.annotations.NullMarked;
