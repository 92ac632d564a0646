/**
 * Errors over REST, the same in all services: {@code application/problem+json} (RFC 9457) with the
 * extension member {@code nextStep}, which says what to do about it, and {@code violations} where
 * there are several.
 *
 * <p>Flow: code that meets a fault of the caller throws {@link
 * io.podspan.servicekit.problem.ProblemException}; the mappers turn it, and everything that
 * frameworks throw, into a {@link io.podspan.servicekit.problem.Problem}. An error of ours says
 * nothing about its inside; the log does, under the same id.
 */
@NullMarked
package io.podspan.servicekit.problem;

import org.jspecify.annotations.NullMarked;
