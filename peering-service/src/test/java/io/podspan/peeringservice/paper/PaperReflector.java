package io.podspan.peeringservice.paper;

import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.SessionEvent;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import io.podspan.events.outbox.OrderedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What a bgp-reflector says on Kafka, out of what paper clusters' routers do: it takes every
 * interconnect over, and has a session with each router whose flags or BGPPeers name it. It keeps
 * all events that it reads.
 */
public final class PaperReflector implements PaperCluster.Routers, AutoCloseable {
  public static final String NAME = "reflector";
  public static final String ADDRESS = "198.18.0.1";

  /** A second one, of which nothing is heard unless somebody names it. */
  public static final String OTHER = "other";

  public static final String OTHER_ADDRESS = "198.18.0.2";
  private static final Map<String, String> ADDRESSES = Map.of(NAME, ADDRESS, OTHER, OTHER_ADDRESS);

  private final KafkaProducer<String, byte[]> producer;
  private final Thread follower;
  private final String bootstrapServers;
  private final Map<String, Long> revisions = new HashMap<>();
  private final PaperCollector collector = new PaperCollector(this::say);
  private final Set<String> deaf = ConcurrentHashMap.newKeySet();
  private final Set<String> up = ConcurrentHashMap.newKeySet();
  private final Map<Class<?>, String> requesters = new ConcurrentHashMap<>();
  private final List<Event> heard = new CopyOnWriteArrayList<>();
  private volatile boolean running = true;
  private volatile boolean takesOver = true;

  public PaperReflector(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    Map<String, Object> settings = new HashMap<>(OrderedDelivery.SETTINGS);
    settings.put("bootstrap.servers", bootstrapServers);
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    this.follower = Thread.ofPlatform().name("paper-reflector").start(this::follow);
  }

  /** Sessions with this address never come up. */
  public void ignore(String address) {
    deaf.add(address);
  }

  public void hear(String address) {
    deaf.remove(address);
  }

  /** Whether it says ReflectorConfigured. */
  public void takesOver(boolean does) {
    takesOver = does;
  }

  /** All events of intent and rollouts, in the order in which they were read. */
  public List<Event> heard() {
    return heard;
  }

  public <E extends Event> List<E> heard(Class<E> type) {
    return heard.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Who asked for the last event of this type; empty when nobody did. */
  public String requesterOf(Class<? extends Event> type) {
    return requesters.getOrDefault(type, "");
  }

  private void follow() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "paper-" + System.nanoTime(),
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                "false",
                "metadata.max.age.ms",
                "500"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topic.INTENT_NAME, Topic.ROLLOUTS_NAME));
      while (running) {
        consumer.poll(Duration.ofMillis(200)).forEach(this::on);
      }
    }
  }

  private void on(ConsumerRecord<String, byte[]> record) {
    if (EventCodec.read(record) instanceof Received.Readable(Envelope<Event> envelope)) {
      requesters.put(envelope.event().getClass(), String.valueOf(envelope.requestedBy()));
      heard.add(envelope.event());
      switch (envelope.event()) {
        case IntentEvent.InterconnectDeclared(InterconnectState i) -> take(i);
        case IntentEvent.InterconnectChanged(InterconnectState i) -> take(i);
        case IntentEvent.InterconnectWithdrawn(String name) -> {
          revisions.remove(name);
          configured(NAME, ADDRESS);
        }
        default -> {}
      }
    }
  }

  private void take(InterconnectState interconnect) {
    revisions.put(interconnect.name(), interconnect.revision());
    interconnect.reflectors().forEach(r -> configured(r.name(), r.address()));
  }

  private void configured(String name, String address) {
    if (takesOver) {
      say(
          new SessionEvent.ReflectorConfigured(
              name, address, 179, 64512, Map.copyOf(revisions), revisions.size()));
    }
  }

  public void say(Event event) {
    producer.send(EventCodec.record(Envelope.of("/podspan/paper", Instant.now(), event)));
    producer.flush();
  }

  public void saySomethingElse(String topic, byte[] value) {
    producer.send(new ProducerRecord<>(topic, "garbage", value));
    producer.flush();
  }

  @Override
  public void node(String cluster, String node, String address, String podCidr) {
    collector.node(cluster, node, address, podCidr);
  }

  @Override
  public void started(String node, String address, List<String> flags) {
    ADDRESSES.forEach(
        (name, at) -> {
          if (flags.stream().anyMatch(f -> f.startsWith("--peer-router-ips=") && f.contains(at))) {
            established(name, node, address);
          }
        });
  }

  @Override
  public void peers(String address, List<String> peerIps) {
    ADDRESSES.forEach(
        (name, at) -> {
          if (peerIps.contains(at)) {
            established(name, address, address);
          } else if (name.equals(NAME) || up.contains(name + "/" + address)) {
            lost(name, address, address, "peer removed");
          }
        });
  }

  private void established(String name, String node, String address) {
    if (!deaf.contains(address)) {
      up.add(name + "/" + address);
      PeerIdentity peer = new PeerIdentity(name, address, null, node);
      say(new SessionEvent.SessionEstablished(peer, 64512, address, 90, List.of("ipv4-unicast")));
      List<String> prefixes = collector.announces(address);
      say(
          new SessionEvent.PeerRoutesChanged(
              peer, true, false, List.of("ipv4-unicast"), prefixes.size(), prefixes));
    }
  }

  @Override
  public void stopped(String node, String address) {
    lost(node, address, "peer closed the connection");
    if (up.contains(OTHER + "/" + address)) {
      lost(OTHER, node, address, "peer closed the connection");
    }
  }

  public void lost(String node, String address, String reason) {
    lost(NAME, node, address, reason);
  }

  private void lost(String name, String node, String address, String reason) {
    up.remove(name + "/" + address);
    PeerIdentity peer = new PeerIdentity(name, address, null, node);
    if (up.stream().noneMatch(session -> session.endsWith("/" + address))) {
      collector.withdraws(address);
    }
    say(new SessionEvent.SessionLost(peer, reason, 1));
    say(new SessionEvent.PeerRoutesChanged(peer, false, false, List.of(), 0, List.of()));
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    follower.join();
    collector.close();
    producer.close(Duration.ofSeconds(1));
  }
}
