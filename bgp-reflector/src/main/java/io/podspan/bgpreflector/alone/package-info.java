/**
 * The reflector alone: a process in the foreground with nothing around it, neither Kafka nor
 * Postgres nor Quarkus. A sibling of {@code control}.
 *
 * <p>{@link io.podspan.bgpreflector.alone.ReflectorCommand} is the main class. It reads {@link
 * io.podspan.bgpreflector.settings.Settings} from options or a file, starts the engine with them
 * ({@link io.podspan.bgpreflector.assembly.RunningReflector}), and then does what {@link
 * io.podspan.bgpreflector.alone.Signals} ask for: read the file again, say how things are, stop.
 * All of that happens on the main thread, which also has the heap collected when it has doubled
 * ({@link io.podspan.bgpreflector.alone.HeapWatch}). The engine's threads tell {@link
 * io.podspan.bgpreflector.alone.SessionLog}, whose lines wait in {@link
 * io.podspan.bgpreflector.alone.LogLines} for a terminal that may be slow.
 *
 * <p>It starts fast because it does little before it listens, and because a JVM with an AOT cache
 * finds its classes loaded and its methods profiled. {@link
 * io.podspan.bgpreflector.alone.TrainingRun} is what such a cache is recorded from.
 */
@NullMarked
package io.podspan.bgpreflector.alone;

import org.jspecify.annotations.NullMarked;
