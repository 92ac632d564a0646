/**
 * REST in and out.
 *
 * <p>Bodies are records with everything nullable; {@code checked()} turns one into a noun or throws
 * a problem that names each faulty field. A resource hands it to a use case and turns the sealed
 * outcome into an answer: a record of this package, or a problem response (RFC 9457) that says what
 * to do. Requests run on virtual threads, for use cases block on clusters and database.
 */
@NullMarked
package io.podspan.peeringservice.api;

import org.jspecify.annotations.NullMarked;
