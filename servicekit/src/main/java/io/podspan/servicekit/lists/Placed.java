package io.podspan.servicekit.lists;

/** An element and its place in the order that was asked for. */
public record Placed<T>(T element, Place place) {}
