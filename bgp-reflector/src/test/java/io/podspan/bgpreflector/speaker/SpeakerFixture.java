package io.podspan.bgpreflector.speaker;

import static org.awaitility.Awaitility.await;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerRange;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.config.Protection;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import io.podspan.bgpreflector.speaker.config.SpeakerConfig;
import io.podspan.bgpreflector.speaker.report.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Speakers on real sockets of the loopback. */
public final class SpeakerFixture implements AutoCloseable {
  public static final int US = Ipv4Address.of("192.0.2.100").bits();

  public final RecordingListener listener = new RecordingListener();
  private final List<Speaker> speakers = new ArrayList<>();

  public Speaker start(SessionLimits limits, Prefix... originate) throws IOException {
    return start("127.0.0.1", 0, US, limits, originate);
  }

  public Speaker start(
      String address, int port, int routerId, SessionLimits limits, Prefix... originate)
      throws IOException {
    SpeakerConfig config =
        new SpeakerConfig(
            new LocalSpeaker(64512, routerId, routerId),
            List.of(IpAddress.of(address)),
            port,
            90,
            1,
            Set.of(originate),
            2,
            1,
            limits);
    Speaker speaker = Speaker.start(config, listener);
    speakers.add(speaker);
    return speaker;
  }

  public static PeerTemplate template() {
    return new PeerTemplate(
        64512,
        "paris",
        true,
        ImportPolicy.ANY,
        true,
        Set.of(),
        Set.of(AddressFamily.IPV4_UNICAST),
        false,
        0,
        Protection.NONE);
  }

  public static PeerConfig peer(String address) {
    return new PeerConfig(IpAddress.of(address), "node", template());
  }

  public static PeerConfig peer(String address, Protection protection) {
    return peer(address).protectedBy(protection);
  }

  public static PeerRange range(String prefix, int limit) {
    return new PeerRange(Prefix.of(prefix), limit, template());
  }

  public static void awaitState(Speaker speaker, String address, SessionState state) {
    await(address + " is " + state)
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                speaker.peers().stream()
                    .anyMatch(
                        peer ->
                            peer.config().address().equals(IpAddress.of(address))
                                && peer.state() == state));
  }

  public static void awaitEstablished(Speaker speaker, String address) {
    awaitState(speaker, address, SessionState.ESTABLISHED);
  }

  @Override
  public void close() {
    speakers.forEach(Speaker::close);
  }
}
