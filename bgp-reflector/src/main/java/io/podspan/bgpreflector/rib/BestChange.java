package io.podspan.bgpreflector.rib;

import org.jspecify.annotations.Nullable;

/**
 * The best path of a prefix is another one.
 *
 * @param prefix packed
 * @param before null when there was none
 * @param after null when there is none now
 */
public record BestChange(long prefix, @Nullable Path before, @Nullable Path after) {}
