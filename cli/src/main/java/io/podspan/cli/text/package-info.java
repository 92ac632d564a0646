/**
 * What people read: {@link io.podspan.cli.text.Sentences} says each event in plain words, {@link
 * io.podspan.cli.text.Table} lines columns up, {@link io.podspan.cli.text.Matrix} draws who reaches
 * whom. Plain values in, text out; only {@link io.podspan.cli.text.Terminal} writes.
 */
@NullMarked
package io.podspan.cli.text;

import org.jspecify.annotations.NullMarked;
