/**
 * What {@code podspan preflight} makes of the answer of peering-service: text for people, and a
 * JUnit report for pipelines.
 *
 * <p>Pure. Nothing is judged here: the service says what each check found, and only whether a
 * caution fails a pipeline is asked for on the command line.
 */
@NullMarked
package io.podspan.cli.preflight;

import org.jspecify.annotations.NullMarked;
