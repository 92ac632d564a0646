/**
 * What people read: {@link io.podspan.cli.text.Table} aligns columns, {@link
 * io.podspan.cli.text.Matrix} draws who reaches whom. Plain values go in, text comes out. Only
 * {@link io.podspan.cli.text.Terminal} writes. The sentence of an event is not made here: the
 * console makes it, and every client shows that one.
 */
@NullMarked
package io.podspan.cli.text;

import org.jspecify.annotations.NullMarked;
