package io.podspan.servicekit.publish;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.outbox.Inbox;
import io.podspan.events.outbox.Outbox;
import io.podspan.servicekit.door.Requester;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Publishes events in the caller's transaction. They are sent only if it commits. */
@ApplicationScoped
@IfBuildProperty(name = "podspan.outbox.enabled", stringValue = "true")
public class EventPublisher {
  private final DataSource dataSource;
  private final TransactionSynchronizationRegistry transactions;
  private final RelayThread relay;
  private final Outbox outbox;
  private final Inbox inbox;
  private final Requester requester;
  private final String source;

  @Inject
  public EventPublisher(
      DataSource dataSource,
      TransactionSynchronizationRegistry transactions,
      RelayThread relay,
      Requester requester,
      @ConfigProperty(name = "podspan.outbox.schema") String schema,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.dataSource = dataSource;
    this.transactions = transactions;
    this.relay = relay;
    this.requester = requester;
    this.outbox = new Outbox(schema);
    this.inbox = new Inbox(schema);
    this.source = "/podspan/" + service;
  }

  public void publish(Event... events) {
    publish(List.of(events));
  }

  /**
   * Appends events in their order.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void publish(List<? extends Event> events) {
    publish(events, Map.of());
  }

  /**
   * The same with further headers.
   *
   * @param extensions of CloudEvents, by the names of their headers
   * @throws IllegalStateException outside a transaction
   */
  public void publish(List<? extends Event> events, Map<String, String> extensions) {
    requireTransaction();
    List<Envelope<Event>> envelopes = new ArrayList<>(events.size());
    for (Event event : events) {
      envelopes.add(
          Envelope.of(source, Clock.systemUTC().instant(), event).requestedBy(requester.name()));
    }
    // Inside a transaction the pool hands out the connection that is enlisted in it.
    try (Connection connection = dataSource.getConnection()) {
      outbox.append(connection, envelopes, extensions);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
    transactions.registerInterposedSynchronization(new WakeAfterCommit());
  }

  /**
   * Marks received events as handled by the caller's transaction.
   *
   * @return the ids of those that were not handled before: the others must have no effect now
   */
  public Set<String> firstTimes(Collection<? extends Envelope<?>> envelopes) {
    requireTransaction();
    if (envelopes.isEmpty()) {
      return Set.of();
    }
    try (Connection connection = dataSource.getConnection()) {
      return inbox.firstTimes(connection, envelopes.stream().map(Envelope::id).toList());
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private void requireTransaction() {
    if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("events are published inside a transaction only");
    }
  }

  private final class WakeAfterCommit implements Synchronization {
    @Override
    public void beforeCompletion() {
      // Nothing to do before: the rows are part of the transaction.
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        relay.wake();
      }
    }
  }
}
