/**
 * What peering-service keeps, as the commands see it. {@link io.podspan.cli.objects.Kind} names the
 * kinds.
 */
@NullMarked
package io.podspan.cli.objects;

import org.jspecify.annotations.NullMarked;
