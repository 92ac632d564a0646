package io.podspan.probeservice.history;

/** The figures of a pair in a stretch of time. */
public record Entry(Span span, Figures figures) {}
