package io.podspan.bgpreflector.rib;

import io.podspan.addresses.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * The best path of a prefix is another one.
 *
 * @param before null when there was none
 * @param after null when there is none now
 */
public record BestChange(Prefix prefix, @Nullable Path before, @Nullable Path after) {}
