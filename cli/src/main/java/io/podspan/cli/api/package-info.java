/**
 * The services' public REST API, as any user has it. {@link io.podspan.cli.api.Api} sends and
 * receives JSON, {@link io.podspan.cli.api.EventStream} follows the console's server-sent events
 * and resumes where it was cut off, {@link io.podspan.cli.api.ProblemException} carries what a
 * service refused and what to do about it (RFC 9457).
 */
@NullMarked
package io.podspan.cli.api;

import org.jspecify.annotations.NullMarked;
