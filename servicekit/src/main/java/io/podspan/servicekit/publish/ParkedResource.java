package io.podspan.servicekit.publish;

import io.podspan.events.outbox.ParkedEvent;
import io.podspan.events.outbox.Parking;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/v1/outbox/parked}: what Kafka does not take, and what becomes of it. */
@Path("/api/v1/outbox/parked")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "outbox", description = "Events that Kafka does not take")
@IfBuildProperty(name = "podspan.outbox.enabled", stringValue = "true")
public class ParkedResource {
  private static final Logger LOG = Logger.getLogger(ParkedResource.class);
  private static final int MOST = 1_000;

  private final DataSource dataSource;
  private final RelayThread relay;
  private final Parking parking;

  @Inject
  public ParkedResource(
      DataSource dataSource,
      RelayThread relay,
      @ConfigProperty(name = "podspan.outbox.schema") String schema) {
    this.dataSource = dataSource;
    this.relay = relay;
    this.parking = new Parking(schema);
  }

  /** A change of one parked event. */
  @FunctionalInterface
  private interface Change {
    Parking.Outcome in(Connection transaction) throws SQLException;
  }

  @GET
  @Operation(summary = "The first thousand parked events, in their order, each with the reason")
  public List<ParkedEvent> parked() {
    try (Connection connection = dataSource.getConnection()) {
      return parking.first(connection, MOST);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  @POST
  @Path("{id}/retry")
  @Operation(summary = "Sends a parked event again, at its place in the order")
  public void retry(@RestPath long id) {
    change(id, "put back into the outbox", transaction -> parking.retry(transaction, id));
    relay.wake();
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Forgets a parked event for good; what waited for it goes on")
  public void discard(@RestPath long id) {
    change(id, "discarded", transaction -> parking.discard(transaction, id));
    relay.wake();
  }

  private void change(long id, String what, Change change) {
    switch (committed(change)) {
      case DONE -> LOG.infof("parked event %d was %s", (Object) id, what);
      case UNKNOWN ->
          throw ProblemException.notFound(
              "No event " + id + " is parked.", "GET /api/v1/outbox/parked shows those that are.");
      case BUSY ->
          throw new ProblemException(
              Problem.of(
                  503,
                  "outbox-busy",
                  "Service unavailable",
                  "The outbox is being sent at this moment.",
                  "Try again in a few seconds."));
    }
  }

  private Parking.Outcome committed(Change change) {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        Parking.Outcome outcome = change.in(connection);
        if (outcome == Parking.Outcome.DONE) {
          connection.commit();
        } else {
          connection.rollback();
        }
        return outcome;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }
}
