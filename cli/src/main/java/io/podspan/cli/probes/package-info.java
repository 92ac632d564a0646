/** Measurements of probe-service, for people. Pure: JSON in, text out. */
@NullMarked
package io.podspan.cli.probes;

import org.jspecify.annotations.NullMarked;
