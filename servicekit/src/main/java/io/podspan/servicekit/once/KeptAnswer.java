package io.podspan.servicekit.once;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept.
 *
 * @param body JSON; null when there was none, or it is too large to be kept
 * @param whole whether it has the body that was sent
 */
public record KeptAnswer(
    int status,
    @Nullable String location,
    @Nullable String tag,
    @Nullable String body,
    boolean whole) {}
