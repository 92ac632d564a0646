package io.podspan.bgpreflector.speaker.listen;

import io.netty.channel.Channel;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerRange;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.session.PeerSession;
import io.podspan.bgpreflector.speaker.session.PeerSnapshot;
import io.podspan.bgpreflector.speaker.session.SessionContext;
import io.podspan.bgpreflector.speaker.session.ToldPeer;
import io.podspan.bgpreflector.speaker.sockets.IoLoop;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The peers by address: configured ones, and those that connected from a range. Changed by whoever
 * configures and, for members of ranges, by the I/O loops; read by the acceptors and by those who
 * ask.
 */
public final class PeerDirectory {
  /**
   * A peer with what it was told last; its own loop may not have got there yet.
   *
   * @param membership null for a peer that is configured by itself
   */
  private record Entry(PeerSession session, PeerConfig config, @Nullable Membership membership) {
    void execute(Consumer<PeerSession> task) {
      session.loop().execute(() -> task.accept(session));
    }
  }

  /** In the order of addresses, so that a page of thousands needs no sorting. */
  private final ConcurrentNavigableMap<IpAddress, Entry> peers = new ConcurrentSkipListMap<>();

  private final SessionContext context;
  private final Supplier<IoLoop> loops;
  private final DampingHistory damping;
  private volatile boolean stopping;

  /** The longest prefix first; there are few. Replaced as a whole. */
  private volatile List<RangeMembers> ranges = List.of();

  public PeerDirectory(SessionContext context, Supplier<IoLoop> loops) {
    this.context = context;
    this.loops = loops;
    this.damping = new DampingHistory(context.clock());
  }

  // Connections.

  /** A connection that somebody at this address opened. Any thread. */
  public void receive(Channel channel, IpAddress address) {
    switch (admission(channel, address)) {
      case Admission.Admitted(PeerSession session) -> receive(channel, session);
      case Admission.Refused(RefusalReason reason) -> refuse(channel, address, reason);
    }
  }

  private void receive(Channel channel, PeerSession session) {
    PeerConfig peer = session.config();
    if (context.sockets().isTooFar(channel, peer)) {
      refuse(channel, peer.address(), RefusalReason.TOO_FAR);
    } else if (context.sockets().protect(channel, peer)) {
      session.loop().execute(() -> session.admit(channel));
    }
  }

  private void refuse(Channel channel, IpAddress address, RefusalReason reason) {
    // Noted first: who is refused may ask why at once.
    context.refusals().note(address, reason);
    channel.unsafe().closeForcibly();
  }

  private Admission admission(Channel channel, IpAddress address) {
    if (stopping) {
      return new Admission.Refused(RefusalReason.STOPPING);
    }
    Entry present = peers.get(address);
    if (present != null) {
      return new Admission.Admitted(present.session());
    }
    RangeMembers range = rangeOf(address);
    if (range == null) {
      return new Admission.Refused(RefusalReason.UNKNOWN_PEER);
    }
    return isOurs(address, channel)
        ? new Admission.Refused(RefusalReason.SELF)
        : member(address, range);
  }

  private @Nullable RangeMembers rangeOf(IpAddress address) {
    for (RangeMembers members : ranges) {
      if (members.range().range().contains(address)) {
        return members;
      }
    }
    return null;
  }

  private boolean isOurs(IpAddress address, Channel channel) {
    return context.config().listen().contains(address)
        || (channel.localAddress() instanceof InetSocketAddress local
            && address.equals(IpAddress.of(local.getAddress())));
  }

  private synchronized Admission member(IpAddress address, RangeMembers range) {
    Entry present = peers.get(address);
    if (present != null) {
      return new Admission.Admitted(present.session());
    }
    if (range.isFull()) {
      return new Admission.Refused(RefusalReason.LIMIT);
    }
    range.enter();
    Membership membership = membershipOf(range, address);
    PeerConfig config = range.range().member(address);
    PeerSession session =
        new PeerSession(context, loops.get(), config, damping.recall(address), membership);
    peers.put(address, new Entry(session, config, membership));
    return new Admission.Admitted(session);
  }

  private Membership membershipOf(RangeMembers range, IpAddress address) {
    return new Membership(this, range, address, context.config().limits().lingering());
  }

  /** Called by the peer's loop. */
  @SuppressWarnings("ReferenceEquality") // whether it is still the same membership
  synchronized void forget(IpAddress address, Membership membership) {
    Entry entry = peers.get(address);
    if (entry != null && entry.membership() == membership) {
      peers.remove(address);
      leave(membership);
      damping.remember(address, entry.session().errors());
      entry.session().dispose();
    }
  }

  private static void leave(@Nullable Membership membership) {
    if (membership != null && !membership.isOver()) {
      membership.end();
      membership.range().leave();
    }
  }

  // Configuration.

  /** From now on these peers and no others; sessions of peers that stay go on. */
  public synchronized void replace(List<PeerConfig> nextPeers, List<PeerRange> nextRanges) {
    ranges = keepingMembers(nextRanges);
    TemplateComparison templates = new TemplateComparison();
    Map<IpAddress, PeerConfig> wanted =
        nextPeers.stream()
            .collect(Collectors.toMap(PeerConfig::address, Function.identity(), (a, _) -> a));
    peers.forEach(
        (address, entry) -> {
          if (!wanted.containsKey(address) && !staysMember(address, entry, templates)) {
            remove(address, entry);
          }
        });
    wanted.forEach((address, config) -> put(address, config, templates));
  }

  private List<RangeMembers> keepingMembers(List<PeerRange> nextRanges) {
    Map<Prefix, RangeMembers> present = new HashMap<>();
    ranges.forEach(members -> present.put(members.range().range(), members));
    return nextRanges.stream()
        .map(range -> present.computeIfAbsent(range.range(), _ -> new RangeMembers(range)))
        .distinct()
        .peek(members -> become(members, nextRanges))
        .sorted(Comparator.comparing(members -> -members.range().range().length()))
        .toList();
  }

  private static void become(RangeMembers members, List<PeerRange> nextRanges) {
    Prefix range = members.range().range();
    nextRanges.stream().filter(r -> r.range().equals(range)).findFirst().ifPresent(members::become);
  }

  private boolean staysMember(IpAddress address, Entry entry, TemplateComparison templates) {
    Membership membership = entry.membership();
    RangeMembers range = rangeOf(address);
    if (membership == null || range == null) {
      return false;
    }
    Membership next = membership;
    if (!range.equals(membership.range())) {
      leave(membership);
      range.enter();
      next = membershipOf(range, address);
    }
    change(entry, range.range().member(address), next, templates);
    return true;
  }

  private void remove(IpAddress address, Entry entry) {
    peers.remove(address);
    leave(entry.membership());
    Message.Notification notification = NotificationCode.PEER_DECONFIGURED.plain();
    entry.execute(session -> session.stop(notification));
  }

  private void put(IpAddress address, PeerConfig config, TemplateComparison templates) {
    Entry present = peers.get(address);
    if (present == null) {
      PeerSession session = new PeerSession(context, loops.get(), config, 0, null);
      session.loop().execute(session::start);
      peers.put(address, new Entry(session, config, null));
      return;
    }
    leave(present.membership());
    change(present, config, null, templates);
  }

  @SuppressWarnings("ReferenceEquality") // whether it is still the same membership
  private void change(
      Entry entry,
      PeerConfig config,
      @Nullable Membership membership,
      TemplateComparison templates) {
    if (!templates.isSame(entry.config(), config) || entry.membership() != membership) {
      peers.put(config.address(), new Entry(entry.session(), config, membership));
      entry.execute(session -> session.reconfigure(config, membership));
    }
  }

  public synchronized void stopAll() {
    stopping = true;
    peers.values().forEach(entry -> entry.execute(PeerSession::leave));
  }

  // Questions.

  /** Whether there is such a peer, and it has no session. */
  public boolean isWaiting(IpAddress address) {
    return find(address).filter(peer -> peer.state() != SessionState.ESTABLISHED).isPresent();
  }

  public Optional<PeerSession> find(IpAddress address) {
    return Optional.ofNullable(peers.get(address)).map(Entry::session);
  }

  /** In the order of addresses. */
  public List<AnnouncingPeer> announcing() {
    return sessions().map(peer -> new AnnouncingPeer(peer.config(), peer.routesMark())).toList();
  }

  /** The peers with a session. */
  public List<ToldPeer> told() {
    return sessions().map(PeerSession::told).flatMap(Stream::ofNullable).toList();
  }

  /** In the order of addresses. */
  public List<PeerSnapshot> snapshots() {
    return sessions().map(PeerSession::snapshot).toList();
  }

  /** Of the peers that matched a moment ago; snapshots are taken of one page only. */
  public PeerPage page(PeerQuery query) {
    List<PeerSession> matching = sessions().filter(query::matches).toList();
    return new PeerPage(
        matching.size(),
        matching.stream()
            .skip(query.offset())
            .limit(query.limit())
            .map(PeerSession::snapshot)
            .toList());
  }

  public Map<SessionState, Integer> countsByState() {
    Map<SessionState, Integer> counts = new EnumMap<>(SessionState.class);
    for (SessionState state : SessionState.values()) {
      counts.put(state, 0);
    }
    sessions().forEach(session -> counts.merge(session.state(), 1, Integer::sum));
    return counts;
  }

  private Stream<PeerSession> sessions() {
    return peers.values().stream().map(Entry::session);
  }
}
