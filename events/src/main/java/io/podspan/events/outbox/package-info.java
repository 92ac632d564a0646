/**
 * Changing tables and telling others in one transaction, and hearing each event once.
 *
 * <p>Outbound: a use case appends its events to the {@link io.podspan.events.outbox.Outbox} table
 * on the connection of its own transaction. {@link io.podspan.events.outbox.OutboxRelay}, on a
 * thread of its own, sends what is committed to Kafka in the order of the table and marks it sent
 * only when every record is acknowledged: at least once, in order for each key ({@link
 * io.podspan.events.outbox.OrderedDelivery}). Inbound: {@link io.podspan.events.outbox.Inbox}
 * remembers the ids of handled events in the same transaction as their effect. A repeated delivery
 * has no effect.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>One relay is active for each outbox (an advisory lock of its transaction), or one key could
 *       be sent out of order. One that stands still loses the lock, and by then its producer has
 *       given up what it was handed.
 *   <li>A row is sent only when no older transaction can still commit before it ({@code xid8} below
 *       the snapshot's xmin), or a later id would overtake an earlier one.
 *   <li>An event that Kafka will never take is moved to {@link io.podspan.events.outbox.Parking},
 *       and what does not depend on it goes on. What may be taken later is never parked.
 *   <li>With Kafka down, rows wait; with Postgres down, nothing is lost, because nothing was said.
 * </ol>
 *
 * <p>Plain JDBC and the Kafka client; the services' wiring is in {@code io.podspan.servicekit}.
 */
@NullMarked
package io.podspan.events.outbox;

import org.jspecify.annotations.NullMarked;
