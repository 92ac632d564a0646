package io.podspan.peeringservice.peering.router;

/**
 * A risk that an operator should know before a change. It blocks nothing.
 *
 * @param code what kind, {@code unpinned-image}; stable, scripts compare it
 * @param detail what was seen and what may happen
 * @param nextStep what to do about it
 */
public record Caution(String code, String detail, String nextStep) {}
