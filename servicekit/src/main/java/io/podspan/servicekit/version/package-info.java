/** Which version of Podspan a service is, for {@code podspan version}. */
@NullMarked
package io.podspan.servicekit.version;

import org.jspecify.annotations.NullMarked;
