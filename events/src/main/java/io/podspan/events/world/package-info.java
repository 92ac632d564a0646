/**
 * The world that the intent topic tells of: which clusters there are, which of them are joined, and
 * what follows.
 *
 * <p>{@link io.podspan.events.world.World} is an immutable fold over {@link
 * io.podspan.events.IntentEvent}: read the topic from its beginning, apply each event, and know
 * what the peering-service knows. What follows from the intent (who peers with whom, which routes a
 * node should have) is computed here once: the reflector, the collector and the probes cannot
 * disagree.
 *
 * <p>{@link io.podspan.events.world.TopicContent} is what the topic holds, record by record. A mark
 * ({@link io.podspan.events.IntentEvent.IntentCompleted}) counts the records and says what they
 * hold ({@link io.podspan.events.world.ContentDigest}); only content that fits its mark is the
 * whole intent, and only then is what is absent gone.
 *
 * <p>Pure: no I/O, no clock. Knows the contract only.
 */
@NullMarked
package io.podspan.events.world;

import org.jspecify.annotations.NullMarked;
