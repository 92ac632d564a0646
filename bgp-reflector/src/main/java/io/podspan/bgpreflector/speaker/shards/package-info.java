/**
 * Hand-over to the threads that own the routes.
 *
 * <pre>
 *   I/O loop: PeerInput collects the updates of one read -> ShardSender -> bounded queue
 *   shard:    ShardLoop takes a bounded number of commands, decides once, advertises once
 * </pre>
 *
 * <p>{@link io.podspan.bgpreflector.speaker.shards.Shards} knows which shard owns a prefix, and
 * {@link io.podspan.bgpreflector.speaker.shards.UpdateSplitter} divides an UPDATE by that. When a
 * queue is full, {@link io.podspan.bgpreflector.speaker.shards.ShardSender} keeps the commands in
 * order and the session stops reading.
 *
 * <p>Invariants: commands about one peer come from one I/O loop, in order; routes are touched by
 * their shard's thread only.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.shards;

import org.jspecify.annotations.NullMarked;
