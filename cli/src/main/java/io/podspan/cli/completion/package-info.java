/**
 * Completion in shells. Scripts are made from the model of the commands; they run a hidden command
 * for the names of objects, and {@link io.podspan.cli.completion.Unfinished} finds which names may
 * end a line. Pure: the command asks the services.
 */
@NullMarked
package io.podspan.cli.completion;

import org.jspecify.annotations.NullMarked;
