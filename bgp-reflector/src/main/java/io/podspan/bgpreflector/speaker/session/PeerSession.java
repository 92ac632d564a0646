package io.podspan.bgpreflector.speaker.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.AttributeRules;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.RestartRules;
import io.podspan.bgpreflector.fsm.SessionEnding;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.fsm.SessionMachine;
import io.podspan.bgpreflector.fsm.SessionPolicy;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.fsm.Status;
import io.podspan.bgpreflector.reflect.RoutesOnLoss;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.pulse.Finding;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.report.Stall;
import io.podspan.bgpreflector.speaker.shards.PeerInput;
import io.podspan.bgpreflector.speaker.shards.ShardSender;
import io.podspan.bgpreflector.speaker.sockets.IoLoop;
import io.podspan.bgpreflector.speaker.sockets.LocalAddresses;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One peer, as long as it is known: its state machine, its connections, and what others hear of it.
 * Sessions come and go; the peer's identity in the routing table stays ({@link RouteSource}).
 * Everything except {@link #snapshot} runs on its I/O loop.
 */
public final class PeerSession implements Connection.Peer {
  /** For the first routes of a peer that does not say when it has announced everything. */
  private static final int SECONDS_TO_ANNOUNCE = 2;

  private final SessionContext context;
  private final IoLoop loop;
  private final ShardSender sender;
  private final PeerJournal journal;
  private final Connections connections;
  private final StaleRoutes stale;
  private volatile PeerConfig config;
  private volatile @Nullable RangeMembership membership;
  private SessionMachine machine;

  /** The peer as the routing table knows it, from session to session; null before the first. */
  private volatile @Nullable RouteSource source;

  private @Nullable SilentPeer silence;
  private boolean leaving;
  private boolean started;

  /**
   * @param errors how often the peer broke the protocol when it was last known
   * @param membership null for a peer that is configured by itself
   */
  public PeerSession(
      SessionContext context,
      IoLoop loop,
      PeerConfig config,
      int errors,
      @Nullable RangeMembership membership) {
    this.context = context;
    this.loop = loop;
    this.config = config;
    this.membership = membership;
    this.machine = machineFor(config);
    this.sender = new ShardSender(context.shards(), loop.events(), this::pauseReading);
    this.journal = new PeerJournal(context.clock());
    this.stale = new StaleRoutes(sender, loop.timers(), this::onStaleExpired);
    this.connections = new Connections(this, context, loop, Status.remembering(errors));
  }

  private SessionMachine machineFor(PeerConfig peer) {
    return context.machine(peer.template(), membership != null);
  }

  public IoLoop loop() {
    return loop;
  }

  @Override
  public SessionMachine machine() {
    if (machine.policy().restart().restarting() && !context.recovery().isUnderway()) {
      machine = machineFor(config);
    }
    return machine;
  }

  @Override
  public AttributeRules attributeRules() {
    return config.template().attributes();
  }

  public PeerConfig config() {
    return config;
  }

  public SessionState state() {
    return journal.state();
  }

  /** Any thread. */
  public PeerSnapshot snapshot() {
    return journal.snapshot(config, membership != null, stale.families());
  }

  /** Any thread. */
  public RoutesMark routesMark() {
    return journal.mark(!stale.isEmpty());
  }

  /** Null without a session. Any thread. */
  public @Nullable ToldPeer told() {
    return journal.told(config);
  }

  /** The peer as the routing table knows it, null before its first session. Any thread. */
  public @Nullable RouteSource source() {
    return source;
  }

  // From outside, by way of the loop.

  public void start() {
    started = true;
    connections.primary().on(new SessionEvent.Start());
  }

  public void stop(Message.Notification notification) {
    connections.onAll(new SessionEvent.Stop(notification));
    stale.drop();
    context.recovery().done(config.address());
  }

  /**
   * This speaker ends, and may be back. Peers whose sessions end a moment later keep what they have
   * until then (RFC 4724), so the routes of this one are not withdrawn from them.
   */
  public void leave() {
    leaving = true;
    connections.onAll(new SessionEvent.Leave());
  }

  /** Ends the session; it may come back at once. */
  public void reset(String text) {
    Message.Notification notification = NotificationCode.ADMINISTRATIVE_RESET.saying(text);
    String why = "reset by an operator" + (text.isEmpty() ? "" : ": " + text);
    connections.onAll(new SessionEvent.Reset(notification, why));
  }

  /** Ends whatever pause it is in. */
  public void clear() {
    connections.onAll(new SessionEvent.Clear());
  }

  /** A connection that the peer opened; a new member starts with it. */
  public void admit(Channel channel) {
    RangeMembership member = membership;
    if (member != null && member.isOver()) {
      // It was forgotten while this connection was on its way.
      member.readmit(channel);
      return;
    }
    if (!started) {
      start();
    }
    Connection connection =
        context.halfOpen().tryEnter() ? forIncoming() : refuse(RefusalReason.HALF_OPEN);
    if (connection == null) {
      channel.unsafe().closeForcibly();
      return;
    }
    connection.adoptIncoming(channel);
    channel.pipeline().addLast(new ConnectionHandler(connection));
    context.sockets().register(channel, loop);
  }

  /** With a place among the half-open ones, or null and without one. */
  private @Nullable Connection forIncoming() {
    Connection connection = connections.forIncoming(this::refuse);
    if (connection == null) {
      context.halfOpen().leave();
    }
    return connection;
  }

  private @Nullable Connection refuse(RefusalReason reason) {
    context.refusals().note(config.address(), reason);
    return null;
  }

  /**
   * @param next of the same address
   */
  public void reconfigure(PeerConfig next, @Nullable RangeMembership nextMembership) {
    PeerConfig before = config;
    config = next;
    membership = nextMembership;
    machine = machineFor(next);
    if (!before.template().keepsSession(next.template())) {
      stop(NotificationCode.OTHER_CONFIGURATION_CHANGE.plain());
      start();
      return;
    }
    if (!before.protection().sharesPassword(next.protection())) {
      connections.forEach(this::changePassword);
    }
    if (before.dial() != next.dial() || before.dialPort() != next.dialPort()) {
      redial();
    }
    EstablishedSession established = connections.primary().established();
    if (established != null) {
      established.changePolicy(next);
    } else if (!stale.isEmpty() && source != null) {
      // The export key means nothing without a session.
      new PeerInput(sender, source).changePolicy(next.policy());
    }
    if (!before.template().attributes().equals(next.template().attributes())) {
      changeAttributeRules(established);
    }
    tellMembership();
  }

  /** What stands was judged by the former rules, so the peer has to announce it again. */
  private void changeAttributeRules(@Nullable EstablishedSession established) {
    connections.forEach(Connection::judgeAnew);
    if (established != null && !established.askAgain()) {
      reset("other attributes are taken from now on");
    }
  }

  private void changePassword(Connection connection) {
    Channel channel = connection.channel();
    if (channel != null) {
      context.sockets().changePassword(channel, config);
    }
  }

  private void redial() {
    SessionState state = connections.primary().state();
    if (state == SessionState.ACTIVE || state == SessionState.CONNECT) {
      stop(NotificationCode.OTHER_CONFIGURATION_CHANGE.plain());
      start();
    }
  }

  // From the connections.

  @Override
  public void dial(Connection connection) {
    Channel channel =
        context
            .sockets()
            .connect(
                loop,
                config,
                new ConnectionHandler(connection),
                (failed, why) -> onDialFailed(connection, failed, why));
    connection.adoptDialed(channel);
  }

  private static void onDialFailed(Connection connection, Channel failed, String why) {
    // The connection may use another attempt by now, or a channel that the peer opened.
    if (connection.uses(failed)) {
      connection.on(new SessionEvent.TcpFailed(why));
    }
  }

  @Override
  public boolean losesCollision(Connection connection, Message.Open open) {
    if (isOurselves(open)) {
      refuse(RefusalReason.SELF);
    }
    return connections.losesCollision(connection, open);
  }

  /** Another router may have our identifier by mistake; it does not have our address. */
  private boolean isOurselves(Message.Open open) {
    SessionPolicy policy = machine.policy();
    return open.routerId() == policy.localRouterId()
        && open.effectiveAsn() == policy.localAsn()
        && LocalAddresses.of(context.config().listen()).contains(config.address());
  }

  @Override
  public void settle() {
    connections.settle();
    journal.state(connections.primary().state());
    tellMembership();
  }

  private void tellMembership() {
    RangeMembership member = membership;
    if (member != null) {
      member.onSettled(connections.isQuiet() && stale.isEmpty(), loop.timers());
    }
  }

  /** Nobody needs it any more. */
  public void dispose() {
    connections.forEach(Connection::dispose);
    stale.drop();
  }

  /** How often in a row the peer broke the protocol. */
  public int errors() {
    return connections.primary().status().errors();
  }

  @Override
  public EstablishedSession establish(
      Connection connection, Channel channel, Negotiated negotiated) {
    Message.Open open = negotiated.open();
    RouteSource self = identity(open.routerId());
    stale.comesBackAs(self);
    EstablishedSession up =
        new EstablishedSession(
            context, loop, sender, new PeerInput(sender, self), negotiated, channel, connection);
    up.begin(config);
    stale.cameBack(negotiated.restart(), negotiated.options().families());
    journal.established(up);
    recover(up);
    context.identifiers().enter(config, open);
    context
        .listener()
        .onEstablished(
            config,
            new Ipv4Address(open.routerId()),
            negotiated.holdTime(),
            negotiated.options().families(),
            up.isProbed());
    return up;
  }

  /**
   * A peer that has restarted too waits for us, so nobody waits for it (RFC 4724, section 4.1). One
   * that says nothing of restarts gets a moment to announce what it has.
   */
  private void recover(EstablishedSession up) {
    GracefulRestart theirs = up.negotiated().restart();
    if (theirs != null && theirs.restarting()) {
      silence = new SilentPeer(loop.timers(), up::isSilent, times -> askSilent(up, times));
    }
    if (!context.recovery().isUnderway()) {
      return;
    }
    if (theirs == null) {
      loop.timers().timer(this::onAnnouncedAll).startSeconds(SECONDS_TO_ANNOUNCE);
    } else if (theirs.restarting()) {
      onAnnouncedAll();
    } else {
      context.recovery().awaits(config.address());
    }
  }

  private void askSilent(EstablishedSession up, int times) {
    boolean understood = up.askForAll();
    context.counts().silentAsked();
    context.listener().onSilent(config, times, understood);
  }

  @Override
  public void onEndOfRib(AddressFamily family) {
    stale.announcedAll(family);
    tellMembership();
  }

  @Override
  public void onAnnouncedAll() {
    context.recovery().done(config.address());
  }

  private void onStaleExpired() {
    context.listener().onStaleExpired(config);
    tellMembership();
  }

  /**
   * The same from session to session, so that routes can outlive a session. A peer that comes back
   * with another BGP identifier, or was given another part or group, is another one.
   */
  private RouteSource identity(int routerId) {
    RouteSource.Kind kind = config.template().kind(context.config().local().asn());
    RouteSource known = source;
    if (known == null || !known.isSame(kind, config.address(), routerId, config.peerGroup())) {
      known = new RouteSource(kind, config.address(), routerId, config.peerGroup());
      source = known;
    }
    return known;
  }

  @Override
  public void onLost(EstablishedSession ended, SessionEnding ending) {
    if (silence != null) {
      silence.stop();
    }
    GracefulRestart theirs = ended.negotiated().restart();
    Set<AddressFamily> families = ended.negotiated().options().families();
    Set<AddressFamily> kept =
        theirs == null ? Set.of() : RestartRules.kept(ending, theirs, families);
    if (leaving) {
      ended.leave();
    } else if (theirs == null || kept.isEmpty()) {
      ended.end(RoutesOnLoss.WITHDRAW);
      stale.forgotten();
    } else {
      ended.end(RoutesOnLoss.KEEP_AS_STALE);
      stale.keep(ended.source(), kept, families, theirs.restartSeconds());
    }
    journal.failed(ending.text());
    context.identifiers().leave(config, ended.negotiated().open());
    Duration up = Duration.between(ended.since(), context.clock().instant());
    context.listener().onLost(config, ending, up);
    if (theirs != null && !kept.isEmpty()) {
      context.listener().onRoutesKept(config, theirs.restartSeconds());
    }
  }

  @Override
  public void onFinding(Finding finding) {
    switch (finding) {
      case Finding.Answers _ -> {}
      case Finding.Stalled(Stall seen) -> {
        journal.stalled(seen);
        context.counts().stalled();
        context.listener().onStalled(config, seen);
      }
      case Finding.StillStalled(Stall seen) -> journal.stalled(seen);
      case Finding.Resumed(Duration silent) -> {
        journal.resumed();
        context.listener().onResumed(config, silent);
      }
    }
  }

  @Override
  public void onAttemptFailed(SessionEnding ending) {
    journal.failed(ending.text());
    if (ending instanceof SessionEnding.ProtocolViolation(var sent, String why)) {
      context.verdicts().onOpen(config, sent, why);
    } else if (ending instanceof SessionEnding.NotificationReceived(var received)) {
      context.verdicts().onRefusedByPeer(config, received);
    }
  }

  @Override
  public void onFaults(Message.Update update, ByteBuf frame) {
    journal.faulty(update.faults());
    context.verdicts().onUpdate(config, update, frame);
  }

  private void pauseReading(boolean pause) {
    connections.forEach(connection -> connection.pauseReading(pause));
  }
}
