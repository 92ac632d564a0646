/**
 * What every service has in common, once: {@code problem} (RFC 9457 answers), {@code publish} (the
 * outbox and its relay), {@code consume} (records to events, dead letters), {@code follow} (the
 * world from the intent topic, and which part of it is ours), {@code topics} (creating them).
 *
 * <p>It owns no logic of any one service, and knows Quarkus where {@code io.podspan.events} does
 * not.
 */
@NullMarked
package io.podspan.servicekit;

import org.jspecify.annotations.NullMarked;
