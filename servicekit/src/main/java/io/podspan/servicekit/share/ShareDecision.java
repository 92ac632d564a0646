package io.podspan.servicekit.share;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one instance does about the shares, from what it sees. */
final class ShareDecision {
  /**
   * For as long nothing is given to a member that has nothing. One that comes and goes gets none.
   */
  static final Duration NEWCOMER = Duration.ofSeconds(10);

  /**
   * An instance, as its row is.
   *
   * @param age since when it has renewed its row without a break
   * @param quiet for how long it has not renewed it
   * @param live whether its lease lasts
   * @param generation of the work, as it knows it
   */
  record Member(String id, Duration age, Duration quiet, boolean live, long generation) {}

  /**
   * A part of the work, as its row is.
   *
   * @param owner the id of a member, null where it was given up
   */
  record Part(String work, @Nullable String owner, long term) {}

  /** What is done about one part; nothing, if its term is another one by then. */
  sealed interface Step {
    String work();

    /** The term that was seen, 0 where there is no row. */
    long term();

    /** It becomes ours. */
    record Take(String work, long term, boolean fromTheDead) implements Step {}

    /** It becomes another one's, which lives. */
    record PassOn(String work, long term, String to) implements Step {}

    /** It is not work any more. */
    record GiveUp(String work, long term) implements Step {}
  }

  private final String me;
  private final Map<String, Member> all;
  private final Map<String, Member> live;
  private final Map<String, Part> parts;
  private final Noted noted;

  /**
   * The generations of the work that somebody has known, also when he is dead by now.
   *
   * @param newest the newest one that was noted
   * @param due which each member has had the time to hear of
   */
  record Noted(long newest, long due) {}

  /**
   * @param me the id of who decides
   */
  ShareDecision(String me, List<Member> members, List<Part> parts, Noted noted) {
    this.me = me;
    this.noted = noted;
    this.all = byId(members.stream());
    this.live = byId(members.stream().filter(Member::live));
    this.parts =
        parts.stream()
            .collect(Collectors.toMap(Part::work, Function.identity(), (a, _) -> a, TreeMap::new));
  }

  private static Map<String, Member> byId(Stream<Member> members) {
    return members.collect(Collectors.toMap(Member::id, Function.identity()));
  }

  /**
   * The steps, by the names of their parts. The newest work that is known decides: who knows of a
   * newer one than its own takes nothing, and passes on only what it does not know, to one that is
   * not behind.
   *
   * @param work all that there is to do, of the generation that our row names
   * @param lease as long as a member has to be there before it takes over from the dead: after an
   *     outage of Postgres everybody's lease is over, and whoever comes back first is not the only
   *     one that lives. It need not have been where it is new and the dead one was the only one
   *     there was
   * @param isNew whether its own lease was never over
   */
  List<Step> steps(Set<String> work, Duration lease, boolean isNew) {
    long mine = generation(me);
    Set<String> abreast = abreast(live.keySet());
    List<Part> unknown =
        parts.values().stream()
            .filter(part -> me.equals(part.owner()) && !work.contains(part.work()))
            .toList();
    List<Step> steps = new ArrayList<>();
    if (mine < newest(live.keySet())) {
      // It hears of it in a moment, mostly.
      if (!abreast.contains(me)) {
        passOn(unknown, abreast, steps);
      }
      return List.copyOf(steps);
    }
    SortedMap<String, String> division = Division.of(work, eligible(abreast));
    Predicate<String> isSurelyDead =
        id -> !live.containsKey(id) && (hasLasted(lease) || (isNew && wasAlone(id, lease)));
    division.forEach((part, owner) -> step(part, owner, isSurelyDead, steps));
    if (mine >= noted.newest()) {
      unknown.forEach(part -> steps.add(new Step.GiveUp(part.work(), part.term())));
    }
    return List.copyOf(steps);
  }

  /** Whether somebody has known newer work for so long that we should know it, too. */
  boolean isBehind() {
    return generation(me) < noted.due();
  }

  /** Those of them that are not behind: whoever is has had the time to hear of newer work. */
  private Set<String> abreast(Set<String> members) {
    long least = Math.min(noted.due(), newest(members));
    return members.stream().filter(id -> generation(id) >= least).collect(Collectors.toSet());
  }

  private long newest(Set<String> members) {
    return members.stream().mapToLong(this::generation).max().orElse(0);
  }

  private long generation(String id) {
    Member member = live.get(id);
    return member == null ? 0 : member.generation();
  }

  private void step(String work, String owner, Predicate<String> isSurelyDead, List<Step> steps) {
    Part part = parts.getOrDefault(work, new Part(work, null, 0));
    boolean isMine = owner.equals(me);
    if (part.owner() == null) {
      if (isMine) {
        steps.add(new Step.Take(work, part.term(), false));
      }
    } else if (part.owner().equals(me)) {
      if (!isMine) {
        steps.add(new Step.PassOn(work, part.term(), owner));
      }
    } else if (isMine && isSurelyDead.test(part.owner())) {
      steps.add(new Step.Take(work, part.term(), true));
    }
  }

  private boolean hasLasted(Duration lease) {
    Member myself = live.get(me);
    return myself != null && myself.age().compareTo(lease) >= 0;
  }

  /**
   * Whether this dead one had everything, and all others but us were dead already when it still
   * lived: it was the only instance, and we come in its place.
   */
  private boolean wasAlone(String dead, Duration lease) {
    Member last = all.get(dead);
    return last != null
        && parts.values().stream()
            .allMatch(part -> part.owner() == null || part.owner().equals(dead))
        && all.values().stream()
            .filter(member -> !member.id().equals(me) && !member.id().equals(dead))
            .allMatch(member -> member.quiet().compareTo(last.quiet().plus(lease)) >= 0);
  }

  /**
   * The parts of this work of which it is open whether somebody does them: who has them has not
   * renewed its row since we have been there.
   */
  Set<String> unheard(Set<String> work) {
    return parts.values().stream()
        .filter(part -> work.contains(part.work()) && isUnheard(part.owner()))
        .map(Part::work)
        .collect(Collectors.toSet());
  }

  private boolean isUnheard(@Nullable String owner) {
    if (owner == null || owner.equals(me)) {
      return false;
    }
    Member member = all.get(owner);
    Member myself = live.get(me);
    return member == null || myself == null || member.quiet().compareTo(myself.age()) >= 0;
  }

  /** Who goes passes on all that it has; where nobody else lives it is given up. */
  List<Step> goodbye() {
    List<Step> steps = new ArrayList<>();
    passOn(
        parts.values().stream().filter(part -> me.equals(part.owner())).toList(),
        abreast(others()),
        steps);
    return List.copyOf(steps);
  }

  private Set<String> others() {
    return live.keySet().stream().filter(id -> !id.equals(me)).collect(Collectors.toSet());
  }

  private void passOn(List<Part> mine, Set<String> to, List<Step> steps) {
    SortedMap<String, String> division = Division.of(parts.keySet(), to);
    for (Part part : mine) {
      @Nullable String next = division.get(part.work());
      steps.add(
          next == null
              ? new Step.GiveUp(part.work(), part.term())
              : new Step.PassOn(part.work(), part.term(), next));
    }
  }

  /** Those of them with a part, and those that have lasted; all while nobody has. */
  private Set<String> eligible(Set<String> members) {
    Set<String> owners =
        parts.values().stream()
            .flatMap(part -> Stream.ofNullable(part.owner()))
            .collect(Collectors.toSet());
    Set<String> lasting =
        members.stream()
            .map(live::get)
            .filter(m -> owners.contains(m.id()) || m.age().compareTo(NEWCOMER) >= 0)
            .map(Member::id)
            .collect(Collectors.toSet());
    return lasting.isEmpty() ? members : lasting;
  }
}
