/**
 * Reasons as values: why a route is missing, why pods do not reach each other, why a session is
 * down or a peer or prefix is refused, what on a packet's way stops it.
 *
 * <p>A reason is a record with the data that was seen: addresses, nodes, states, numbers. It holds
 * no sentence. {@link io.podspan.events.reason.ReasonText} is the only place that renders a reason
 * as text, and services fill the text fields of events with it. In JSON a reason is an object with
 * the property {@code code}, which names the record.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Each record has one code. The {@code JsonSubTypes} of {@link
 *       io.podspan.events.reason.RouteReason}, {@link io.podspan.events.reason.PairReason}, {@link
 *       io.podspan.events.reason.SessionReason} and {@link io.podspan.events.reason.PathReason} are
 *       the tables of codes. A code is never reused.
 *   <li>A code that this version does not know parses into {@link
 *       io.podspan.events.reason.Unrecognised}. A known code with broken data does not parse.
 *   <li>Texts that come from outside (what ping or an API said) are bounded.
 * </ol>
 *
 * <p>To add a reason: add a record and its row in {@code JsonSubTypes}, its text, and a sample in
 * {@code ReasonSamples}.
 */
@NullMarked
package io.podspan.events.reason;

import org.jspecify.annotations.NullMarked;
