package io.podspan.peeringservice.peering.strategy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * When nodes may begin, by the clock of a time zone. One that ends before it begins goes on after
 * midnight, and belongs to the day on which it began. One that ends when it begins is a whole day.
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  private static final int DAYS_AHEAD = 8;

  public Window {
    days = Set.copyOf(new TreeSet<>(days));
  }

  /** Whether it is open then. */
  boolean isOpen(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return isOpen(today, now) || isOpen(today.minusDays(1), now);
  }

  private boolean isOpen(LocalDate day, Instant now) {
    return days.contains(day.getDayOfWeek())
        && !now.isBefore(opens(day))
        && now.isBefore(closes(day));
  }

  private Instant opens(LocalDate day) {
    return ZonedDateTime.of(day, from, zone).toInstant();
  }

  private Instant closes(LocalDate day) {
    LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
    return ZonedDateTime.of(last, to, zone).toInstant();
  }

  /** When it opens next. */
  private Optional<Instant> next(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return today
        .datesUntil(today.plusDays(DAYS_AHEAD))
        .filter(day -> days.contains(day.getDayOfWeek()))
        .map(this::opens)
        .filter(opening -> opening.isAfter(now))
        .findFirst();
  }

  /** When the next of these opens; empty while one is open, or when there is none. */
  public static Optional<Instant> nextOpening(Collection<Window> windows, Instant now) {
    return windows.stream().anyMatch(window -> window.isOpen(now))
        ? Optional.empty()
        : windows.stream()
            .flatMap(window -> window.next(now).stream())
            .min(Comparator.naturalOrder());
  }
}
