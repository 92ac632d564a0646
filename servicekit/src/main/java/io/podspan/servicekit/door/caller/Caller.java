package io.podspan.servicekit.door.caller;

/**
 * Who calls.
 *
 * @param name of a person or a program, as the journal shows it
 */
public record Caller(String name, Role role) {}
