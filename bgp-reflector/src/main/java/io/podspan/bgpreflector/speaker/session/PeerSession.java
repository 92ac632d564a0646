package io.podspan.bgpreflector.speaker.session;

import io.netty.channel.Channel;
import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.fsm.SessionMachine;
import io.podspan.bgpreflector.fsm.SessionPolicy;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.fsm.Status;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.listen.Membership;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.shards.PeerInput;
import io.podspan.bgpreflector.speaker.shards.ShardSender;
import io.podspan.bgpreflector.speaker.sockets.GracefulClose;
import io.podspan.bgpreflector.speaker.sockets.IoLoop;
import io.podspan.bgpreflector.speaker.timers.SendHoldTimer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One peer: its machine, its connections, and what the rest of the reflector hears of it.
 * Everything but {@link #snapshot} runs on its I/O loop.
 */
public final class PeerSession {
  private final SessionContext context;
  private final IoLoop loop;
  private final PeerInput shard;
  private final PeerJournal journal;
  private final Connections connections;
  private volatile PeerConfig config;
  private volatile @Nullable Membership membership;
  private SessionMachine machine;
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
      @Nullable Membership membership) {
    this.context = context;
    this.loop = loop;
    this.config = config;
    this.membership = membership;
    this.machine = machineFor(config);
    this.shard =
        new PeerInput(
            context,
            loop.lane(),
            new ShardSender(context.shards(), loop.events(), this::pauseReading));
    this.journal = new PeerJournal(context.clock());
    this.connections = new Connections(this, Status.remembering(errors));
  }

  private SessionMachine machineFor(PeerConfig peer) {
    return context.machine(peer.template(), membership != null);
  }

  public SessionContext context() {
    return context;
  }

  public IoLoop loop() {
    return loop;
  }

  public SessionMachine machine() {
    return machine;
  }

  public PeerConfig config() {
    return config;
  }

  public SessionState state() {
    return journal.state();
  }

  /** Null for a peer that is configured by itself. Any thread. */
  public @Nullable Membership membership() {
    return membership;
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

  public void stop(Message.Notification farewell) {
    connections.onAll(new SessionEvent.Stop(farewell));
  }

  /** Ends the session; it may come back at once. */
  public void reset(String text) {
    Message.Notification farewell = NotificationCode.ADMINISTRATIVE_RESET.saying(text);
    String why = "reset by an operator" + (text.isEmpty() ? "" : ": " + text);
    connections.onAll(new SessionEvent.Reset(farewell, why));
  }

  /** Ends whatever pause it is in. */
  public void clear() {
    connections.onAll(new SessionEvent.Clear());
  }

  /** A connection that the peer opened; a new member starts with it. */
  public void admit(Channel channel) {
    Membership member = membership;
    if (member != null && member.isOver()) {
      // It was forgotten while this connection was on its way: as a new one, then.
      member.directory().receive(channel, config.address());
      return;
    }
    if (!started) {
      start();
    }
    Connection link =
        context.halfOpen().isFull() ? refuse(RefusalReason.HALF_OPEN) : linkForIncoming();
    if (link == null) {
      channel.unsafe().closeForcibly();
      return;
    }
    link.adopt(channel, false);
    channel.pipeline().addLast(new ConnectionHandler(this, link));
    context.registrar().register(channel, loop);
  }

  private @Nullable Connection linkForIncoming() {
    return connections.forIncoming(this::refuse);
  }

  private @Nullable Connection refuse(RefusalReason reason) {
    context.refusals().note(config.address(), reason);
    return null;
  }

  /**
   * @param next of the same address
   */
  public void reconfigure(PeerConfig next, @Nullable Membership nextMembership) {
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
      shard.changePolicy(established, next);
    }
  }

  private void changePassword(Connection link) {
    Channel channel = link.channel();
    if (channel != null) {
      context.registrar().changePassword(channel, config);
    }
  }

  private void redial() {
    SessionState state = connections.primary().state();
    if (state == SessionState.ACTIVE || state == SessionState.CONNECT) {
      stop(NotificationCode.OTHER_CONFIGURATION_CHANGE.plain());
      start();
    }
  }

  // From the links.

  public void dial(Connection link) {
    Channel channel =
        context
            .registrar()
            .connect(
                loop,
                config,
                new ConnectionHandler(this, link),
                (failed, why) -> onDialFailed(link, failed, why));
    link.adopt(channel, true);
  }

  private static void onDialFailed(Connection link, Channel failed, String why) {
    // The link may be on with another attempt, or with a connection of the peer's.
    if (link.uses(failed)) {
      link.on(new SessionEvent.TcpFailed(why));
    }
  }

  public boolean losesTo(Connection link, Message.Open open) {
    if (isOurselves(open)) {
      refuse(RefusalReason.SELF);
    }
    return connections.losesTo(link, open);
  }

  private boolean isOurselves(Message.Open open) {
    SessionPolicy policy = machine.policy();
    return open.routerId() == policy.localRouterId() && open.effectiveAsn() == policy.localAsn();
  }

  public void settle() {
    connections.settle();
    journal.state(connections.primary().state());
    Membership member = membership;
    if (member != null) {
      member.look(this, connections.isQuiet());
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

  public EstablishedSession establish(
      Connection link, Channel channel, Message.Open open, int holdTime) {
    EstablishedSession up = shard.up(this, link, channel, open, holdTime);
    journal.established(up);
    context
        .listener()
        .onEstablished(config, new Ipv4Address(open.routerId()), holdTime, up.options().families());
    return up;
  }

  public SendHoldTimer watchSending(Connection link, Channel channel, int holdTime) {
    int seconds = context.config().limits().sendHoldFor(holdTime);
    return new SendHoldTimer(context.registrar(), loop.timers(), link, channel, seconds);
  }

  public void onDown(EstablishedSession ended, String why) {
    shard.down(ended);
    journal.failed(why);
    Duration up = Duration.between(ended.since(), context.clock().instant());
    context.listener().onLost(config, why, up);
  }

  public void onAttemptFailed(String why) {
    journal.failed(why);
  }

  public void onUpdate(Message.Update update, int octets) {
    shard.add(update, octets);
    journal.countUpdate();
  }

  public void onRefresh(EstablishedSession established, Message.RouteRefresh refresh) {
    shard.refresh(established, refresh);
  }

  /** At the end of a read burst. */
  public void submitUpdates() {
    EstablishedSession established = connections.primary().established();
    if (established != null) {
      shard.flush(established);
    }
  }

  private void pauseReading(boolean pause) {
    connections.forEach(link -> link.pauseReading(pause));
  }

  public void closeGently(Channel channel) {
    GracefulClose.close(channel, loop, context.registrar());
  }
}
