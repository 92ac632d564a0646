/**
 * Knowing the world: following the intent topic, and sharing its clusters among instances.
 *
 * <p>{@link io.podspan.servicekit.follow.IntentFollower} reads {@code podspan.intent} from its
 * beginning on a thread of its own and keeps the {@link io.podspan.events.world.World}. {@link
 * io.podspan.servicekit.follow.Judgement} decides what to believe: a record is an order, and what
 * is absent is gone only when the topic fits the mark of our installation and is not older than
 * what was known. What was whole is kept for the next start ({@link
 * io.podspan.servicekit.follow.KeptIntent}), on disk by the reflector and in Postgres by the
 * others, by a thread of its own: what is in force never waits for a disk. So a Kafka that lost its
 * data, an older one and another one take nothing away.
 *
 * <p>{@link io.podspan.servicekit.follow.IntentTopic} asks first whether a trusted key has signed a
 * record (package {@code trust}).
 *
 * <p>{@link io.podspan.servicekit.follow.WorkShare} joins the service's consumer group only to
 * learn which partitions, and so which clusters, this instance works for. Neither commits offsets:
 * the topic is compacted state and is read from its beginning at each start.
 *
 * <p>{@link io.podspan.servicekit.follow.Presence} joins a group for no other purpose than to be
 * seen there.
 *
 * <p>Follower and share are parts of readiness: the follower until it has caught up, the share
 * until the group has answered.
 */
@NullMarked
package io.podspan.servicekit.follow;

import org.jspecify.annotations.NullMarked;
