package io.podspan.console.journal;

import io.podspan.events.ReflectorSpec;
import io.podspan.events.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which services are there. Who is silent tells of no change, so what it said last looks like the
 * present. Somebody reports every few seconds who is there; without a report for some time nothing
 * is known of anybody, and the journal says so itself. Safe for all threads.
 *
 * <p>Only those are missed of whom it is known that they were there: this console has seen them, or
 * Kafka knows them and says that nobody is left. A former version says nothing of itself, and Kafka
 * does not show what this console may not see.
 */
public final class Attendance {
  /** Without a report for so long, nobody is called silent. */
  static final Duration REPORTS = Duration.ofSeconds(10);

  /** Those who look at the world, or are asked for it. */
  private static final List<String> SERVICES =
      List.of("peering-service", "probe-service", "route-collector");

  private final Map<String, Instant> lastSeen = new HashMap<>();
  private Instant reportedAt = Instant.MIN;
  private final Map<String, Instant> endedSince = new HashMap<>();

  /**
   * One that is not there.
   *
   * @param reflector whether it is a reflector, and not a service of that name
   * @param since when it was there last, as far as this console knows
   */
  public record Absent(String name, boolean reflector, Instant since) {}

  /**
   * @param present services, and reflectors as {@link #reflector} calls them
   * @param ended those that Kafka knows, and of which nobody is left
   */
  public synchronized void report(Set<String> present, Set<String> ended, Instant now) {
    reportedAt = now;
    present.forEach(name -> lastSeen.put(name, now));
    endedSince.keySet().retainAll(ended);
    ended.forEach(name -> endedSince.putIfAbsent(name, now));
  }

  /** How a reflector is called in a report. */
  public static String reflector(String name) {
    return "reflector/" + name;
  }

  /** Those who are missed: services, and reflectors of ours. */
  public synchronized List<Absent> absent(Projection projection, Instant now) {
    if (projection.world().interconnects().isEmpty() || now.isAfter(reportedAt.plus(REPORTS))) {
      return List.of();
    }
    List<Absent> absent = new ArrayList<>();
    SERVICES.forEach(name -> look(absent, name, name, false));
    reflectors(projection).forEach(name -> look(absent, reflector(name), name, true));
    return List.copyOf(absent);
  }

  private void look(List<Absent> absent, String reported, String name, boolean reflector) {
    Instant since = lastSeen.getOrDefault(reported, endedSince.get(reported));
    if (since != null && !reportedAt.equals(lastSeen.get(reported))) {
      absent.add(new Absent(name, reflector, since));
    }
  }

  private static SortedSet<String> reflectors(Projection projection) {
    SortedSet<String> names = new TreeSet<>();
    World world = projection.world();
    for (String cluster : world.clusters().keySet()) {
      world.reflectorsOf(cluster).forEach(reflector -> names.add(reflector.name()));
    }
    names.removeIf(name -> !isOurs(world, name));
    return names;
  }

  private static boolean isOurs(World world, String reflector) {
    ReflectorSpec declared = world.reflectors().get(reflector);
    return declared == null || declared.runsHere();
  }
}
