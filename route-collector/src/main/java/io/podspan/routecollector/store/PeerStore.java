package io.podspan.routecollector.store;

import io.podspan.events.RibEvent.PeerRoutesSent;
import io.podspan.events.SessionEvent;
import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.heard.PeerRecords;
import io.podspan.routecollector.heard.PeerWord;
import io.podspan.servicekit.publish.UncheckedSqlException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The words of reflectors about their peers. Load, decide and save are one transaction. */
@ApplicationScoped
public class PeerStore implements PeerRecords {
  private final DataSource dataSource;

  @Inject
  public PeerStore(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  @Transactional
  public void hear(SessionEvent event, Instant at) {
    PeerWord.peerOf(event)
        .map(peer -> Heard.key(peer.reflector(), peer.address()))
        .ifPresent(name -> hear(name, before -> PeerWord.after(before, event, at)));
  }

  @Override
  @Transactional
  public void hear(PeerRoutesSent said, Instant at) {
    hear(
        Heard.key(said.peer().reflector(), said.peer().address()),
        before -> Optional.of(PeerWord.after(before, said, at)));
  }

  /** A change of a word that may not be there yet. */
  private interface Change {
    Optional<PeerWord> of(@Nullable PeerWord before);
  }

  private void hear(String name, Change change) {
    try (Connection connection = dataSource.getConnection()) {
      PeerRows.lock(connection, name);
      PeerWord before = PeerRows.find(connection, List.of(name)).stream().findFirst().orElse(null);
      Optional<PeerWord> now = change.of(before);
      if (now.isPresent() && !now.get().equals(before)) {
        PeerRows.save(connection, now.get());
      }
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  @Override
  @Transactional
  public Heard heard(Collection<String> keys) {
    try (Connection connection = dataSource.getConnection()) {
      return new Heard(PeerRows.find(connection, keys));
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  @Override
  @Transactional
  public void keep(Collection<String> keys, Instant unlessAfter) {
    try (Connection connection = dataSource.getConnection()) {
      PeerRows.deleteOthers(connection, keys, unlessAfter);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }
}
