package io.podspan.routecollector.check;

/**
 * Something that could not be found out.
 *
 * @param what a noun, as {@code the neighbour}
 * @param why a clause
 */
public record Unknown(String what, String why) {}
