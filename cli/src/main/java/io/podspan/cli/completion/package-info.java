/**
 * Completion for shells that picocli makes no script for. Pure: from the model of the commands to a
 * text.
 */
@NullMarked
package io.podspan.cli.completion;

import org.jspecify.annotations.NullMarked;
