/**
 * What a node says while it is followed: the lines of one long command in its router's pod.
 *
 * <p>Flow: a {@link io.podspan.routecollector.feed.LineReader} makes a {@link
 * io.podspan.routecollector.feed.Step} of each line: a beat, a change or a gap. {@link
 * io.podspan.routecollector.feed.NodeFeed} puts the steps of a stream together and knows whether
 * the node is followed. {@link io.podspan.routecollector.feed.FeedState} says it to people, {@link
 * io.podspan.routecollector.feed.FeedSource} is the port to the node.
 *
 * <p>Invariants: a feed only says when to look; what a node has is read as a whole. What is not
 * understood is a gap, never a guess. A gap lasts until a whole read that began after it has ended.
 * Nothing here knows threads, time or Kubernetes.
 */
@NullMarked
package io.podspan.routecollector.feed;

import org.jspecify.annotations.NullMarked;
