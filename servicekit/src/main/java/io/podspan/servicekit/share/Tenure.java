package io.podspan.servicekit.share;

/**
 * That an instance has a part of the work, and since which change of owner.
 *
 * @param work the name of the part
 * @param term grows with each change of owner
 */
public record Tenure(String work, long term) {}
