/**
 * The one assembly of the engine.
 *
 * <p>{@link io.podspan.bgpreflector.assembly.RunningReflector} starts a speaker with {@link
 * io.podspan.bgpreflector.settings.Settings} and takes over later ones. The service ({@code
 * control}) and the lone command ({@code alone}) both use it. {@link
 * io.podspan.bgpreflector.assembly.EngineRecords} is the only place that turns settings into the
 * engine's records.
 */
@NullMarked
package io.podspan.bgpreflector.assembly;

import org.jspecify.annotations.NullMarked;
