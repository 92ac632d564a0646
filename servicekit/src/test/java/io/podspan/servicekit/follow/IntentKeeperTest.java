package io.podspan.servicekit.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntentKeeperTest {
  private final Disk disk = new Disk();
  private final IntentKeeper keeper = new IntentKeeper(disk);

  private static final class Disk implements KeptIntent {
    private final List<Kept> saved = new ArrayList<>();
    private boolean full;

    @Override
    public Optional<Kept> load() {
      return Optional.empty();
    }

    @Override
    public void save(Kept kept) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      saved.add(kept);
    }

    @Override
    public String place() {
      return "/var/lib/podspan/intent.json";
    }
  }

  @Test
  void keepsTheNewestOnce() throws Exception {
    keeper.turn();
    keeper.hold(generation(1));
    keeper.hold(generation(2));
    keeper.turn();
    keeper.turn();
    keeper.ended();
    assertThat(disk.saved).containsExactly(generation(2));
  }

  @Test
  void saysWhereItCannotKeepAndTriesAgainWithTheNewest() throws Exception {
    disk.full = true;
    keeper.hold(generation(1));
    assertThatThrownBy(keeper::turn)
        .hasMessage(
            "the intent cannot be kept in /var/lib/podspan/intent.json: No space left on device");

    disk.full = false;
    keeper.hold(generation(2));
    keeper.turn();
    assertThat(disk.saved).containsExactly(generation(2));
  }

  @Test
  void keepsWhatCameLastBeforeTheEnd() throws Exception {
    keeper.hold(generation(1));
    keeper.ended();
    assertThat(disk.saved).containsExactly(generation(1));
  }

  private static Kept generation(long generation) {
    return new Kept(World.EMPTY, new IntentCompleted("here", generation, 0, "00"), "kafka");
  }
}
