package io.podspan.peeringservice.peering.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Window window(Set<DayOfWeek> days, String from, String to) {
    return new Window(days, LocalTime.parse(from), LocalTime.parse(to), BERLIN);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  @Test
  void isOpenFromItsBeginToItsEndByTheClockOfItsZone() {
    Window afternoon = window(EnumSet.allOf(DayOfWeek.class), "14:00", "16:00");
    assertThat(afternoon.isOpen(at("2026-11-23T12:59:59Z"))).isFalse();
    assertThat(afternoon.isOpen(at("2026-11-23T13:00:00Z"))).isTrue();
    assertThat(afternoon.isOpen(at("2026-11-23T14:59:59Z"))).isTrue();
    assertThat(afternoon.isOpen(at("2026-11-23T15:00:00Z"))).isFalse();
  }

  @Test
  void aNightBelongsToTheDayOnWhichItBegan() {
    Window fridayNight = window(EnumSet.of(DayOfWeek.FRIDAY), "22:00", "04:00");
    assertThat(fridayNight.isOpen(at("2026-11-27T22:30:00Z"))).isTrue();
    assertThat(fridayNight.isOpen(at("2026-11-28T02:59:00Z"))).isTrue();
    assertThat(fridayNight.isOpen(at("2026-11-28T03:01:00Z"))).isFalse();
    assertThat(fridayNight.isOpen(at("2026-11-26T22:30:00Z"))).isFalse();
  }

  @Test
  void oneThatEndsWhenItBeginsIsAWholeDay() {
    Window sunday = window(EnumSet.of(DayOfWeek.SUNDAY), "00:00", "00:00");
    assertThat(sunday.isOpen(at("2026-11-28T23:00:00Z"))).isTrue();
    assertThat(sunday.isOpen(at("2026-11-29T22:59:59Z"))).isTrue();
    assertThat(sunday.isOpen(at("2026-11-29T23:00:00Z"))).isFalse();
  }

  @Test
  void summerTimeMovesItWithTheClockOnTheWall() {
    Window morning = window(EnumSet.allOf(DayOfWeek.class), "06:00", "07:00");
    assertThat(morning.isOpen(at("2026-07-01T04:30:00Z"))).isTrue();
    assertThat(morning.isOpen(at("2026-12-01T05:30:00Z"))).isTrue();
    assertThat(morning.isOpen(at("2026-12-01T04:30:00Z"))).isFalse();
  }

  @Test
  void theNextOpeningIsThatOfTheWindowThatOpensFirst() {
    Window monday = window(EnumSet.of(DayOfWeek.MONDAY), "09:00", "10:00");
    Window sunday = window(EnumSet.of(DayOfWeek.SUNDAY), "09:00", "10:00");
    assertThat(Window.nextOpening(List.of(monday, sunday), at("2026-11-27T12:00:00Z")))
        .contains(at("2026-11-29T08:00:00Z"));
    assertThat(Window.nextOpening(List.of(monday), at("2026-11-30T08:30:00Z"))).isEmpty();
    assertThat(Window.nextOpening(List.of(monday), at("2026-11-30T09:00:00Z")))
        .contains(at("2026-12-07T08:00:00Z"));
    assertThat(Window.nextOpening(List.of(), at("2026-11-27T12:00:00Z"))).isEmpty();
  }
}
