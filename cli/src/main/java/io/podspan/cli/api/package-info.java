/**
 * The services' public REST API, as any user has it. {@link io.podspan.cli.api.Api} sends and
 * receives JSON. {@link io.podspan.cli.api.EventStream} follows the console's server-sent events
 * and resumes after the last one. {@link io.podspan.cli.api.ProblemException} carries a failure:
 * what happened, where, and what to do (RFC 9457).
 *
 * <p>Invariants: every answer outside 2xx becomes an exception or is told, never nothing. Texts
 * name commands, not REST calls.
 */
@NullMarked
package io.podspan.cli.api;

import org.jspecify.annotations.NullMarked;
