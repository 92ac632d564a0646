package io.podspan.bgpreflector.interop;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.AttributeRules;
import io.podspan.bgp.wire.UnknownAttributes;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.config.Protection;
import io.podspan.bgpreflector.speaker.config.RestartConfig;
import io.podspan.bgpreflector.speaker.config.Secret;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import io.podspan.bgpreflector.speaker.config.SpeakerConfig;
import io.podspan.bgpreflector.speaker.report.SessionCount;
import io.podspan.bgpreflector.speaker.report.Stall;
import io.podspan.bgpreflector.speaker.session.PeerSnapshot;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reflector of these tests: the one class of them that knows how the engine is started,
 * configured and asked.
 */
public final class ReflectorUnderTest implements AutoCloseable {
  private static final int ASN = 64512;

  /**
   * A client of the reflector.
   *
   * @param limit how many prefixes it may announce before its session is reset, 0 for any number
   */
  public record Client(String address, int limit, Guard guard, UnknownAttributes unknown) {
    public static Client of(String address) {
      return new Client(address, 0, Guard.NONE, UnknownAttributes.PASS);
    }

    Client with(Guard next) {
      return new Client(address, limit, next, unknown);
    }

    Client limitedTo(int prefixes) {
      return new Client(address, prefixes, guard, unknown);
    }

    Client passing(UnknownAttributes next) {
      return new Client(address, limit, guard, next);
    }
  }

  /** How one client's session does. */
  public record Session(
      boolean established,
      long timesEstablished,
      int prefixesAccepted,
      long updatesReceived,
      long updatesSent) {}

  private final Speaker speaker;
  private final int asn;

  private ReflectorUnderTest(Speaker speaker, int asn) {
    this.speaker = speaker;
    this.asn = asn;
  }

  /** In the lab: on the well-known port of the fabric's leg. */
  static ReflectorUnderTest inTheLab() throws IOException {
    return start(List.of(Fabric.HOST, Fabric.HOST_V6), 179, 90, 1, ASN);
  }

  /**
   * In the lab and on the loopback. End-of-RIB waits for longer than by default, because FRR pauses
   * for up to a minute before it dials again.
   *
   * @param expected who had a session before this restart, nobody at a first start
   */
  static ReflectorUnderTest restarted(Set<String> expected) throws IOException {
    List<String> addresses = List.of(Fabric.HOST, "127.0.0.1");
    SpeakerConfig config = config(addresses, 179, 90, 1, ASN);
    Set<IpAddress> peers = expected.stream().map(IpAddress::of).collect(Collectors.toSet());
    return new ReflectorUnderTest(
        Speaker.start(config.with(new RestartConfig(120, 110, peers)), new SilentListener()), ASN);
  }

  /**
   * On any port of the loopback, with one shard: all routes arrive in the order of their events.
   */
  public static ReflectorUnderTest onLoopback(int holdTime) throws IOException {
    return onLoopback(holdTime, 1, ASN);
  }

  static ReflectorUnderTest onLoopback(int holdTime, int shards, int asn) throws IOException {
    return start(List.of("127.0.0.1"), 0, holdTime, shards, asn);
  }

  private static ReflectorUnderTest start(
      List<String> addresses, int port, int holdTime, int shards, int asn) throws IOException {
    return new ReflectorUnderTest(
        Speaker.start(config(addresses, port, holdTime, shards, asn), new SilentListener()), asn);
  }

  private static SpeakerConfig config(
      List<String> addresses, int port, int holdTime, int shards, int asn) {
    int id = Ipv4Address.of(addresses.getFirst()).bits();
    return new SpeakerConfig(
        new LocalSpeaker(asn, id, id),
        addresses.stream().map(IpAddress::of).toList(),
        port,
        holdTime,
        1,
        Set.of(),
        2,
        shards,
        SessionLimits.DEFAULT);
  }

  public void clients(Collection<Client> clients) {
    speaker.configure(clients.stream().map(this::config).toList());
  }

  private PeerConfig config(Client client) {
    PeerTemplate template =
        new PeerTemplate(
            asn,
            "all",
            true,
            policy(client.limit()),
            true,
            Set.of(),
            false,
            EnumSet.allOf(AddressFamily.class),
            false,
            179,
            protection(client.guard()),
            new AttributeRules(client.unknown(), false));
    return new PeerConfig(IpAddress.of(client.address()), client.address(), template);
  }

  private static ImportPolicy policy(int limit) {
    if (limit == 0) {
      return ImportPolicy.ANY;
    }
    return new ImportPolicy(
        true,
        List.of(),
        true,
        Set.of(),
        new PrefixLimit(limit, 100, PrefixLimit.OnExceeded.RESET, 0));
  }

  private static Protection protection(Guard guard) {
    Optional<Secret> password =
        Stream.of(guard.password()).filter(text -> !text.isEmpty()).map(Secret::of).findFirst();
    return new Protection(password, guard.ttlSecurity() ? 1 : 0);
  }

  /** Lets a client come again that has to stay away. */
  void pardon(String address) {
    speaker.clear(IpAddress.of(address));
  }

  public int port() {
    return speaker.port();
  }

  public Session session(String address) {
    return sessions().get(address);
  }

  public Map<String, Session> sessions() {
    Map<String, Session> sessions = new TreeMap<>();
    for (PeerSnapshot peer : speaker.peers()) {
      sessions.put(
          peer.config().address().toString(),
          new Session(
              peer.state() == SessionState.ESTABLISHED,
              peer.timesEstablished(),
              peer.prefixesAccepted(),
              peer.updatesReceived(),
              peer.messagesSent()));
    }
    return sessions;
  }

  /** How many routes of it are kept until it announces them again. */
  int stale(String address) {
    return peer(address).map(PeerSnapshot::stalePrefixes).orElse(0);
  }

  /** Whether it has announced everything of its session. */
  boolean hasAnnouncedAll(String address) {
    return peer(address)
        .filter(peer -> !peer.families().isEmpty())
        .map(peer -> peer.endOfRib().containsAll(peer.families()))
        .orElse(false);
  }

  /** Whether it is watched that the client answers. */
  boolean isProbed(String address) {
    return peer(address).map(PeerSnapshot::probed).orElse(false);
  }

  /** What is seen of a client that has ceased to answer, empty while it does. */
  Optional<Stall> stall(String address) {
    return peer(address).map(PeerSnapshot::stall);
  }

  long timesAskedOfSilentPeers() {
    return speaker.sessionCounts().getOrDefault(SessionCount.SILENT_ASKED, 0L);
  }

  /** Whether End-of-RIB still waits for somebody. */
  boolean isRecovering() {
    return speaker.isRecovering();
  }

  private Optional<PeerSnapshot> peer(String address) {
    return speaker.peers().stream()
        .filter(peer -> peer.config().address().toString().equals(address))
        .findFirst();
  }

  /** Why the client's last session or attempt ended, empty when none did. */
  String lastError(String address) {
    return speaker.peers().stream()
        .filter(peer -> peer.config().address().toString().equals(address))
        .map(PeerSnapshot::lastError)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  /** Refused connections by the name of the reason. */
  public Map<String, Long> refusals() {
    Map<String, Long> refusals = new TreeMap<>();
    speaker.refusals().forEach((reason, count) -> refusals.put(reason.name(), count));
    return refusals;
  }

  /** Connections on which no OPEN was received yet. */
  public int halfOpen() {
    return speaker.halfOpen();
  }

  /** Whether the routing table is whole. */
  public boolean isSound() {
    return speaker.failure() == null && speaker.isListening();
  }

  @Override
  public void close() {
    speaker.close();
  }
}
