/**
 * The settings of a reflector: one model for both ways to run it.
 *
 * <p>Two readers make {@link io.podspan.bgpreflector.settings.Settings}: {@code alone.reader} from
 * a YAML file and options, {@code control} from the service's configuration and the intent. {@code
 * assembly} turns them into the engine's own records. Everything here is immutable and already
 * checked.
 *
 * <p>{@link io.podspan.bgpreflector.settings.Fixed} holds what stays the same until the next start.
 * Peers, ranges and originated prefixes can change while sessions go on.
 */
@NullMarked
package io.podspan.bgpreflector.settings;

import org.jspecify.annotations.NullMarked;
