/**
 * Parameters of changes. A change that takes a mistyped parameter for none does what its caller did
 * not mean, so {@link io.podspan.servicekit.parameters.KnownParameters} refuses every unknown one,
 * for all services; {@link io.podspan.servicekit.parameters.DryRun} and {@link
 * io.podspan.servicekit.parameters.Force} refuse every value but {@code true} and {@code false}.
 */
@NullMarked
package io.podspan.servicekit.parameters;

import org.jspecify.annotations.NullMarked;
