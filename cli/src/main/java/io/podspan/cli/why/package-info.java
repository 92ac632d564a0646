/**
 * What {@code podspan why} makes of the console's answer: text for people.
 *
 * <p>Pure. Nothing is judged here: sentence, steps and verdict are the console's.
 */
@NullMarked
package io.podspan.cli.why;

import org.jspecify.annotations.NullMarked;
