package io.podspan.routecollector.heard;

import io.podspan.events.PeerIdentity;
import io.podspan.events.RibEvent.PeerRoutesSent;
import io.podspan.events.RibEvent.Withheld;
import io.podspan.events.SessionEvent;
import io.podspan.events.SessionEvent.IdentifierShared;
import io.podspan.events.SessionEvent.OpenRefused;
import io.podspan.events.SessionEvent.PeerRefused;
import io.podspan.events.SessionEvent.PeerRoutesChanged;
import io.podspan.events.SessionEvent.PrefixLimitReached;
import io.podspan.events.SessionEvent.PrefixRejected;
import io.podspan.events.SessionEvent.ReflectorConfigured;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.SessionEvent.SessionLost;
import io.podspan.events.SessionEvent.SessionResumed;
import io.podspan.events.SessionEvent.SessionStalled;
import io.podspan.events.SessionEvent.UpdateRejected;
import io.podspan.events.reason.Reason;
import io.podspan.events.reason.ReasonText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last word of a reflector about one of its peers.
 *
 * @param reflector name of the reflector
 * @param address the peer's address
 * @param established whether there is a session, null when no event has said it
 * @param since since when there is, or is none, null when not known
 * @param why why there is none, null when there is one or nobody has said it
 * @param announced what the peer announced, null when no event has said it in this session
 * @param rejected prefixes of this session that were not taken, and why: at most {@link
 *     #MOST_REJECTED}
 * @param heardAt time of the last event
 * @param sent what the peer is sent in this session, null when no event has said it
 * @param stalled whether the session has stalled: what the peer is sent does not arrive now
 */
public record PeerWord(
    String reflector,
    String address,
    @Nullable Boolean established,
    @Nullable Instant since,
    @Nullable String why,
    @Nullable Announced announced,
    Map<String, Rejected> rejected,
    Instant heardAt,
    @Nullable Sent sent,
    boolean stalled) {

  public static final int MOST_REJECTED = 256;

  /**
   * What the reflector holds of the peer.
   *
   * @param stale whether it keeps these routes while the peer restarts
   * @param endOfRib the families whose End-of-RIB came
   * @param total how many prefixes there are
   * @param prefixes the first of them
   * @param withdrawn those that the peer has withdrawn in this session, and when: the last {@link
   *     #MOST_WITHDRAWN}, and none where not all prefixes are named
   * @param at when it said so, null when an older version stored it
   */
  public record Announced(
      boolean stale,
      List<String> endOfRib,
      int total,
      List<String> prefixes,
      Map<String, Instant> withdrawn,
      @Nullable Instant at) {

    static final int MOST_WITHDRAWN = 256;

    public Announced {
      endOfRib = List.copyOf(endOfRib);
      prefixes = List.copyOf(prefixes);
      // An older version stored none.
      withdrawn = Map.copyOf(Objects.requireNonNullElse(withdrawn, Map.of()));
    }

    /** The first that is told of a session. */
    static Announced of(PeerRoutesChanged changed, Instant at) {
      return new Announced(
          changed.stale(), changed.endOfRib(), changed.total(), changed.prefixes(), Map.of(), at);
    }

    /** Whether it may be of an earlier session than the one that began then. */
    private boolean mayBeOlder(@Nullable Instant session) {
      return session != null && (at == null || !at.isAfter(session));
    }

    /** What the reflector tells next of the same session. */
    private Announced then(PeerRoutesChanged changed, Instant when) {
      // Of a list that is cut nobody knows whether what it does not name is there.
      boolean whole = changed.total() == changed.prefixes().size();
      return new Announced(
          changed.stale(),
          changed.endOfRib(),
          changed.total(),
          changed.prefixes(),
          whole ? gone(changed.prefixes(), when) : Map.of(),
          when);
    }

    private Map<String, Instant> gone(List<String> left, Instant when) {
      Map<String, Instant> gone = new TreeMap<>(withdrawn);
      prefixes.forEach(prefix -> gone.put(prefix, when));
      left.forEach(gone::remove);
      return gone.entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .limit(MOST_WITHDRAWN)
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether it is among them, empty when there are more than are named. */
    public Optional<Boolean> holds(String prefix) {
      if (prefixes.contains(prefix)) {
        return Optional.of(true);
      }
      return total > prefixes.size() ? Optional.empty() : Optional.of(false);
    }
  }

  /**
   * Why a prefix was not taken.
   *
   * @param nextStep what to do, empty when there is nothing to do
   */
  public record Rejected(String why, String nextStep) {}

  /**
   * What the reflector sends to the peer.
   *
   * @param prefixes how many it sends
   * @param endOfRib the families of which it has sent everything
   * @param withheld what it keeps from it, by reason; of each reason the first prefixes only
   * @param at when it said so, null when an older version stored it
   */
  public record Sent(
      int prefixes, List<String> endOfRib, List<Withheld> withheld, @Nullable Instant at) {
    /** Here another path to the prefix is sent. */
    private static final String NOT_BEST = "not-best";

    public Sent {
      // An older version stored none.
      endOfRib = List.copyOf(Objects.requireNonNullElse(endOfRib, List.of()));
      withheld = withheld.stream().filter(kept -> !kept.why().equals(NOT_BEST)).toList();
    }

    /** Why it keeps this prefix, which it holds, from the peer; empty when it does not say so. */
    public Optional<String> keeps(String prefix) {
      return withheld.stream()
          .filter(kept -> kept.prefixes().contains(prefix))
          .map(Withheld::why)
          .findFirst();
    }

    /**
     * Whether it is sure to have sent this prefix if it holds it: it has told that this is
     * everything, and all that it keeps has a name.
     */
    private boolean sends(String prefix) {
      return prefixes > 0
          && endOfRib.contains(family(prefix))
          && keeps(prefix).isEmpty()
          && withheld.stream().allMatch(kept -> kept.count() == kept.prefixes().size());
    }
  }

  public PeerWord {
    rejected = Map.copyOf(rejected);
  }

  /** Whether the peer is sure to have been sent this prefix if the reflector holds it. */
  public boolean sends(String prefix) {
    return !stalled && sent != null && sent.sends(prefix);
  }

  /** What End-of-RIB calls the family of this prefix. */
  public static String family(String prefix) {
    return prefix.indexOf(':') >= 0 ? "ipv6-unicast" : "ipv4-unicast";
  }

  /** Before the reflector has said anything. */
  static PeerWord none(PeerIdentity peer) {
    return new PeerWord(
        peer.reflector(),
        peer.address(),
        null,
        null,
        null,
        null,
        Map.of(),
        Instant.EPOCH,
        null,
        false);
  }

  /** The peer that an event speaks of, empty when it speaks of the reflector as a whole. */
  public static Optional<PeerIdentity> peerOf(SessionEvent event) {
    return switch (event) {
      case SessionEstablished e -> Optional.of(e.peer());
      case SessionLost e -> Optional.of(e.peer());
      case SessionStalled e -> Optional.of(e.peer());
      case SessionResumed e -> Optional.of(e.peer());
      case PeerRefused e -> Optional.of(e.peer());
      case PrefixRejected e -> Optional.of(e.peer());
      case UpdateRejected e -> Optional.of(e.peer());
      case OpenRefused e -> Optional.of(e.peer());
      case IdentifierShared e -> Optional.of(e.peer());
      case PrefixLimitReached e -> Optional.of(e.peer());
      case PeerRoutesChanged e -> Optional.of(e.peer());
      case ReflectorConfigured _ -> Optional.empty();
    };
  }

  /**
   * The word after an event.
   *
   * @param before null when this is the first
   */
  public static Optional<PeerWord> after(
      @Nullable PeerWord before, SessionEvent event, Instant at) {
    return peerOf(event).map(peer -> (before == null ? none(peer) : before).after(event, at));
  }

  /**
   * The word after the reflector said what it sends to the peer. Events of this kind and those of
   * sessions come in no order, and each comes once: what is said of an earlier session is left out.
   *
   * @param before null when this is the first
   */
  public static PeerWord after(@Nullable PeerWord before, PeerRoutesSent said, Instant at) {
    PeerWord word = before == null ? none(said.peer()) : before;
    return word.since != null && at.isBefore(word.since)
        ? word
        : new PeerWord(
            word.reflector,
            word.address,
            word.established,
            word.since,
            word.why,
            word.announced,
            word.rejected,
            at,
            new Sent(said.sent(), said.endOfRib(), said.withheld(), at),
            word.stalled);
  }

  private PeerWord after(SessionEvent event, Instant at) {
    return switch (event) {
      case SessionEstablished _ -> session(true, at, null).holding(alreadyKnown(true), Map.of());
      case SessionLost lost ->
          session(false, at, text(lost.cause(), lost.reason()))
              .holding(alreadyKnown(false), Map.of());
      case PeerRefused refused -> refused(text(refused.cause(), refused.reason()), at);
      case OpenRefused refused -> refused(refused.reason(), at);
      case PrefixRejected refused -> rejecting(refused, at);
      case UpdateRejected refused -> refused.withdrawn() ? rejecting(refused, at) : this;
      case PeerRoutesChanged changed -> told(changed, at);
      case SessionStalled _ -> stalling(true);
      case SessionResumed _ -> stalling(false);
      case IdentifierShared _ -> this;
      case PrefixLimitReached _ -> this;
      case ReflectorConfigured _ -> this;
    };
  }

  /**
   * What was announced may be told just before the session's change is. The reflector tells it
   * again after each change, so what is of an earlier session does not stay.
   */
  private @Nullable Announced alreadyKnown(boolean up) {
    return established != null && established == up ? announced : null;
  }

  private PeerWord session(boolean up, Instant at, @Nullable String reason) {
    return new PeerWord(
        reflector, address, up, at, reason, announced, rejected, at, sentSince(at), false);
  }

  /** What was said before the session changed does not count any more. */
  private @Nullable Sent sentSince(Instant change) {
    return sent == null || sent.at() == null || sent.at().isBefore(change) ? null : sent;
  }

  private PeerWord stalling(boolean now) {
    return new PeerWord(
        reflector, address, established, since, why, announced, rejected, heardAt, sent, now);
  }

  private PeerWord holding(@Nullable Announced now, Map<String, Rejected> refused) {
    return new PeerWord(
        reflector, address, established, since, why, now, refused, heardAt, sent, stalled);
  }

  private PeerWord told(PeerRoutesChanged changed, Instant at) {
    boolean other = established == null || established != changed.established();
    PeerWord known =
        new PeerWord(
            reflector,
            address,
            changed.established(),
            // Of the first word nobody knows for how long it has been so.
            other && established != null ? at : since,
            changed.established() ? null : why,
            announced,
            rejected,
            at,
            other && !changed.established() ? sentSince(at) : sent,
            stalled && changed.established());
    Map<String, Rejected> left = new TreeMap<>(rejected);
    changed.prefixes().forEach(left::remove);
    return known.holding(announced(changed, at, other), left);
  }

  private Announced announced(PeerRoutesChanged changed, Instant at, boolean otherSession) {
    // Routes that are kept for a peer that restarts are not withdrawn by it when they are flushed.
    // And the end of a session may not have been told, only the beginning of the next one.
    return announced == null || announced.stale() || otherSession || announced.mayBeOlder(since)
        ? Announced.of(changed, at)
        : announced.then(changed, at);
  }

  /** A second connection may be refused while there is a session. */
  private PeerWord refused(String reason, Instant at) {
    return Boolean.TRUE.equals(established)
        ? this
        : new PeerWord(
            reflector,
            address,
            false,
            since,
            reason,
            announced,
            rejected,
            at,
            sentSince(at),
            stalled);
  }

  private PeerWord rejecting(PrefixRejected refused, Instant at) {
    Reason cause = refused.cause();
    return rejecting(
        List.of(refused.prefix()),
        new Rejected(
            text(cause, refused.reason()), cause == null ? "" : ReasonText.of(cause).toDo()),
        at);
  }

  /** Treated as withdrawn (RFC 7606). */
  private PeerWord rejecting(UpdateRejected refused, Instant at) {
    return rejecting(
        refused.prefixes(),
        new Rejected(
            "its UPDATE was treated as withdrawn: " + refused.reason(),
            "The reflector's log has the whole message."),
        at);
  }

  private PeerWord rejecting(List<String> prefixes, Rejected why, Instant at) {
    Map<String, Rejected> more = new TreeMap<>(rejected);
    for (String prefix : prefixes) {
      if (more.size() < MOST_REJECTED) {
        more.put(prefix, why);
      }
    }
    return new PeerWord(
        reflector, address, established, since, this.why, announced, more, at, sent, stalled);
  }

  /** An older writer gives no cause, but its text. */
  private static String text(@Nullable Reason cause, String text) {
    return cause == null ? text : ReasonText.seen(cause);
  }
}
