package io.podspan.servicekit.follow;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Where a service keeps the intent for its next start. Port; the follower's thread loads, and
 * {@link IntentKeeper}'s saves, for as long as it takes.
 */
public interface KeptIntent {
  /** Of a service that keeps nothing. */
  KeptIntent NOWHERE =
      new KeptIntent() {
        @Override
        public Optional<Kept> load() {
          return Optional.empty();
        }

        @Override
        public void save(Kept kept) {
          // Nothing is kept.
        }

        @Override
        public String place() {
          return "memory";
        }
      };

  /** Empty when nothing was kept yet. */
  Optional<Kept> load() throws IOException, SQLException;

  /** Replaces what was kept before, whole or not at all. */
  void save(Kept kept) throws IOException, SQLException;

  /** For people, as in {@code /var/lib/podspan/intent.json}. */
  String place();
}
