package io.podspan.bgpreflector.interop;

import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import io.podspan.bgpreflector.speaker.PeerConfig;
import io.podspan.bgpreflector.speaker.PeerSnapshot;
import io.podspan.bgpreflector.speaker.RecordingListener;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.bgpreflector.speaker.SpeakerConfig;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.Prefix;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The reflector of these tests: the one class of them that knows how the engine is started,
 * configured and asked.
 */
public final class ReflectorUnderTest implements AutoCloseable {
  /** Whether the engine speaks IPv6. */
  static final boolean SPEAKS_IPV6 = false;

  public static final int ASN = 64512;

  /**
   * A client of the reflector.
   *
   * @param prefixLimit how many prefixes it may announce
   */
  public record Client(String address, int prefixLimit, Protection protection) {
    public static Client of(String address) {
      return new Client(address, 1_000_000, Protection.NONE);
    }

    Client with(Protection next) {
      return new Client(address, prefixLimit, next);
    }

    Client limitedTo(int prefixes) {
      return new Client(address, prefixes, protection);
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
  private final RecordingListener listener;

  private ReflectorUnderTest(Speaker speaker, RecordingListener listener) {
    this.speaker = speaker;
    this.listener = listener;
  }

  /** In the lab: on the well-known port of the fabric's leg. */
  static ReflectorUnderTest inTheLab() throws IOException {
    return start(Fabric.HOST, 179, 90);
  }

  /** On any port of the loopback. */
  public static ReflectorUnderTest onLoopback(int holdTime) throws IOException {
    return start("127.0.0.1", 0, holdTime);
  }

  private static ReflectorUnderTest start(String address, int port, int holdTime)
      throws IOException {
    int id = Ipv4Address.of(address).bits();
    RecordingListener listener = new RecordingListener();
    SpeakerConfig config =
        new SpeakerConfig(
            new LocalSpeaker(ASN, id, id),
            List.of(Ipv4Address.of(address)),
            port,
            holdTime,
            1,
            Set.of(),
            2);
    return new ReflectorUnderTest(Speaker.start(config, listener), listener);
  }

  public void clients(Collection<Client> clients) {
    speaker.configure(clients.stream().map(ReflectorUnderTest::config).toList());
  }

  private static PeerConfig config(Client client) {
    ImportPolicy policy =
        new ImportPolicy(List.of(Prefix.of("0.0.0.0/0")), NEXT_HOPS, client.prefixLimit());
    return new PeerConfig(
        Ipv4Address.of(client.address()),
        ASN,
        "all",
        client.address(),
        true,
        policy,
        Set.of("all"),
        false,
        179);
  }

  private static final Set<Integer> NEXT_HOPS =
      Stream.concat(
              Stream.of("192.0.2.1", "192.0.2.2", "192.0.2.3"),
              IntStream.range(1, 30).mapToObj(octet -> "198.18.77." + octet))
          .map(address -> Ipv4Address.of(address).bits())
          .collect(Collectors.toSet());

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

  /** Why the client's last session or attempt ended, empty when none did. */
  String lastError(String address) {
    return speaker.peers().stream()
        .filter(peer -> peer.config().address().toString().equals(address))
        .map(PeerSnapshot::lastError)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  public long established() {
    return sessions().values().stream().filter(Session::established).count();
  }

  /** Refused connections by the name of the reason. */
  public Map<String, Long> refusals() {
    Map<String, Long> refusals = new TreeMap<>();
    speaker.refusals().forEach((reason, count) -> refusals.put(reason.name(), count));
    return refusals;
  }

  /** What its listener was told, as lines. */
  public List<String> told() {
    return listener.told;
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
