package io.podspan.bgpreflector.speaker;

import java.time.InstantSource;
import java.util.function.DoubleSupplier;

/**
 * What all sessions of a speaker share.
 *
 * @param jitter factors from 0.75 to 1 for timers (RFC 4271, section 10)
 */
record SessionContext(
    SpeakerConfig config,
    Shards shards,
    SpeakerListener listener,
    Refusals refusals,
    SessionCounts counts,
    HalfOpen halfOpen,
    Registrar registrar,
    InstantSource clock,
    DoubleSupplier jitter) {}
