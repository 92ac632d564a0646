package io.podspan.servicekit.share;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.servicekit.share.ShareDecision.Member;
import io.podspan.servicekit.share.ShareDecision.Noted;
import io.podspan.servicekit.share.ShareDecision.Part;
import io.podspan.servicekit.share.ShareDecision.Step;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShareDecisionTest {
  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final Duration OLD = Duration.ofMinutes(1);
  private static final Duration NEW = Duration.ofSeconds(3);
  private static final Noted SAME = new Noted(0, 0);
  private static final Set<String> WORK = Set.of("paris", "tokyo");

  private static Member live(String id, Duration age) {
    return new Member(id, age, Duration.ZERO, true, 0);
  }

  private static Member dead(String id) {
    return dead(id, OLD);
  }

  private static Member dead(String id, Duration quiet) {
    return new Member(id, OLD, quiet, false, 0);
  }

  private static List<Step> steps(String me, List<Member> members, Part... parts) {
    return new ShareDecision(me, members, List.of(parts), SAME).steps(WORK, LEASE, true);
  }

  @Test
  void whoComesFirstTakesEverythingAtOnce() {
    assertThat(steps("a", List.of(live("a", Duration.ZERO))))
        .containsExactly(new Step.Take("paris", 0, false), new Step.Take("tokyo", 0, false));
  }

  @Test
  void whatWasGivenUpIsTakenInItsNextTerm() {
    assertThat(steps("a", List.of(live("a", Duration.ZERO)), new Part("paris", null, 7)))
        .contains(new Step.Take("paris", 7, false));
  }

  @Test
  void aNewcomerIsGivenNothingAndItsShareWhenItHasLasted() {
    Part[] all = {new Part("paris", "a", 1), new Part("tokyo", "a", 1)};
    assertThat(steps("a", List.of(live("a", OLD), live("b", NEW)), all)).isEmpty();
    assertThat(steps("b", List.of(live("a", OLD), live("b", NEW)), all)).isEmpty();
    List<Step> later = steps("a", List.of(live("a", OLD), live("b", OLD)), all);
    assertThat(later).singleElement().isInstanceOf(Step.PassOn.class);
    assertThat(((Step.PassOn) later.getFirst()).to()).isEqualTo("b");
    assertThat(steps("b", List.of(live("a", OLD), live("b", OLD)), all))
        .as("it takes nothing from who lives")
        .isEmpty();
  }

  @Test
  void whatTheDeadHadIsTakenOver() {
    assertThat(
            steps(
                "b",
                List.of(dead("a"), live("b", OLD)),
                new Part("paris", "a", 4),
                new Part("tokyo", "b", 1)))
        .containsExactly(new Step.Take("paris", 4, true));
    assertThat(steps("b", List.of(live("b", OLD)), new Part("paris", "a", 4)))
        .as("also when its row is gone")
        .contains(new Step.Take("paris", 4, true));
  }

  /** After an outage of Postgres every lease is over. */
  @Test
  void whoComesBackFirstGivesTheOthersTheTimeToComeBack() {
    assertThat(
            steps(
                "b",
                List.of(dead("a"), live("b", Duration.ZERO)),
                new Part("paris", "a", 4),
                new Part("tokyo", "b", 1)))
        .isEmpty();
  }

  @Test
  void whoComesInThePlaceOfTheOnlyOneTakesEverythingAtOnce() {
    Part[] all = {new Part("paris", "a", 4), new Part("tokyo", "a", 1)};
    Member me = live("b", Duration.ZERO);
    Step[] taken = {new Step.Take("paris", 4, true), new Step.Take("tokyo", 1, true)};
    assertThat(steps("b", List.of(dead("a", Duration.ofSeconds(7)), me), all))
        .containsExactly(taken);
    assertThat(steps("b", List.of(live("a", OLD), me), all)).as("its lease lasts").isEmpty();
    assertThat(
            steps(
                "b",
                List.of(dead("a", Duration.ofSeconds(7)), dead("z", Duration.ofSeconds(20)), me),
                all))
        .as("who was dead before has nothing to do with it")
        .containsExactly(taken);
    assertThat(
            steps(
                "b",
                List.of(dead("a", Duration.ofSeconds(7)), dead("z", Duration.ofSeconds(8)), me),
                all))
        .as("both were away at the same time: it may have been Postgres")
        .isEmpty();
  }

  /** Two live, one has everything, and Postgres was away: either may come back first. */
  @Test
  void whoseOwnLeaseWasOverGivesTheTimeToComeBackAlsoToOneThatHasEverything() {
    List<Member> members = List.of(dead("a", Duration.ofSeconds(7)), live("b", Duration.ZERO));
    List<Part> all = List.of(new Part("paris", "a", 4), new Part("tokyo", "a", 1));
    ShareDecision decision = new ShareDecision("b", members, all, SAME);
    assertThat(decision.steps(WORK, LEASE, false)).isEmpty();
    assertThat(decision.steps(WORK, LEASE, true)).as("it is new").hasSize(2);
  }

  @Test
  void whatSomebodyHasOfWhomNothingWasHeardSinceWeCameIsOpen() {
    Part[] all = {new Part("paris", "a", 4), new Part("tokyo", null, 1), new Part("rome", "a", 1)};
    assertThat(unheard(Duration.ofMillis(400), Duration.ZERO, all)).containsExactly("paris");
    assertThat(unheard(Duration.ofMillis(1_400), Duration.ofSeconds(1), all))
        .containsExactly("paris");
    assertThat(unheard(Duration.ofMillis(400), Duration.ofSeconds(1), all)).isEmpty();
    assertThat(unheard(OLD, OLD, new Part("paris", "b", 1))).as("our own").isEmpty();
    assertThat(unheard(OLD, OLD, new Part("paris", "gone", 1))).containsExactly("paris");
  }

  /** As the new instance b sees it beside a. */
  private static Set<String> unheard(Duration quiet, Duration age, Part... parts) {
    List<Member> members =
        List.of(new Member("a", OLD, quiet, quiet.compareTo(LEASE) < 0, 0), live("b", age));
    return new ShareDecision("b", members, List.of(parts), SAME).unheard(WORK);
  }

  @Test
  void everybodyWhoHasAPartCountsWhenAllBeginAnew() {
    Map<String, String> division = Division.of(WORK, List.of("a", "b"));
    Part[] parts = {
      new Part("paris", division.get("paris"), 3), new Part("tokyo", division.get("tokyo"), 3)
    };
    List<Member> members = List.of(live("a", OLD), live("b", NEW));
    assertThat(steps("a", members, parts)).isEmpty();
    assertThat(steps("b", members, parts)).isEmpty();
  }

  @Test
  void whatIsNotWorkAnyMoreIsGivenUpByWhoHasIt() {
    assertThat(
            steps(
                "a",
                List.of(live("a", OLD)),
                new Part("paris", "a", 1),
                new Part("tokyo", "a", 1),
                new Part("london", "a", 9),
                new Part("rome", "b", 9)))
        .containsExactly(new Step.GiveUp("london", 9));
  }

  @Test
  void whoGoesPassesOnWhatItHasToThoseThatLive() {
    assertThat(
            new ShareDecision(
                    "a",
                    List.of(live("a", OLD), live("b", NEW), dead("c")),
                    List.of(new Part("paris", "a", 2), new Part("tokyo", "b", 5)),
                    SAME)
                .goodbye())
        .containsExactly(new Step.PassOn("paris", 2, "b"));
    assertThat(
            new ShareDecision(
                    "a", List.of(live("a", OLD)), List.of(new Part("paris", "a", 2)), SAME)
                .goodbye())
        .containsExactly(new Step.GiveUp("paris", 2));
  }

  /** The rows, and instances that look at them in turn. */
  private static final class Rows {
    private final Map<String, Part> parts = new TreeMap<>();
    private final Map<String, Set<String>> works = new TreeMap<>();
    private final Map<String, Long> generations = new TreeMap<>();
    private Noted noted = new Noted(1, 1);

    void knows(String id, long generation, Set<String> work) {
      works.put(id, work);
      generations.put(id, generation);
    }

    /** Each has its turn; the steps that were made. */
    int turns() {
      int made = 0;
      for (String id : works.keySet()) {
        List<Step> steps = decision(id).steps(works.get(id), LEASE, true);
        steps.forEach(step -> parts.put(step.work(), after(id, step)));
        made += steps.size();
      }
      return made;
    }

    ShareDecision decision(String me) {
      List<Member> members =
          works.keySet().stream()
              .map(id -> new Member(id, OLD, Duration.ZERO, true, generations.get(id)))
              .toList();
      return new ShareDecision(me, members, List.copyOf(parts.values()), noted);
    }

    private static Part after(String me, Step step) {
      return switch (step) {
        case Step.Take(String work, long term, _) -> new Part(work, me, term + 1);
        case Step.PassOn(String work, long term, String to) -> new Part(work, to, term + 1);
        case Step.GiveUp(String work, long term) -> new Part(work, null, term + 1);
      };
    }

    @Nullable String owner(String work) {
      return parts.getOrDefault(work, new Part(work, null, 0)).owner();
    }
  }

  private static Set<String> with(Set<String> work, String one) {
    Set<String> more = new HashSet<>(work);
    more.add(one);
    return more;
  }

  /** Whoever of three it is, and wherever the new part would go. */
  @Test
  void whatOneDoesNotKnowYetIsInTheHandsOfWhoDoes() {
    Set<String> old = IntStream.range(0, 12).mapToObj(i -> "cluster-" + i).collect(toSet());
    for (int i = 0; i < 60; i++) {
      String one = "new-" + i;
      Set<String> all = with(old, one);
      Rows rows = new Rows();
      List.of("a", "b", "c").forEach(id -> rows.knows(id, 1, old));
      rows.turns();
      assertThat(rows.turns()).as("everything has its place").isZero();
      String behind = List.of("a", "b", "c").get(i % 3);
      List.of("a", "b", "c").stream()
          .filter(id -> !id.equals(behind))
          .forEach(id -> rows.knows(id, 2, all));
      // It is given the part while nobody knows yet that it does not hear of it.
      rows.noted = new Noted(2, 1);
      rows.turns();
      rows.noted = new Noted(2, 2);
      rows.turns();
      rows.turns();
      assertThat(rows.turns()).as("nothing goes to and fro without end").isZero();
      assertThat(rows.owner(one)).isNotNull().isNotEqualTo(behind);
      assertThat(old).allSatisfy(part -> assertThat(rows.owner(part)).isNotNull());
      assertThat(rows.decision(behind).isBehind()).isTrue();
    }
  }

  @Test
  void whoIsBehindPassesOnWhatItDoesNotKnowAndGivesNothingUp() {
    Rows rows = new Rows();
    rows.knows("a", 2, with(WORK, "rome"));
    rows.knows("b", 1, WORK);
    rows.noted = new Noted(2, 2);
    rows.parts.put("paris", new Part("paris", "b", 1));
    rows.parts.put("rome", new Part("rome", "b", 3));
    assertThat(rows.decision("b").steps(WORK, LEASE, true))
        .as("it reads on what it knows")
        .containsExactly(new Step.PassOn("rome", 3, "a"));
    rows.noted = new Noted(2, 1);
    assertThat(rows.decision("b").steps(WORK, LEASE, true))
        .as("it hears of it in a moment")
        .isEmpty();
    assertThat(rows.decision("b").goodbye())
        .containsExactly(new Step.PassOn("paris", 1, "a"), new Step.PassOn("rome", 3, "a"));
  }

  /** Everybody who knew the newest work is dead. */
  @Test
  void whoIsLeftTakesWhatItKnowsAndGivesNothingUp() {
    Rows rows = new Rows();
    rows.knows("b", 1, WORK);
    rows.noted = new Noted(2, 2);
    rows.parts.put("paris", new Part("paris", "a", 1));
    rows.parts.put("rome", new Part("rome", "b", 3));
    rows.parts.put("oslo", new Part("oslo", "a", 3));
    assertThat(rows.decision("b").steps(WORK, LEASE, true))
        .containsExactly(new Step.Take("paris", 1, true), new Step.Take("tokyo", 0, false));
  }
}
