package io.podspan.cli.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** One lane of faults: one begins, is healed, and after a pause the next begins. */
final class Injector implements Runnable {
  private static final Duration HEALING = Duration.ofSeconds(90);

  private final Faults faults;
  private final List<FaultKind> kinds;
  private final Random random;
  private final Diary diary;
  private final Instant end;
  private final Map<FaultKind, Integer> begun =
      Collections.synchronizedMap(new EnumMap<>(FaultKind.class));
  private final Set<String> unhealed = ConcurrentHashMap.newKeySet();

  Injector(Faults faults, Set<FaultKind> kinds, long seed, Diary diary, Instant end) {
    this.faults = faults;
    this.kinds = kinds.stream().sorted().toList();
    this.random = new Random(seed);
    this.diary = diary;
    this.end = end;
  }

  /** Returns when the time is over and everything that it broke is healed. */
  @Override
  public void run() {
    pause();
    while (Instant.now().isBefore(end)) {
      Fault fault = faults.draw(kinds.get(random.nextInt(kinds.size())), random);
      befall(fault);
      pause();
    }
  }

  Map<FaultKind, Integer> begun() {
    return Map.copyOf(begun);
  }

  Set<String> unhealed() {
    return Set.copyOf(unhealed);
  }

  private void befall(Fault fault) {
    try {
      fault.begin().run();
      begun.merge(fault.kind(), 1, Integer::sum);
      diary.note("fault", fault.what());
    } catch (Exception e) {
      diary.note("fault", "not possible now: " + fault.what() + " (" + firstLine(e) + ")");
    }
    sleep(fault.lasts());
    heal(fault);
  }

  /** Another fault may be in the way, which is over sooner or later. */
  private void heal(Fault fault) {
    Instant last = Instant.now().plus(HEALING);
    while (true) {
      try {
        fault.heal().run();
        if (!fault.lasts().isZero()) {
          diary.note("healed", fault.what());
        }
        return;
      } catch (Exception e) {
        if (Instant.now().isAfter(last)) {
          unhealed.add(fault.what() + ": " + firstLine(e));
          return;
        }
        sleep(Duration.ofSeconds(1));
      }
    }
  }

  private void pause() {
    sleep(Duration.ofMillis(random.nextInt(500, 6000)));
  }

  private static void sleep(Duration time) {
    Instant until = Instant.now().plus(time);
    while (Instant.now().isBefore(until)) {
      LockSupport.parkNanos(Duration.between(Instant.now(), until).toNanos());
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
