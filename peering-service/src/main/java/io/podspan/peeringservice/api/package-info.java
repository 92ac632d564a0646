/**
 * REST in and out.
 *
 * <p>Bodies are records whose fields are all nullable. {@code checked()} turns one into a request
 * of the domain, or throws a problem that names each faulty field. A resource passes it to a use
 * case and turns the sealed outcome into an answer: a record of this package, or a problem response
 * (RFC 9457) that says what to do. Requests run on virtual threads, because use cases wait for
 * clusters and the database.
 */
@NullMarked
package io.podspan.peeringservice.api;

import org.jspecify.annotations.NullMarked;
