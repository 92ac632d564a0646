/**
 * The command {@code podspan} for people.
 *
 * <p>{@link io.podspan.cli.Podspan} is the root of the commands, one class each. {@code machine}
 * runs everything on one machine, {@code demo} adds a lab and proves the main job on it, {@code
 * api} talks to the services over the same REST API that any user has, {@code text} says what
 * people read.
 *
 * <p>Invariants: standard output carries what was asked for (so that {@code -o json} can be piped),
 * standard error what went wrong, with what to do about it; exit codes are those of {@link
 * io.podspan.cli.ExitCode}. Nothing here decides about clusters: that is the services' business.
 */
@NullMarked
package io.podspan.cli;

import org.jspecify.annotations.NullMarked;
