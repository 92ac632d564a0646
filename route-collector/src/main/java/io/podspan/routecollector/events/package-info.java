/**
 * When to look at a cluster, and what a round does.
 *
 * <p>{@link io.podspan.routecollector.events.Triggers} follows the intent (which clusters there
 * are), the sessions of reflectors, and rollouts (something is about to change). It runs the
 * rounds: one virtual thread per cluster. {@link io.podspan.routecollector.events.ClusterRounds} is
 * one round. {@link io.podspan.routecollector.events.NodeFeeds} has a {@code Follower} for each
 * node that is ours, with two virtual threads: one reads the node's stream, the other looks at the
 * node when the stream says so. {@link io.podspan.routecollector.events.PeerListener} keeps what
 * reflectors say of their peers.
 *
 * <p>Invariants: two rounds of one cluster never overlap, nor do two looks at one node; who reads a
 * stream waits for no look; only the instance that owns a cluster reads it; what the intent does
 * not name any more is forgotten at once.
 */
@NullMarked
package io.podspan.routecollector.events;

import org.jspecify.annotations.NullMarked;
