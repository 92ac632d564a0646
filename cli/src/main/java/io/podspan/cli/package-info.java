/**
 * The command {@code podspan} for people.
 *
 * <p>{@link io.podspan.cli.Podspan} is the root of the commands; each command is a class. {@code
 * machine} runs everything on one machine. {@code demo} adds a lab and proves the main job on it.
 * {@code api} talks to the services over the REST API that any user has. {@code text} makes the
 * tables.
 *
 * <p>Invariants: standard output carries only the answer, so {@code -o json} can be piped. Standard
 * error says what went wrong, where, and what to do. Exit codes are those of {@link
 * io.podspan.cli.ExitCode}. Nothing here judges the state of clusters or interconnects: the
 * services do, and the commands show it.
 */
@NullMarked
package io.podspan.cli;

import org.jspecify.annotations.NullMarked;
