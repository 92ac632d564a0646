package io.podspan.bgpreflector.speaker.session;

import io.netty.channel.Channel;
import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionEnding;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.fsm.SessionMachine;
import io.podspan.bgpreflector.fsm.SessionPolicy;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.fsm.Status;
import io.podspan.bgpreflector.reflect.RoutesOnLoss;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.shards.PeerInput;
import io.podspan.bgpreflector.speaker.shards.ShardSender;
import io.podspan.bgpreflector.speaker.sockets.IoLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One peer, as long as it is known: its state machine, its connections, and what others hear of it.
 * Sessions come and go; the peer's identity in the routing table stays ({@link RouteSource}).
 * Everything except {@link #snapshot} runs on its I/O loop.
 */
public final class PeerSession implements Connection.Peer {
  private final SessionContext context;
  private final IoLoop loop;
  private final ShardSender sender;
  private final PeerJournal journal;
  private final Connections connections;
  private volatile PeerConfig config;
  private volatile @Nullable RangeMembership membership;
  private SessionMachine machine;

  /** The peer as the routing table knows it, from session to session; null before the first. */
  private @Nullable RouteSource source;

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
    return machine;
  }

  public PeerConfig config() {
    return config;
  }

  public SessionState state() {
    return journal.state();
  }

  /** Any thread. */
  public PeerSnapshot snapshot() {
    return journal.snapshot(config, membership != null);
  }

  // From outside, by way of the loop.

  public void start() {
    started = true;
    connections.primary().on(new SessionEvent.Start());
  }

  public void stop(Message.Notification notification) {
    connections.onAll(new SessionEvent.Stop(notification));
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
    if (!before.protection().password().equals(next.protection().password())) {
      connections.forEach(this::changePassword);
    }
    if (before.dial() != next.dial() || before.dialPort() != next.dialPort()) {
      redial();
    }
    EstablishedSession established = connections.primary().established();
    if (established != null) {
      established.changePolicy(next);
    }
    tellMembership();
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

  private boolean isOurselves(Message.Open open) {
    SessionPolicy policy = machine.policy();
    return open.routerId() == policy.localRouterId() && open.effectiveAsn() == policy.localAsn();
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
      member.onSettled(connections.isQuiet(), loop.timers());
    }
  }

  /** Nobody needs it any more. */
  public void dispose() {
    connections.forEach(Connection::dispose);
  }

  /** How often in a row the peer broke the protocol. */
  public int errors() {
    return connections.primary().status().errors();
  }

  @Override
  public EstablishedSession establish(
      Connection connection, Channel channel, Negotiated negotiated) {
    Message.Open open = negotiated.open();
    EstablishedSession up =
        new EstablishedSession(
            context,
            loop,
            sender,
            new PeerInput(sender, identity(open.routerId())),
            negotiated,
            channel,
            connection);
    up.begin(config);
    journal.established(up);
    context
        .listener()
        .onEstablished(
            config,
            new Ipv4Address(open.routerId()),
            negotiated.holdTime(),
            negotiated.options().families());
    return up;
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
    ended.end(routesOnLoss());
    journal.failed(ending.text());
    Duration up = Duration.between(ended.since(), context.clock().instant());
    context.listener().onLost(config, ending, up);
  }

  /**
   * The one place that decides what happens to a peer's routes when its session ends. They are
   * withdrawn at once (RFC 4271, section 8.2.2), because graceful restart (RFC 4724) is not
   * offered.
   */
  private static RoutesOnLoss routesOnLoss() {
    return RoutesOnLoss.WITHDRAW;
  }

  @Override
  public void onAttemptFailed(String why) {
    journal.failed(why);
  }

  private void pauseReading(boolean pause) {
    connections.forEach(connection -> connection.pauseReading(pause));
  }
}
