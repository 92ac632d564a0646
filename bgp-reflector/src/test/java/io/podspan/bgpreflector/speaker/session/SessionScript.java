package io.podspan.bgpreflector.speaker.session;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.peer;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.FrameHeader;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageEncoder;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one peer does, as bytes, while another one watches. Each step is an octet: what to do in the
 * lower three bits, how in the others; some have a length octet and bytes behind. Whatever the
 * steps are, nothing throws, we send whole messages only, and the watcher's session stays up and
 * never hears of a withdrawal of what it does not have; once the peer is gone, so are its routes.
 */
public final class SessionScript {
  public static final int RAW = 0;
  public static final int FRAME = 1;
  public static final int OPEN = 2;
  public static final int KEEPALIVE = 3;
  public static final int WAIT = 4;
  public static final int TURN = 5;
  public static final int CONNECT = 6;
  public static final int ROUTE = 7;

  private static final String PEER = "192.0.2.11";
  private static final String WATCHER = "192.0.2.12";
  private static final int MAX_STEPS = 100;
  private static final int MAX_SECONDS = 300;

  private final SessionFixture fixture = new SessionFixture();
  private final PeerSession session = fixture.session(bothFamilies(peer(PEER)));
  private final PeerSession watching = fixture.session(peer(WATCHER));
  private final EmbeddedChannel watcher = fixture.establish(watching);
  private final Set<Prefix> known = new TreeSet<>();
  private final ByteBuf script;
  private final List<EmbeddedChannel> channels = new ArrayList<>();
  private EmbeddedChannel channel;
  private int seconds;

  private SessionScript(byte[] script) {
    this.script = Unpooled.wrappedBuffer(script);
    this.channel = connect();
    receive(watcher, announcement("10.9.0.0/24", WATCHER));
    turn();
  }

  /** The prefixes that the watcher knew just before the peer was taken away. */
  public static Set<Prefix> run(byte[] script) {
    SessionScript run = new SessionScript(script);
    for (int i = 0; i < MAX_STEPS && run.script.isReadable(); i++) {
      run.step(run.script.readUnsignedByte());
    }
    run.turn();
    Set<Prefix> before = Set.copyOf(run.known);
    run.channels.forEach(EmbeddedChannel::close);
    run.turn();
    if (!run.session.snapshot().staleFamilies().isEmpty()) {
      // It said that it restarts gracefully, so its routes stay until it is taken away.
      run.session.stop(NotificationCode.PEER_DECONFIGURED.plain());
      run.turn();
    }
    run.require(run.known.isEmpty(), "routes stay behind: " + run.known);
    run.require(run.watching.snapshot().state() == SessionState.ESTABLISHED, "the watcher is lost");
    return before;
  }

  private void step(int octet) {
    int how = octet >>> 3;
    switch (octet & 7) {
      case RAW -> send(bytes());
      case FRAME -> send(Frames.frame(1 + how % 5, bytes()));
      case OPEN -> send(open(how));
      case KEEPALIVE -> send(Frames.frame(Message.KEEPALIVE, ""));
      case WAIT -> await(how);
      case TURN -> turn();
      case CONNECT -> changeConnection(how);
      default -> send(route(how));
    }
  }

  private byte[] bytes() {
    int length = script.isReadable() ? script.readUnsignedByte() : 0;
    byte[] bytes = new byte[Math.min(length, script.readableBytes())];
    script.readBytes(bytes);
    return bytes;
  }

  private void send(byte[] bytes) {
    if (channel.isOpen()) {
      receive(channel, bytes);
      channel.checkException();
    }
  }

  private static byte[] open(int how) {
    Capabilities capabilities =
        switch (how & 3) {
          case 0 -> Capabilities.ours(64512, EnumSet.allOf(AddressFamily.class));
          case 1 -> Capabilities.NONE;
          case 2 -> Capabilities.ours(64512, Set.of(AddressFamily.IPV6_UNICAST));
          default -> SessionFixture.CAPABILITIES;
        };
    int router = Ipv4Address.of((how & 4) == 0 ? PEER : "192.0.2.200").bits();
    return MessageEncoder.encode(
        new Message.Open(4, 64512, 30, router, capabilities), WireOptions.PLAIN);
  }

  private static byte[] route(int how) {
    String prefix = "10." + (how & 15) + ".0.0/24";
    Message update =
        how < 16 ? announcement(prefix, PEER) : Message.Update.withdraw(Nlri.of(Prefix.of(prefix)));
    return MessageEncoder.encode(update, Frames.FULL);
  }

  private static Message announcement(String prefix, String nextHop) {
    return Message.Update.announce(
        PathAttributes.originated(AddressFamily.IPV4_UNICAST, IpAddress.of(nextHop)),
        Nlri.of(Prefix.of(prefix)));
  }

  /** The watcher is not to lose its session meanwhile. */
  private void await(int how) {
    for (int i = 0; i < how && seconds < MAX_SECONDS; i += 5, seconds += 5) {
      fixture.advance(Math.min(5, how - i));
      receive(watcher, Message.Keepalive.INSTANCE);
      turn();
    }
  }

  /** To a new connection or an older one, with or without closing the one before. */
  private void changeConnection(int how) {
    if ((how & 1) == 0) {
      channel.close();
      turn();
    }
    channel = (how & 2) == 0 ? connect() : channels.get((how >>> 2) % channels.size());
    turn();
  }

  private EmbeddedChannel connect() {
    EmbeddedChannel added = fixture.connect(session);
    channels.add(added);
    return added;
  }

  private void turn() {
    fixture.turn();
    channels.forEach(this::framesOf);
    for (Decoded sent : SessionFixture.sent(watcher)) {
      require(sent instanceof Message, "the watcher got " + sent);
      if (sent instanceof Message.Update update) {
        require(update.faults().isEmpty(), "the watcher got faults: " + update);
        update.routes().forEach(this::learn);
      }
    }
    for (String told : fixture.listener.told) {
      // A peer that has restarted replaces its connection (RFC 4724, section 5).
      require(!told.contains("connection failed") || told.contains("has restarted"), told);
    }
  }

  private void learn(Message.Routes routes) {
    for (int i = 0; i < routes.withdrawn().size(); i++) {
      Prefix prefix = routes.withdrawn().at(i);
      require(known.remove(prefix), "withdrawn, but never announced: " + prefix);
    }
    for (int i = 0; i < routes.announced().size(); i++) {
      known.add(routes.announced().at(i));
    }
  }

  /** All that was sent on it is a sequence of whole frames. */
  private void framesOf(EmbeddedChannel to) {
    to.runPendingTasks();
    ByteBuf all = Unpooled.buffer();
    ByteBuf next;
    while ((next = to.readOutbound()) != null) {
      all.writeBytes(next);
      next.release();
    }
    while (all.isReadable()) {
      FrameHeader header = FrameHeader.peek(all, WireOptions.MAX_EXTENDED_MESSAGE);
      require(
          header instanceof FrameHeader.Frame frame && frame.length() <= all.readableBytes(),
          "sent " + header);
      all.skipBytes(((FrameHeader.Frame) header).length());
    }
  }

  private static PeerConfig bothFamilies(PeerConfig peer) {
    PeerTemplate t = peer.template();
    return new PeerConfig(
        peer.address(),
        peer.label(),
        new PeerTemplate(
            t.asn(),
            t.peerGroup(),
            t.client(),
            t.policy(),
            t.seesAllGroups(),
            t.visibleGroups(),
            EnumSet.allOf(AddressFamily.class),
            t.dial(),
            t.dialPort(),
            t.protection()));
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what + "; told " + fixture.listener.told);
    }
  }
}
