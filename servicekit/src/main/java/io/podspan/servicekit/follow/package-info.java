/**
 * Knowing the world: following the intent topic, and sharing its clusters out.
 *
 * <p>{@link io.podspan.servicekit.follow.IntentFollower} reads {@code podspan.intent} from its
 * beginning on a thread of its own and keeps the {@link io.podspan.events.world.World}; a service
 * is ready when it has caught up. {@link io.podspan.servicekit.follow.WorkShare} joins the
 * service's consumer group only to be told which partitions, and so which clusters, are this
 * instance's to work for. Neither commits offsets: the topic is compacted state, read anew at each
 * start.
 */
@NullMarked
package io.podspan.servicekit.follow;

import org.jspecify.annotations.NullMarked;
