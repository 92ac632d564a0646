package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * Which destinations are asked for.
 *
 * @param longestMatch only the most specific one that contains this; null for all
 * @param offset how many to skip, in the order of prefixes
 * @param limit how many to return at most
 */
public record RouteQuery(@Nullable Prefix longestMatch, int offset, int limit) {}
