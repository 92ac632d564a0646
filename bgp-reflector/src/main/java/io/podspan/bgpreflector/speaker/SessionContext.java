package io.podspan.bgpreflector.speaker;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What all sessions of a speaker share.
 *
 * @param nanos a clock for timers, as {@link System#nanoTime}
 */
record SessionContext(
    SpeakerConfig config,
    ShardLoop shard,
    SpeakerListener listener,
    Refusals refusals,
    Registrar registrar,
    InstantSource clock,
    LongSupplier nanos) {}
