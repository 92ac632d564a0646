package io.podspan.events.world;

import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.IntentCompleted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the intent topic holds, read from its beginning: the last record of each key, and the newest
 * mark. Partitions have no order among themselves: a mark may come before the records that it
 * counts. So what was read is compared with the mark, and only when both fit is it all there.
 *
 * <p>Owned by one thread.
 */
public final class TopicContent {
  private final Map<String, IntentRecord> last = new HashMap<>();
  private World world = World.EMPTY;
  private ContentDigest digest = ContentDigest.NONE;
  private int records;
  private @Nullable IntentCompleted mark;

  /**
   * Takes records in the order in which they came.
   *
   * @return those that count: not a record of an older generation than the one before it with the
   *     same key, which only a repetition by a stranger can be
   */
  public List<IntentRecord> take(Collection<IntentRecord> arrived) {
    List<IntentRecord> taken = new ArrayList<>();
    for (IntentRecord record : arrived) {
      if (isNewer(record)) {
        taken.add(record);
        keep(record);
      }
    }
    world = world.after(events(taken));
    return taken;
  }

  private boolean isNewer(IntentRecord record) {
    IntentRecord before = last.get(record.key());
    return before == null || before.provenance().generation() <= record.provenance().generation();
  }

  private void keep(IntentRecord record) {
    if (record.event() instanceof IntentCompleted completed) {
      mark = completed;
    }
    IntentRecord before = last.put(record.key(), record);
    if (before != null && before.counts()) {
      digest = digest.minus(before.digest());
      records--;
    }
    if (record.counts()) {
      digest = digest.plus(record.digest());
      records++;
    }
  }

  /** What these records say, in their order. */
  public static List<IntentEvent> events(Collection<IntentRecord> records) {
    return records.stream().map(IntentRecord::event).toList();
  }

  /** The newest mark that was read. */
  public Optional<IntentCompleted> mark() {
    return Optional.ofNullable(mark);
  }

  /** Whether it is exactly what the newest mark says. */
  public boolean isComplete() {
    IntentCompleted newest = mark;
    return newest != null
        && newest.records() == records
        && newest.digest().equals(digest.toString());
  }

  /** Whether nothing was read at all. */
  public boolean isEmpty() {
    return last.isEmpty();
  }

  /** The clusters, nodes, reflectors and interconnects that it names. */
  public int records() {
    return records;
  }

  public ContentDigest digest() {
    return digest;
  }

  /** The last record of each key. */
  public Map<String, IntentRecord> last() {
    return Collections.unmodifiableMap(last);
  }

  public World world() {
    return world;
  }
}
