package io.podspan.routecollector.store;

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
        .ifPresent(name -> hear(name, event, at));
  }

  private void hear(String name, SessionEvent event, Instant at) {
    try (Connection connection = dataSource.getConnection()) {
      PeerRows.lock(connection, name);
      PeerWord before = PeerRows.find(connection, List.of(name)).stream().findFirst().orElse(null);
      Optional<PeerWord> now = PeerWord.after(before, event, at);
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
