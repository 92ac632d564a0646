/**
 * The configuration of a speaker and of its peers, as the engine sees it. Immutable records without
 * I/O.
 *
 * <p>A peer has an address, a label and the name of its peer group. The engine does not know what
 * these names mean.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.config;

import org.jspecify.annotations.NullMarked;
