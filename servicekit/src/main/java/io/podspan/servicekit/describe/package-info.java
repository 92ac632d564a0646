/**
 * What the description of a service's API ({@code /q/openapi}) says beyond what resources declare.
 *
 * <p>Flow: at build time the framework makes a description out of resources and records, and hands
 * it to the filters here. {@link io.podspan.servicekit.describe.CommonAnswers} adds the answers
 * that every operation can give, and the body of every problem. {@link
 * io.podspan.servicekit.describe.NullableFields} adds {@code null} to the types of fields that may
 * be null.
 *
 * <p>Invariants: an answer that a service gives is in its description, with its schema. {@code
 * bench/schemathesis} holds the services to it.
 */
@NullMarked
package io.podspan.servicekit.describe;

import org.jspecify.annotations.NullMarked;
