/**
 * Editing an object: {@link io.podspan.cli.edit.Editor} runs the user's editor, {@link
 * io.podspan.cli.edit.Editing} shows the object in it until it is taken or given up. What was
 * written is never lost: a text that was not taken stays in its file.
 */
@NullMarked
package io.podspan.cli.edit;

import org.jspecify.annotations.NullMarked;
